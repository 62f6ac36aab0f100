// training/world/places/temple.cpp
//
// A temple among cherry trees: a tall pagoda with sweeping roofs, stone steps, a gate, lanterns.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

const Color kRed = hex(0xC8402F), kRoof = hex(0x3F5468), kCream = hex(0xFBF0DA), kBlossom = hex(0xF7A8C4);

// A sweeping roof: flared eaves that turn up at both tips, tiles hinted by a lighter ridge.
void curved_roof(Canvas& c, const Air& air, Point eave, float half, float h) {
  const Shape body =
      overlap(under(rolling({{eave.x - half * 0.98F, eave.y - h * 0.20F},
                             {eave.x - half * 0.28F, eave.y - h},
                             {eave.x + half * 0.28F, eave.y - h},
                             {eave.x + half * 0.98F, eave.y - h * 0.20F}})),
              rectangle({eave.x - half, eave.y - h * 1.02F, eave.x + half, eave.y + h * 0.04F}));
  c.fill(body, downwards(eave.y - h, air.lit(lighter(kRoof, 0.16F)), eave.y, air.lit(kRoof)));
  for (const float s : {-1.0F, 1.0F})
    c.fill(polygon({{eave.x + s * half * 0.80F, eave.y + h * 0.04F},
                    {eave.x + s * half * 0.80F, eave.y - h * 0.20F},
                    {eave.x + s * half * 1.14F, eave.y - h * 0.42F},
                    {eave.x + s * half * 1.02F, eave.y - h * 0.05F}}),
           air.lit(kRoof));
  c.fill(rectangle({eave.x - half * 0.94F, eave.y, eave.x + half * 0.94F, eave.y + h * 0.12F}),
         air.lit(hex(0xE0A94A)));
}

void storey(Canvas& c, const Air& air, Point foot, float w, float h) {
  c.fill(rectangle({foot.x - w / 2, foot.y - h, foot.x + w / 2, foot.y}), air.lit(kRed));
  const Box inner{foot.x - w * 0.44F, foot.y - h * 0.84F, foot.x + w * 0.44F, foot.y - h * 0.14F};
  c.fill(panes(inner, 3, 1, 0.80F, 1), air.lamps() ? hex(0xFFD27A) : air.lit(kCream));
  c.fill(panes(inner, 9, 2, 0.16F, 2), air.lit(darker(kRed, 0.3F)), 0.55F);
  c.fill(rectangle({foot.x - w * 0.58F, foot.y - h * 0.20F, foot.x + w * 0.58F, foot.y - h * 0.10F}),
         air.lit(darker(kRed, 0.25F)));
}

void pagoda(Canvas& c, const Air& air, Point foot, float w, int storeys, float h) {
  const float step = h / static_cast<float>(storeys);
  c.fill(rectangle({foot.x - w * 0.62F, foot.y - 0.022F, foot.x + w * 0.62F, foot.y + 0.01F}, 0.004F),
         air.lit(hex(0xC9C3B8)));
  if (air.lamps()) c.glow({foot.x, foot.y - h * 0.4F}, h * 0.6F, hex(0xFFB95E), 0.45F);
  for (int i = 0; i < storeys; ++i) {
    const float k = static_cast<float>(i), size = w * (1 - 0.14F * k), y = foot.y - 0.02F - step * k;
    storey(c, air, {foot.x, y}, size * 0.74F, step * 0.64F);
    curved_roof(c, air, {foot.x, y - step * 0.56F}, size * 0.66F, step * 0.42F);
  }
  const float top = foot.y - 0.02F - h;
  c.fill(stroke({{foot.x, top + step * 0.1F}, {foot.x, top - h * 0.17F}}, 0.012F, 0.004F),
         air.lit(hex(0xE0A94A)));
  for (const float t : {0.03F, 0.07F, 0.11F})
    c.fill(ellipse({foot.x, top - h * t}, 0.017F, 0.005F), air.lit(hex(0xE0A94A)));
}

// A wide low hall with one great roof.
void hall(Canvas& c, const Air& air, Point foot, float w, float h) {
  c.fill(rectangle({foot.x - w * 0.52F, foot.y - 0.03F, foot.x + w * 0.52F, foot.y + 0.01F}, 0.004F),
         air.lit(hex(0xC9C3B8)));
  storey(c, air, {foot.x, foot.y - 0.028F}, w * 0.84F, h * 0.46F);
  for (const float t : {-0.40F, -0.14F, 0.14F, 0.40F})
    c.fill(rectangle(box_at({foot.x + w * t, foot.y - 0.028F - h * 0.23F}, 0.022F, h * 0.46F)),
           air.lit(darker(kRed, 0.15F)));
  curved_roof(c, air, {foot.x, foot.y - h * 0.44F}, w * 0.56F, h * 0.42F);
  c.fill(rectangle({foot.x - w * 0.20F, foot.y - h * 0.90F, foot.x + w * 0.20F, foot.y - h * 0.84F}, 0.006F),
         air.lit(hex(0xE0A94A)));
}

// The gate of two posts and two beams, the upper one curved.
void gate(Canvas& c, const Air& air, Point foot, float h) {
  const Color red = air.lit(hex(0xD9482F)), dark = air.lit(hex(0x3A3038));
  const float w = h * 0.44F;
  contact_shadow(c, foot, w * 2.2F, 0.12F);
  for (const float s : {-1.0F, 1.0F}) {
    c.fill(polygon({{foot.x + s * w - 0.019F, foot.y},
                    {foot.x + s * w + 0.019F, foot.y},
                    {foot.x + s * w * 0.93F + 0.015F, foot.y - h * 0.9F},
                    {foot.x + s * w * 0.93F - 0.015F, foot.y - h * 0.9F}}),
           red);
    c.fill(rectangle({foot.x + s * w - 0.024F, foot.y - h * 0.08F, foot.x + s * w + 0.024F, foot.y}), dark);
  }
  c.fill(rectangle({foot.x - w * 1.12F, foot.y - h * 0.72F, foot.x + w * 1.12F, foot.y - h * 0.65F}), red);
  c.fill(rectangle({foot.x - 0.014F, foot.y - h * 0.86F, foot.x + 0.014F, foot.y - h * 0.70F}), red);
  const auto beam = [&](float lift) {
    return curve({foot.x - w * 1.36F, foot.y - h * lift - 0.016F}, {foot.x, foot.y - h * lift + 0.022F},
                 {foot.x + w * 1.36F, foot.y - h * lift - 0.016F}, 6);
  };
  c.fill(stroke(beam(0.90F), 0.036F, 0.036F), red);
  c.fill(stroke(beam(0.955F), 0.022F, 0.022F), dark);
}

void cherry_tree(Canvas& c, const Air& air, Point foot, float h, float lean) {
  const Color bark = air.lit(hex(0x6A4640));
  contact_shadow(c, foot, h * 0.5F);
  const Point fork{foot.x + lean * h * 0.10F, foot.y - h * 0.42F};
  c.fill(unite({stroke({foot, fork}, h * 0.085F, h * 0.05F),
                stroke({fork, {fork.x - h * 0.20F, fork.y - h * 0.20F}}, h * 0.045F, h * 0.025F),
                stroke({fork, {fork.x + h * 0.22F, fork.y - h * 0.18F}}, h * 0.045F, h * 0.025F)}),
         bark);
  const float r = h * 0.19F;
  const Point m{fork.x, foot.y - h * 0.72F};
  c.fill(
      unite({circle({m.x - r * 1.3F, m.y + r * 0.45F}, r * 0.95F),
             circle({m.x + r * 1.35F, m.y + r * 0.5F}, r * 0.9F), circle({m.x, m.y + r * 0.2F}, r * 1.15F)}),
      air.lit(darker(kBlossom, 0.10F)));
  c.fill(unite({circle({m.x - r * 0.7F, m.y - r * 0.25F}, r),
                circle({m.x + r * 0.75F, m.y - r * 0.2F}, r * 0.95F)}),
         air.lit(kBlossom));
  c.fill(unite({circle({m.x - r * 1.25F, m.y + r * 0.1F}, r * 0.5F),
                circle({m.x - r * 0.45F, m.y - r * 0.6F}, r * 0.55F),
                circle({m.x + r * 0.9F, m.y - r * 0.45F}, r * 0.45F)}),
         air.lit(lighter(kBlossom, 0.40F)));
}

void stone_lantern(Canvas& c, const Air& air, Point foot, float h) {
  const Color stone = air.lit(hex(0xAEB2AC)), shade = air.lit(hex(0x8A8F8C));
  contact_shadow(c, foot, h * 0.6F);
  c.fill(rectangle({foot.x - h * 0.18F, foot.y - h * 0.10F, foot.x + h * 0.18F, foot.y}, 0.004F), shade);
  c.fill(rectangle({foot.x - h * 0.07F, foot.y - h * 0.52F, foot.x + h * 0.07F, foot.y - h * 0.08F}), stone);
  if (air.lamps()) c.glow({foot.x, foot.y - h * 0.66F}, h * 0.8F, hex(0xFFC76A), 0.7F);
  c.fill(rectangle({foot.x - h * 0.16F, foot.y - h * 0.80F, foot.x + h * 0.16F, foot.y - h * 0.50F}, 0.004F),
         stone);
  c.fill(rectangle(box_at({foot.x, foot.y - h * 0.65F}, h * 0.15F, h * 0.18F)),
         air.lamps() ? hex(0xFFE08A) : air.lit(hex(0x5A5E60)));
  c.fill(polygon({{foot.x - h * 0.29F, foot.y - h * 0.76F},
                  {foot.x + h * 0.29F, foot.y - h * 0.76F},
                  {foot.x + h * 0.06F, foot.y - h * 0.97F},
                  {foot.x - h * 0.06F, foot.y - h * 0.97F}}),
         shade);
}

// Broad stone steps that narrow towards the top.
void steps_up(Canvas& c, const Air& air, float x, float top, float foot, float w) {
  for (int i = 0; i < 5; ++i) {
    const float k = static_cast<float>(i), y = top + (foot - top) * k / 5, half = w * (0.34F + 0.04F * k);
    c.fill(rectangle({x - half, y, x + half, foot}), air.lit(i % 2 == 0 ? hex(0xDAD5CA) : hex(0xBDB7AC)));
    c.fill(rectangle({x - half, y, x + half, y + (foot - top) * 0.07F}), air.lit(hex(0xEFEBE2)));
  }
}

}  // namespace

void paint_temple(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.50F), ground = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F, r = c.rise(1);
  sky(c, air, horizon, layout);
  // One great pale mountain, then wooded hills.
  const Point peak{0.26F * side, horizon - 0.24F * r};
  c.fill(polygon({peak, {peak.x - 0.5F, horizon + 0.02F}, {peak.x + 0.5F, horizon + 0.02F}}),
         air.far(hex(0x8CA3C4), 0.55F));
  c.fill(polygon({peak,
                  {peak.x - 0.15F, peak.y + 0.072F * r},
                  {peak.x - 0.05F, peak.y + 0.055F * r},
                  {peak.x + 0.05F, peak.y + 0.055F * r},
                  {peak.x + 0.15F, peak.y + 0.072F * r}}),
         mix(air.snow(hex(0xFFFFFF)), air.haze, 0.3F));
  c.fill(under(waves(horizon - c.rise(0.04F), 0.020F, 0.38F, 0.1F * side)), air.far(hex(0x7FB58C), 0.40F));
  c.fill(under(waves(horizon + 0.005F, 0.012F, 0.17F, 0.03F * side)), air.far(hex(0x5FA067), 0.20F));
  c.fill(under(rolling({{-1.25F, horizon + 0.05F},
                        {-0.3F, horizon + 0.04F},
                        {0.4F, horizon + 0.055F},
                        {1.25F, horizon + 0.04F}})),
         downwards(horizon, air.far(hex(0x9CCB78), 0.10F), ground, air.lit(hex(0x84BF62))));
  const float path = layout == 0 ? -0.14F : layout == 1 ? 0.0F : 0.16F;
  if (layout == 0) {
    pagoda(c, air, {path, ground - 0.045F}, 0.36F, 4, 0.36F * r);
    cherry_tree(c, air, {0.22F, ground - 0.02F}, 0.32F, 1);
  } else if (layout == 1) {
    hall(c, air, {0.0F, ground - 0.05F}, 0.62F, 0.30F * r);
    cherry_tree(c, air, {-0.44F, ground - 0.01F}, 0.34F, -1);
  } else {
    pagoda(c, air, {-0.33F, ground - 0.04F}, 0.25F, 3, 0.25F * r);
  }
  c.fill(under(rolling({{-1.25F, ground - 0.02F},
                        {-0.4F, ground - 0.01F},
                        {0.3F, ground - 0.02F},
                        {1.25F, ground - 0.01F}})),
         downwards(ground, air.lit(hex(0x8CC868)), c.bottom(), air.lit(hex(0x6CAC54))));
  const float end = c.bottom();
  c.fill(polygon({{path - 0.09F, ground - 0.01F},
                  {path + 0.09F, ground - 0.01F},
                  {0.44F + path * 0.2F, end},
                  {-0.44F + path * 0.2F, end}}),
         downwards(ground, air.lit(hex(0xE3DDD0)), end, air.lit(hex(0xCFC8BA))));
  if (layout != 2) {
    steps_up(c, air, path, ground - 0.055F, ground + 0.02F, 0.30F);
  } else {
    gate(c, air, {path, ground + 0.035F}, 0.36F);
  }
  if (layout == 0) {
    gate(c, air, {0.36F, ground + 0.02F}, 0.20F);
    cherry_tree(c, air, {-0.47F, ground + 0.08F}, 0.46F, 1);
    stone_lantern(c, air, {0.08F, ground + 0.05F}, 0.13F);
  } else if (layout == 1) {
    cherry_tree(c, air, {0.46F, ground + 0.07F}, 0.46F, -1);
    for (const float x : {-0.20F, 0.20F}) stone_lantern(c, air, {x, ground + 0.055F}, 0.15F);
  } else {
    cherry_tree(c, air, {0.47F, ground + 0.06F}, 0.38F, -1);
    cherry_tree(c, air, {-0.50F, ground + 0.07F}, 0.36F, 1);
    for (const float x : {-0.12F, -0.34F}) stone_lantern(c, air, {x, ground + 0.065F}, 0.14F);
  }
  for (const float x : {-0.95F, 0.95F}) cherry_tree(c, air, {x, ground + 0.06F}, 0.44F, 1);
  pagoda(c, air, {-1.22F, ground - 0.02F}, 0.28F, 3, 0.26F * r);
  std::vector<Shape> petals;  // falling, above the ground only
  for (int i = 0; i < 26; ++i) {
    const float k = static_cast<float>(i), u = 0.17F + 0.7549F * k, v = 0.40F + 0.5698F * k;
    const Point p{(u - static_cast<float>(static_cast<int>(u)) - 0.5F) * 2.3F,
                  (0.25F + 0.75F * (v - static_cast<float>(static_cast<int>(v)))) * ground};
    if (std::abs(p.x) < c.right())
      petals.push_back(leaf({p.x - 0.009F, p.y}, {p.x + 0.009F, p.y - 0.006F}, 0.004F, 0.004F));
  }
  for (const Shape& petal : petals) c.fill(petal, air.lit(hex(0xFFC8DA)), 0.9F);
}

}  // namespace reverie::paint
