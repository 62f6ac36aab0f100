// training/world/places/underwater.cpp
//
// Under the sea: a sandy floor with corals, swaying weed, rays of light from above and rising bubbles.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// The colours of the water from the surface to the deep.
struct Depths {
  Color surface, middle, deep, light;
};

Depths depths_of(const Air& air) {
  const Color tint = mix(air.low, air.middle, 0.4F);
  const float share = air.time == TimeOfDay::Day ? 0.05F : air.night() ? 0.12F : 0.34F;
  return {mix(air.water(hex(0x9CEBF0)), tint, share), mix(air.water(hex(0x38B0D8)), tint, share * 0.8F),
          mix(air.water(hex(0x1A6CA8)), tint, share * 0.5F),
          air.night()    ? hex(0xA8C8FF)
          : air.sunset() ? hex(0xFFD09A)
                         : hex(0xFFFFF0)};
}

// A coral of forking branches, thick and round.
void branch_coral(Canvas& c, const Air& air, Point foot, float h, Color color) {
  const auto at = [&](float x, float y) { return Point{foot.x + x * h, foot.y - y * h}; };
  const float w = h * 0.115F;
  const std::vector<Shape> limbs = {
      stroke({at(0, 0), at(0.02F, 0.50F), at(-0.05F, 1.0F)}, w * 1.3F, w * 0.8F),
      stroke({at(0, 0.22F), at(-0.30F, 0.50F), at(-0.36F, 0.84F)}, w, w * 0.7F),
      stroke({at(0.01F, 0.30F), at(0.30F, 0.56F), at(0.33F, 0.92F)}, w, w * 0.7F),
      stroke({at(-0.25F, 0.45F), at(-0.52F, 0.60F)}, w * 0.8F, w * 0.7F),
      stroke({at(0.27F, 0.54F), at(0.54F, 0.68F)}, w * 0.8F, w * 0.7F),
      stroke({at(0.01F, 0.60F), at(0.15F, 0.82F)}, w * 0.8F, w * 0.7F)};
  c.fill(unite(limbs),
         downwards(foot.y - h, air.lit(lighter(color, 0.22F)), foot.y, air.lit(darker(color, 0.18F))));
}

// A fan of lace: a disc cut by its ribs.
void fan_coral(Canvas& c, const Air& air, Point foot, float h, Color color) {
  const Point m{foot.x, foot.y - h * 0.58F};
  const Shape disc = ellipse(m, h * 0.52F, h * 0.46F);
  c.fill(stroke({foot, m}, h * 0.09F, h * 0.06F), air.lit(darker(color, 0.25F)));
  c.fill(disc, air.lit(color));
  std::vector<Shape> ribs;
  for (int i = -3; i <= 3; ++i) {
    const float turn = 0.42F * static_cast<float>(i);
    ribs.push_back(stroke(
        {{foot.x, foot.y - h * 0.10F}, {foot.x + std::sin(turn) * h, foot.y - h * 0.1F - std::cos(turn) * h}},
        0.006F, 0.004F));
  }
  ribs.push_back(cut(ellipse(m, h * 0.36F, h * 0.32F), ellipse(m, h * 0.34F, h * 0.30F)));
  c.fill(overlap(disc, unite(ribs)), air.lit(lighter(color, 0.30F)), 0.8F);
}

void brain_coral(Canvas& c, const Air& air, Point foot, float w, Color color) {
  const Shape dome =
      overlap(ellipse(foot, w / 2, w * 0.40F), rectangle({foot.x - w, foot.y - w, foot.x + w, foot.y}));
  c.fill(dome,
         downwards(foot.y - w * 0.4F, air.lit(lighter(color, 0.18F)), foot.y, air.lit(darker(color, 0.16F))));
  std::vector<Shape> folds;
  for (const float k : {0.40F, 0.27F, 0.14F})
    folds.push_back(
        cut(ellipse(foot, w * k, w * k * 0.85F), ellipse(foot, w * (k - 0.026F), w * (k * 0.85F - 0.026F))));
  c.fill(overlap(dome, unite(folds)), air.lit(darker(color, 0.25F)), 0.6F);
}

void tube_coral(Canvas& c, const Air& air, Point foot, float h, Color color) {
  for (const Point p : {Point{-0.30F, 0.62F}, Point{0.30F, 0.74F}, Point{0.0F, 1.0F}}) {
    const float x = foot.x + p.x * h, top = foot.y - p.y * h, w = h * 0.13F;
    c.fill(rectangle({x - w, top, x + w, foot.y}, w * 0.4F),
           blend({x - w, 0}, air.lit(lighter(color, 0.14F)), {x + w, 0}, air.lit(darker(color, 0.22F))));
    c.fill(ellipse({x, top + 0.002F}, w, w * 0.42F), air.lit(darker(color, 0.45F)));
  }
}

void weed(Canvas& c, const Air& air, Point foot, float h, Color green, float sway) {
  for (const Point p : {Point{-0.10F, 0.72F}, Point{0.09F, 0.84F}, Point{0.0F, 1.0F}}) {
    const Point base{foot.x + p.x * h, foot.y};
    std::vector<Point> line;
    for (int i = 0; i <= 6; ++i) {
      const float t = static_cast<float>(i) / 6;
      line.push_back({base.x + std::sin(5.0F * t + 9 * p.x) * h * 0.055F * sway + t * h * 0.10F * sway,
                      base.y - h * p.y * t});
    }
    c.fill(stroke(line, 0.026F, 0.006F), air.lit(p.x == 0 ? lighter(green, 0.12F) : green));
  }
}

// Bubbles rising in a wavering line.
void bubbles(Canvas& c, Point foot, float h, Color light) {
  std::vector<Shape> rims, gleams;
  for (int i = 0; i < 6; ++i) {
    const float k = static_cast<float>(i), r = 0.007F + 0.0022F * k;
    const Point p{foot.x + 0.018F * std::sin(2.2F * k), foot.y - h * (0.06F + 0.18F * k)};
    rims.push_back(cut(circle(p, r), circle(p, r * 0.72F)));
    gleams.push_back(circle({p.x - r * 0.3F, p.y - r * 0.3F}, r * 0.22F));
  }
  c.fill(unite(rims), light, 0.75F);
  c.fill(unite(gleams), light, 0.9F);
}

// A far shoal: small leaves with tails.
void shoal(Canvas& c, Point m, float turn, Color color, float opacity) {
  std::vector<Shape> all;
  for (const Point d : {Point{0, 0}, Point{0.06F, -0.028F}, Point{0.055F, 0.026F}, Point{0.12F, 0.002F},
                        Point{0.125F, -0.05F}, Point{0.18F, -0.02F}}) {
    const Point p{m.x + turn * d.x, m.y + d.y};
    all.push_back(leaf({p.x - 0.017F, p.y}, {p.x + 0.017F, p.y}, 0.008F, 0.008F));
    all.push_back(polygon({{p.x + turn * 0.013F, p.y},
                           {p.x + turn * 0.026F, p.y - 0.009F},
                           {p.x + turn * 0.026F, p.y + 0.009F}}));
  }
  c.fill(unite(all), color, opacity);
}

// The bow of a sunken ship, leaning, with portholes and a broken mast.
void wreck(Canvas& c, const Air& air, Point foot, float w, Color veil) {
  const auto tone = [&](Color noon) { return mix(air.lit(noon), veil, 0.42F); };
  const auto at = [&](float x, float y) { return Point{foot.x + x * w, foot.y - y * w}; };
  c.fill(stroke({at(-0.05F, 0.3F), at(0.10F, 1.0F)}, w * 0.06F, w * 0.035F), tone(hex(0x6A5040)));
  c.fill(stroke({at(-0.10F, 0.80F), at(0.26F, 0.70F)}, w * 0.03F, w * 0.02F), tone(hex(0x6A5040)));
  const Shape hull = polygon({at(-0.62F, 0.66F), at(0.56F, 0.44F), at(0.50F, 0), at(-0.44F, 0)});
  c.fill(hull, downwards(foot.y - w * 0.6F, tone(hex(0x8A6A50)), foot.y, tone(hex(0x5A4438))));
  for (const float y : {0.14F, 0.27F})
    c.fill(overlap(hull, stroke({at(-0.6F, y + 0.17F), at(0.56F, y - 0.04F)}, 0.007F, 0.007F)),
           tone(hex(0x4A362E)));
  for (const float x : {-0.32F, -0.08F, 0.16F}) {
    c.fill(circle(at(x, 0.34F - x * 0.2F), w * 0.052F), tone(hex(0xC9A05A)));
    c.fill(circle(at(x, 0.34F - x * 0.2F), w * 0.034F), tone(hex(0x1E3448)));
  }
}

}  // namespace

void paint_underwater(Canvas& c, const Air& air, int layout) {
  const float floor = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  const Depths d = depths_of(air);
  c.everywhere(downwards(0, d.surface, floor * 0.45F, d.middle));
  c.fill(rectangle({-9, floor * 0.45F, 9, c.bottom()}), downwards(floor * 0.45F, d.middle, floor, d.deep));
  c.glow({0.10F * side, -0.04F}, 0.62F, d.light, air.night() ? 0.45F : 0.80F);
  c.fill(between(level(-1), waves(0.018F, 0.010F, 0.22F, 0.05F)), d.light, 0.55F);
  for (const float x : {-0.85F, -0.46F, -0.20F, 0.06F, 0.30F, 0.72F}) {  // rays fan out from above
    const float far_x = 0.10F + (x - 0.10F) * 1.9F;
    c.fill(polygon({{x * side - 0.025F, -0.02F},
                    {x * side + 0.025F, -0.02F},
                    {far_x * side + 0.085F, floor + 0.10F},
                    {far_x * side - 0.085F, floor + 0.10F}}),
           d.light, air.night() ? 0.06F : 0.13F);
  }
  const auto reef = [&](float height, float length, float shift, float fade) {
    c.fill(under(waves(floor - height, height * 0.55F, length, shift * side)),
           mix(air.water(hex(0x2F7FA0)), d.deep, fade));
  };
  reef(c.rise(0.15F), 0.83F, 0.10F, 0.55F);
  shoal(c, {-0.06F * side, floor - c.rise(0.33F)}, side, mix(air.lit(hex(0xFFE08A)), d.middle, 0.25F), 0.9F);
  shoal(c, {0.66F * side, floor - c.rise(0.24F)}, -side, mix(air.lit(hex(0x2C6E9A)), d.middle, 0.2F), 0.8F);
  reef(c.rise(0.075F), 0.57F, 0.32F, 0.25F);
  if (layout == 2) wreck(c, air, {0.22F, floor + 0.02F}, 0.36F, d.deep);
  if (layout == 1) {  // a rock gate
    const float x = -0.22F, w = 0.44F, h = c.rise(0.30F);
    const Shape rock = cut(polygon({{x - w * 0.62F, floor + 0.03F},
                                    {x - w * 0.46F, floor - h * 0.8F},
                                    {x - w * 0.16F, floor - h},
                                    {x + w * 0.30F, floor - h * 0.90F},
                                    {x + w * 0.60F, floor + 0.03F}}),
                           ellipse({x, floor}, w * 0.27F, h * 0.58F));
    c.fill(rock, downwards(floor - h, mix(air.lit(hex(0x7A94A0)), d.middle, 0.25F), floor,
                           mix(air.lit(hex(0x4A6678)), d.deep, 0.25F)));
    tube_coral(c, air, {x - 0.08F, floor - h * 0.93F}, 0.075F, hex(0xF29A4A));
    fan_coral(c, air, {x + 0.12F, floor - h * 0.86F}, 0.11F, hex(0xD65A9A));
  }
  const Crest sand = rolling({{-1.25F, floor},
                              {-0.4F, floor + 0.025F},
                              {0.15F, floor + 0.008F},
                              {0.55F, floor + 0.03F},
                              {1.25F, floor}});
  const Color near = mix(air.lit(hex(0xF3E2B4)), d.middle, 0.16F),
              far = mix(air.lit(hex(0xDCCB9A)), d.deep, 0.36F);
  c.fill(under(sand), downwards(floor, far, c.y(0.78F), near));
  for (const float y : {0.745F, 0.965F})
    c.fill(between(waves(c.y(y), 0.009F, 0.7F, 0.2F), waves(c.y(y) + 0.008F, 0.013F, 0.7F, 0.23F)),
           mix(near, d.deep, 0.22F), 0.6F);

  const Color pink = hex(0xF2607E), orange = hex(0xFF8A4A), violet = hex(0xA66AD0), gold = hex(0xF7BE4A),
              green = hex(0x3FA06A);
  const float s = side, y = floor + 0.07F;
  boulder(c, air, {-0.47F * s, y + 0.02F}, 0.20F, hex(0x6F8A98));
  boulder(c, air, {0.50F * s, y + 0.02F}, 0.18F, hex(0x6F8A98));
  weed(c, air, {layout == 2 ? -0.44F : -0.52F * s, y}, layout == 2 ? 0.42F : 0.30F, green, 1.0F);
  weed(c, air, {0.45F * s, y}, layout == 1 ? 0.42F : 0.34F, green, -1.0F);
  if (layout == 0) {
    branch_coral(c, air, {-0.40F, y + 0.02F}, 0.25F, pink);
    fan_coral(c, air, {0.36F, y}, 0.20F, violet);
    brain_coral(c, air, {-0.25F, y + 0.012F}, 0.12F, gold);
    tube_coral(c, air, {0.22F, y - 0.02F}, 0.10F, orange);
  } else if (layout == 1) {
    branch_coral(c, air, {-0.40F, y + 0.02F}, 0.17F, orange);
    brain_coral(c, air, {0.34F, y + 0.02F}, 0.15F, pink);
    branch_coral(c, air, {0.22F, y - 0.02F}, 0.13F, violet);
  } else {
    fan_coral(c, air, {-0.30F, y}, 0.21F, pink);
    tube_coral(c, air, {-0.16F, y - 0.02F}, 0.10F, gold);
    branch_coral(c, air, {0.43F, y + 0.03F}, 0.16F, orange);
  }
  branch_coral(c, air, {0.85F, y + 0.02F}, 0.26F, pink);
  fan_coral(c, air, {1.06F, y}, 0.2F, gold);
  tube_coral(c, air, {-0.82F, y + 0.01F}, 0.18F, violet);
  weed(c, air, {-1.02F, y}, 0.36F, green, 1.0F);
  bubbles(c, {-0.30F * s, floor - 0.06F}, c.rise(0.42F), d.light);
  bubbles(c, {0.34F * s, floor - 0.14F}, c.rise(0.30F), d.light);
}

}  // namespace reverie::paint
