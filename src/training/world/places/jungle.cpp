// training/world/places/jungle.cpp
//
// A steaming jungle: great trees hung with lianas, banana leaves, ferns and tropical flowers.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// One broad leaf from its stalk to the tip: blade, darker half and a pale rib.
void big_leaf(Canvas& c, const Air& air, Point from, Point tip, float width, Color green) {
  c.fill(leaf(from, tip, width, width), air.lit(green));
  c.fill(leaf(from, tip, width, -width * 0.04F), air.lit(lighter(green, 0.13F)));
  c.fill(stroke({from, tip}, 0.007F, 0.002F), air.lit(lighter(green, 0.38F)));
}

// A fan of broad leaves rising from one foot.
void leaf_fan(Canvas& c, const Air& air, Point foot, float h, Color green, float lean) {
  const Point tips[] = {{-0.62F, -0.30F}, {0.62F, -0.34F},  {-0.46F, -0.70F},
                        {0.44F, -0.72F},  {-0.12F, -0.98F}, {0.16F, -0.92F}};
  int i = 0;
  for (const Point& t : tips) {
    big_leaf(c, air, foot, {foot.x + (t.x + lean) * h, foot.y + t.y * h}, h * 0.115F,
             i % 2 == 0 ? green : darker(green, 0.14F));
    ++i;
  }
}

void giant_tree(Canvas& c, const Air& air, float x, float foot, float w) {
  const Color bark = air.lit(hex(0x74573D)), shade = air.lit(hex(0x553E2D));
  contact_shadow(c, {x, foot}, w * 3.0F, 0.22F);
  c.fill(rectangle({x - w / 2, -1, x + w / 2, foot}), blend({x - w / 2, 0}, bark, {x + w / 2, 0}, shade));
  for (const float s : {-1.0F, 1.0F}) {  // buttress roots
    const Color root = s < 0 ? bark : shade;
    c.fill(
        polygon({{x + s * w * 0.42F, foot - w * 2.0F}, {x + s * w * 1.25F, foot}, {x + s * w * 0.2F, foot}}),
        root);
    c.fill(polygon({{x + s * w * 0.20F, foot - w * 1.5F}, {x + s * w * 0.62F, foot + 0.01F}, {x, foot}}),
           bark);
  }
  c.fill(leaf({x - w * 0.5F, foot - w * 2.6F}, {x + w * 0.2F, foot - w * 3.2F}, w * 0.16F, w * 0.12F),
         air.lit(hex(0x6FA047)));  // moss
}

// A liana that hangs between two points above, with small leaves.
void liana(Canvas& c, const Air& air, Point a, Point b, float sag) {
  const std::vector<Point> line = curve(a, {(a.x + b.x) / 2, std::max(a.y, b.y) + sag}, b, 7);
  c.fill(stroke(line, 0.013F, 0.010F), air.lit(hex(0x4E7A3A)));
  std::vector<Shape> leaves;
  for (size_t i = 1; i + 1 < line.size(); ++i) {
    const float s = i % 2 == 0 ? 1.0F : -1.0F;
    leaves.push_back(leaf(line[i], {line[i].x + 0.022F * s, line[i].y + 0.045F}, 0.011F, 0.011F));
  }
  c.fill(unite(leaves), air.lit(hex(0x6DB24C)));
}

void hibiscus(Canvas& c, const Air& air, Point p, float size, Color petals) {
  std::vector<Shape> ring;
  for (int i = 0; i < 5; ++i) {
    const float turn = 1.2566F * static_cast<float>(i) + 0.3F;
    ring.push_back(
        circle({p.x + size * 0.30F * std::cos(turn), p.y + size * 0.30F * std::sin(turn)}, size * 0.27F));
  }
  c.fill(unite(ring), air.lit(petals));
  c.fill(circle(p, size * 0.16F), air.lit(darker(petals, 0.4F)));
  c.fill(stroke({p, {p.x + size * 0.30F, p.y - size * 0.30F}}, size * 0.09F, size * 0.12F),
         air.lit(hex(0xFFD34F)));
}

void far_wood(Canvas& c, const Air& air, float ground, float side, Color mist) {
  const auto tone = [&](Color noon, float distance) { return mix(air.lit(noon), mist, distance); };
  c.fill(under(waves(ground - c.rise(0.26F), 0.035F, 0.30F, 0.05F * side)), tone(hex(0x63A668), 0.62F));
  for (const float x : {-1.05F, -0.74F, -0.40F, -0.16F, 0.12F, 0.33F, 0.66F, 0.98F}) {
    const float at = x * side;
    c.fill(rectangle({at - 0.017F, -1, at + 0.017F, ground}), tone(hex(0x6F7F5A), 0.50F));
  }
  c.fill(under(waves(ground - c.rise(0.12F), 0.028F, 0.22F, 0.11F * side)), tone(hex(0x3F9150), 0.36F));
  for (const float x : {-0.92F, -0.56F, -0.24F, 0.20F, 0.52F, 0.86F})
    leaf_fan(c, air, {x * side, ground + 0.02F}, 0.17F, hex(0x3F9A50), 0.0F);
}

}  // namespace

void paint_jungle(Canvas& c, const Air& air, int layout) {
  const float ground = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  const Color mist = air.night() ? hex(0x24586A) : mix(air.low, air.lit(hex(0xE4F5A8)), 0.62F);
  const Color deep = air.night() ? hex(0x0C2B38) : mix(air.middle, air.lit(hex(0x4FA06A)), 0.78F);
  const Point gap{0.10F * side, ground - c.rise(0.30F)};
  c.everywhere(downwards(0, deep, ground, mist));
  c.glow(gap, 0.55F,
         air.night()    ? hex(0x9CD0D8)
         : air.sunset() ? hex(0xFFB75E)
                        : hex(0xFDFFD2),
         air.night() ? 0.45F : 0.85F);
  if (air.night()) c.fill(circle(gap, 0.055F), hex(0xF6F0D2));
  far_wood(c, air, ground, side, mist);

  const Crest floor =
      rolling({{-1.25F, ground}, {-0.4F, ground + 0.02F}, {0.2F, ground + 0.035F}, {1.25F, ground}});
  c.fill(under(floor), downwards(ground, air.lit(hex(0x6FAE45)), c.bottom(), air.lit(hex(0x4A8A3C))));
  c.fill(ellipse({0, c.y(0.86F)}, 0.46F, c.y(0.10F)), air.lit(hex(0x86BC53)), 0.25F);
  if (layout == 1) {  // a still brown-green stream crosses behind the clearing
    c.fill(between(rolling({{-1.25F, ground + 0.0F}, {0.0F, ground + 0.02F}, {1.25F, ground + 0.0F}}),
                   rolling({{-1.25F, ground + 0.055F}, {-0.1F, ground + 0.09F}, {1.25F, ground + 0.05F}})),
           air.water(hex(0x5FB5A8)));
    for (const float x : {-0.2F, 0.08F, 0.30F})
      c.fill(rectangle(box_at({x, ground + 0.05F + 0.01F * x}, 0.13F, 0.008F), 0.004F), air.shine, 0.5F);
  }
  if (layout == 0) {
    giant_tree(c, air, -0.36F, ground + 0.06F, 0.15F);
    giant_tree(c, air, 0.98F, ground + 0.06F, 0.14F);
  } else if (layout == 1) {
    giant_tree(c, air, 0.42F, ground + 0.04F, 0.10F);
    giant_tree(c, air, -0.95F, ground + 0.06F, 0.14F);
  } else {
    giant_tree(c, air, -0.45F, ground + 0.06F, 0.12F);
    giant_tree(c, air, 0.43F, ground + 0.06F, 0.14F);
    const float deck = ground - 0.13F;  // a rope bridge between the two
    const std::vector<Point> low = curve({-0.40F, deck}, {0, deck + 0.11F}, {0.38F, deck}, 6);
    const std::vector<Point> high =
        curve({-0.40F, deck - 0.10F}, {0, deck - 0.01F}, {0.38F, deck - 0.10F}, 6);
    c.fill(stroke(low, 0.022F, 0.022F), air.lit(hex(0xB98A54)));
    c.fill(stroke(high, 0.008F, 0.008F), air.lit(hex(0xD8B67E)));
    for (size_t i = 1; i + 1 < low.size(); ++i)
      c.fill(stroke({low[i], high[i]}, 0.006F, 0.006F), air.lit(hex(0xD8B67E)));
  }

  // The canopy, what hangs from it, and the leaves that frame the clearing.
  const float roof = c.rise(0.09F);
  liana(c, air, {-0.55F * side, roof}, {-0.05F * side, roof}, 0.40F);
  liana(c, air, {0.10F * side, roof}, {0.48F * side, roof}, layout == 2 ? 0.16F : 0.30F);
  for (const float x : {0.30F, -0.22F})
    liana(c, air, {x * side, 0}, {x * side + 0.02F, c.rise(0.30F)}, 0.02F);
  c.fill(between(level(-1), scallops(roof, 0.055F, 0.20F, 0.05F)), air.lit(hex(0x2F7F45)));
  for (const float x : {-1.1F, -0.72F, -0.46F, -0.22F, 0.06F, 0.33F, 0.55F, 0.84F, 1.1F}) {
    const float s = x * side;
    big_leaf(c, air, {s, -0.03F}, {s + 0.07F, roof + 0.10F + 0.03F * std::sin(9 * x)}, 0.042F, hex(0x3C9A4C));
    big_leaf(c, air, {s, -0.03F}, {s - 0.10F, roof + 0.06F}, 0.036F, hex(0x2F8445));
  }
  leaf_fan(c, air, {-0.56F * side, ground + 0.13F}, 0.34F, hex(0x2F8F4A), 0.12F * side);
  leaf_fan(c, air, {0.56F * side, ground + 0.13F}, layout == 0 ? 0.40F : 0.28F, hex(0x37A052), -0.10F * side);
  for (const float x : {-1.12F, 1.12F}) leaf_fan(c, air, {x, ground + 0.12F}, 0.34F, hex(0x2F8F4A), 0);
  const Color petals[] = {hex(0xF2385A), hex(0xFF7A3C), hex(0xF25CA8), hex(0xFFC23C)};
  int i = layout;
  for (const Point p : {Point{-0.44F, 0.02F}, Point{-0.37F, 0.10F}, Point{0.42F, 0.03F}, Point{0.47F, 0.11F},
                        Point{0.35F, 0.075F}, Point{-0.82F, 0.06F}, Point{0.84F, 0.06F}}) {
    hibiscus(c, air, {p.x * side, ground + p.y}, 0.075F, petals[++i % 4]);
  }
}

}  // namespace reverie::paint
