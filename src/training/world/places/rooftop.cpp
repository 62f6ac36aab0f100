// training/world/places/rooftop.cpp
//
// Above a town: tiled roofs with chimneys and a dome below us, a flat roof with its parapet underfoot.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

void chimney(Canvas& c, const Air& air, Point foot, float h) {
  const float w = h * 0.42F;
  c.fill(rectangle({foot.x - w / 2, foot.y - h, foot.x + w / 2, foot.y}),
         blend({foot.x - w / 2, 0}, air.lit(hex(0xB5654F)), {foot.x + w / 2, 0}, air.lit(hex(0x8A4A3C))));
  c.fill(rectangle({foot.x - w * 0.62F, foot.y - h, foot.x + w * 0.62F, foot.y - h * 0.88F}),
         air.lit(hex(0xD9C3A8)));
  for (const float x : {-0.26F, 0.26F})
    c.fill(rectangle({foot.x + w * x - w * 0.13F, foot.y - h * 1.22F, foot.x + w * x + w * 0.13F, foot.y - h},
                     0.004F),
           air.lit(hex(0xC9764F)));
}

// A house seen from above its eaves: wall, tiled roof in perspective, a dormer and a chimney.
void roof_house(Canvas& c, const Air& air, float left, float w, float ridge_y, float foot, Color tile,
                Color wall, int seed, float distance) {
  const float right = left + w, eave = ridge_y + w * 0.36F, in = w * 0.14F;
  if (left > c.right() || right < c.left()) return;
  chimney(c, air, {left + w * (seed % 2 == 0 ? 0.30F : 0.70F), ridge_y + w * 0.10F}, w * 0.30F);
  const Shape roof =
      polygon({{left + in, ridge_y}, {right - in, ridge_y}, {right + 0.012F, eave}, {left - 0.012F, eave}});
  c.fill(roof, downwards(ridge_y, air.far(lighter(tile, 0.10F), distance), eave,
                         air.far(darker(tile, 0.10F), distance)));
  c.fill(overlap(roof, panes({left - 0.02F, ridge_y, right + 0.02F, eave}, 1, 6, 2, 0.10F)),
         air.far(darker(tile, 0.28F), distance), 0.55F);
  c.fill(rectangle({left, eave, right, foot}), air.far(wall, distance));
  if (foot - eave > 0.05F)
    house_windows(c, air, {left + 0.01F, eave + 0.012F, right - 0.01F, std::min(foot, eave + 0.095F)},
                  std::max(2, static_cast<int>(w / 0.075F)), 1, hex(0xFFFBF2), seed);
  const Point m{left + w * (seed % 2 == 0 ? 0.64F : 0.36F), ridge_y + w * 0.22F};
  c.fill(
      polygon(
          {{m.x - w * 0.12F, m.y - w * 0.04F}, {m.x + w * 0.12F, m.y - w * 0.04F}, {m.x, m.y - w * 0.15F}}),
      air.far(darker(tile, 0.22F), distance));
  c.fill(rectangle(box_at({m.x, m.y + w * 0.03F}, w * 0.18F, w * 0.15F)), air.far(hex(0xFFFBF2), distance));
  c.fill(rectangle(box_at({m.x, m.y + w * 0.035F}, w * 0.12F, w * 0.10F)), pane(air));
}

void dome(Canvas& c, const Air& air, float x, float foot, float w, float distance) {
  const float r = w * 0.42F, drum = foot - w * 0.55F;
  c.fill(stroke({{x, drum - r * 1.2F}, {x, drum - r * 1.75F}}, 0.012F, 0.004F),
         air.far(hex(0xE8C46A), distance));
  c.fill(rectangle({x - r * 0.24F, drum - r * 1.34F, x + r * 0.24F, drum - r * 0.9F}),
         air.far(hex(0xEADFC9), distance));
  c.fill(overlap(ellipse({x, drum}, r, r * 1.12F), rectangle({x - r, drum - r * 2, x + r, drum})),
         blend({x - r, 0}, air.far(hex(0x8CC9B4), distance), {x + r, 0}, air.far(hex(0x4A8A80), distance)));
  c.fill(rectangle({x - r * 1.08F, drum - 0.006F, x + r * 1.08F, drum + 0.014F}),
         air.far(hex(0xF4EBD8), distance));
  c.fill(rectangle({x - r, drum + 0.012F, x + r, foot}), air.far(hex(0xE3D6BC), distance));
  c.fill(panes({x - r, drum + 0.03F, x + r, drum + 0.12F}, 5, 1, 0.42F, 1),
         air.lamps() ? hex(0xFFD36B) : air.far(hex(0x8A9AA6), distance));
}

void water_tank(Canvas& c, const Air& air, Point foot, float h) {
  const float w = h * 0.46F, base = foot.y - h * 0.36F, top = foot.y - h * 0.82F;
  contact_shadow(c, foot, w * 1.4F);
  std::vector<Shape> legs;
  for (const float s : {-0.42F, -0.14F, 0.14F, 0.42F})
    legs.push_back(rectangle({foot.x + s * w - 0.006F, base, foot.x + s * w + 0.006F, foot.y}));
  legs.push_back(stroke({{foot.x - w * 0.42F, base}, {foot.x + w * 0.42F, foot.y}}, 0.006F, 0.006F));
  legs.push_back(stroke({{foot.x + w * 0.42F, base}, {foot.x - w * 0.42F, foot.y}}, 0.006F, 0.006F));
  c.fill(unite(legs), air.lit(hex(0x5A5660)));
  c.fill(rectangle({foot.x - w / 2, top, foot.x + w / 2, base}),
         blend({foot.x - w / 2, 0}, air.lit(hex(0xC08A58)), {foot.x + w / 2, 0}, air.lit(hex(0x865A3A))));
  c.fill(panes({foot.x - w / 2, top, foot.x + w / 2, base}, 1, 3, 2, 0.09F), air.lit(hex(0x5A4438)));
  c.fill(polygon({{foot.x - w * 0.56F, top}, {foot.x + w * 0.56F, top}, {foot.x, foot.y - h}}),
         blend({foot.x - w / 2, 0}, air.lit(hex(0x8A94A2)), {foot.x + w / 2, 0}, air.lit(hex(0x5A6474))));
}

// Washing on a line between two posts.
void washing(Canvas& c, const Air& air, float left, float right, float foot, float h) {
  for (const float x : {left, right})
    c.fill(rectangle({x - 0.007F, foot - h, x + 0.007F, foot}), air.lit(hex(0x7A6A60)));
  const std::vector<Point> line =
      curve({left, foot - h * 0.96F}, {(left + right) / 2, foot - h * 0.82F}, {right, foot - h * 0.96F}, 8);
  c.fill(stroke(line, 0.004F, 0.004F), air.lit(hex(0xEDE6DA)));
  const Color cloths[] = {hex(0xF4F0E8), hex(0xF28C7A), hex(0x7AB4D8), hex(0xF6D27A)};
  for (size_t i = 1; i < 8; i += 2) {
    const float w = (right - left) * 0.075F, drop = h * (i % 4 == 1 ? 0.42F : 0.30F);
    c.fill(polygon({{line[i].x - w, line[i].y},
                    {line[i].x + w, line[i].y},
                    {line[i].x + w * 0.94F + 0.008F, line[i].y + drop},
                    {line[i].x - w * 0.94F + 0.008F, line[i].y + drop}}),
           air.lit(cloths[(i - 1) / 2]));
  }
}

void planter(Canvas& c, const Air& air, Point foot, float w) {
  contact_shadow(c, foot, w * 1.2F);
  bush(c, air, {foot.x, foot.y - w * 0.30F}, w * 1.05F, hex(0x58A552));
  for (const float x : {-0.28F, 0.02F, 0.30F})
    flower(c, air, {foot.x + w * x, foot.y - w * (0.56F + 0.3F * std::abs(x))}, w * 0.24F,
           x < 0 ? hex(0xF4587A) : hex(0xFFFFFF));
  c.fill(polygon({{foot.x - w * 0.46F, foot.y - w * 0.34F},
                  {foot.x + w * 0.46F, foot.y - w * 0.34F},
                  {foot.x + w * 0.38F, foot.y},
                  {foot.x - w * 0.38F, foot.y}}),
         air.lit(hex(0xC9764F)));
}

void lantern_string(Canvas& c, const Air& air, Point a, Point b, float sag) {
  const std::vector<Point> line = curve(a, {(a.x + b.x) / 2, (a.y + b.y) / 2 + sag}, b, 9);
  c.fill(stroke(line, 0.004F, 0.004F), air.lit(hex(0x4A4450)));
  std::vector<Shape> bulbs;
  for (size_t i = 1; i < line.size() - 1; ++i) {
    if (air.lamps()) c.glow({line[i].x, line[i].y + 0.014F}, 0.05F, hex(0xFFC76A), 0.7F);
    bulbs.push_back(circle({line[i].x, line[i].y + 0.014F}, 0.011F));
  }
  c.fill(unite(bulbs), air.lamps() ? hex(0xFFF0C4) : air.lit(hex(0xFFF6DC)));
}

}  // namespace

void paint_rooftop(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.44F), ground = c.y(0.625F), r = c.rise(1);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, horizon, layout);
  std::vector<float> edges, tops;
  for (int i = 0; i <= 30; ++i) edges.push_back(-1.26F + 0.084F * static_cast<float>(i));
  const float heights[] = {0.05F, 0.09F, 0.04F, 0.12F, 0.07F, 0.10F, 0.03F};
  for (int i = 0; i < 30; ++i) tops.push_back(horizon + 0.02F - heights[(i * 3 + layout) % 7] * r);
  c.fill(under(rolling({{-1.25F, horizon - 0.04F},
                        {-0.2F * side - 0.2F, horizon - 0.08F * r},
                        {0.5F, horizon - 0.03F},
                        {1.25F, horizon - 0.05F}})),
         air.far(hex(0x8FB0B8), 0.55F));
  c.fill(under(steps(edges, tops)), air.far(hex(0xA898A8), 0.48F));
  if (layout == 0) dome(c, air, 0.28F, horizon + 0.06F, 0.26F, 0.16F);
  if (layout == 1) dome(c, air, -0.08F, horizon + 0.05F, 0.20F, 0.26F);
  const Color tiles[] = {hex(0xC9684A), hex(0xB5573F), hex(0xD98058), hex(0x8A6A78)};
  const Color walls[] = {hex(0xF1DDB4), hex(0xE9C9A0), hex(0xD9D3C4), hex(0xF0E4CE)};
  for (int row = 0; row < 2; ++row) {
    const float k = static_cast<float>(row), w = 0.24F + 0.10F * k;
    int i = layout * 2 + row;
    for (float x = -1.4F - 0.06F * static_cast<float>(layout) + 0.11F * k; x < 1.25F; x += w * 1.03F, ++i) {
      const float lift = 0.018F * static_cast<float>((i * 2) % 3);
      roof_house(c, air, x, w, horizon + (ground - horizon) * (0.10F + 0.30F * k) - lift, ground,
                 tiles[i % 4], walls[(i + 1) % 4], i, 0.26F * (1 - k) + 0.04F);
    }
  }
  // The parapet and our own roof.
  c.fill(under(level(ground - 0.050F)), air.lit(hex(0xE3D3B8)));
  c.fill(rectangle({-9, ground - 0.062F, 9, ground - 0.040F}), air.lit(hex(0xF4E9D4)));
  c.fill(panes({-1.28F, ground - 0.036F, 1.28F, ground + 0.006F}, 32, 2, 0.95F, 0.86F),
         air.lit(hex(0xD2B896)), 0.7F);
  c.fill(under(level(ground)), downwards(ground, air.lit(hex(0xC4A488)), c.bottom(), air.lit(hex(0xAE8C74))));
  floor_lines(c, ground, 0.21F, air.lit(hex(0xB59478)), true);
  if (layout == 0) {
    water_tank(c, air, {-0.39F, ground + 0.05F}, 0.42F);
    planter(c, air, {0.44F, ground + 0.07F}, 0.13F);
    lantern_string(c, air, {-0.30F, ground - 0.24F}, {0.62F, ground - 0.30F}, 0.10F);
  } else if (layout == 1) {
    washing(c, air, 0.06F, 0.48F, ground + 0.045F, 0.28F);
    chimney(c, air, {-0.42F, ground + 0.05F}, 0.24F);
    planter(c, air, {-0.27F, ground + 0.055F}, 0.11F);
  } else {
    chimney(c, air, {0.42F, ground + 0.05F}, 0.30F);
    chimney(c, air, {-0.46F, ground + 0.04F}, 0.22F);
    lantern_string(c, air, {-0.46F, ground - 0.26F}, {0.02F, ground - 0.27F}, 0.12F);
    lantern_string(c, air, {0.02F, ground - 0.27F}, {0.42F, ground - 0.34F}, 0.12F);
    c.fill(rectangle({0.014F, ground - 0.28F, 0.026F, ground - 0.04F}), air.lit(hex(0x7A6A60)));
    planter(c, air, {-0.32F, ground + 0.06F}, 0.12F);
    planter(c, air, {0.28F, ground + 0.055F}, 0.11F);
  }
  water_tank(c, air, {0.95F, ground + 0.05F}, 0.40F);
  chimney(c, air, {-0.92F, ground + 0.05F}, 0.28F);
}

}  // namespace reverie::paint
