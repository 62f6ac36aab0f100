// training/world/places/harbour.cpp
//
// A harbour basin seen from a stone quay: fishing boats, gabled houses, cranes and a container ship.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// A fishing boat: hull with a stripe, wheelhouse, mast and stays. `turn` -1 looks to the left.
void fishing_boat(Canvas& c, const Air& air, Point water, float w, Color hull, float turn) {
  const auto at = [&](float x, float y) { return Point{water.x + turn * w * x, water.y - w * y}; };
  const Color rope = air.lit(hex(0x6A5A50));
  c.fill(ellipse({water.x, water.y + w * 0.02F}, w * 0.5F, w * 0.05F), air.water(hex(0x12405F)), 0.35F);
  c.fill(stroke({at(0.02F, 0.1F), at(0.02F, 0.80F)}, w * 0.032F, w * 0.02F), air.lit(hex(0x8A5C3A)));
  c.fill(unite({stroke({at(0.02F, 0.78F), at(0.46F, 0.24F)}, 0.004F, 0.004F),
                stroke({at(0.02F, 0.78F), at(-0.44F, 0.20F)}, 0.004F, 0.004F),
                stroke({at(0.02F, 0.34F), at(-0.34F, 0.56F)}, 0.008F, 0.006F)}),
         rope);
  c.fill(polygon({at(0.02F, 0.78F), at(0.02F, 0.68F), at(0.16F, 0.73F)}), air.lit(hex(0xF2C14B)));
  c.fill(rectangle(box_at(at(-0.16F, 0.28F), w * 0.26F, w * 0.24F), w * 0.02F), air.lit(hex(0xFFF8EC)));
  c.fill(rectangle(box_at(at(-0.16F, 0.41F), w * 0.32F, w * 0.04F), w * 0.02F), air.lit(hex(0xD9573F)));
  c.fill(rectangle(box_at(at(-0.16F, 0.31F), w * 0.18F, w * 0.09F), w * 0.01F), pane(air));
  const Shape body = polygon({at(0.50F, 0.27F), at(0.34F, 0.0F), at(-0.40F, 0.0F), at(-0.46F, 0.20F)});
  c.fill(body, air.lit(hull));
  c.fill(overlap(body, rectangle({water.x - w, water.y - w * 0.05F, water.x + w, water.y + w})),
         air.lit(darker(hull, 0.35F)));
  c.fill(stroke({at(-0.46F, 0.20F), at(0.10F, 0.18F), at(0.50F, 0.27F)}, w * 0.04F, w * 0.03F),
         air.lit(hex(0xFFF3DC)));
}

// A tall narrow house of the far quay with its gable to the water.
void gabled_house(Canvas& c, const Air& air, float left, float w, float foot, float h, Color wall, int seed) {
  const float top = foot - h, middle = left + w / 2;
  const Color front = air.far(wall, 0.05F);
  c.fill(polygon({{left - w * 0.05F, top}, {left + w * 1.05F, top}, {middle, top - w * 0.62F}}),
         air.far(darker(wall, 0.38F), 0.05F));
  c.fill(polygon({{left + w * 0.08F, top}, {left + w * 0.92F, top}, {middle, top - w * 0.48F}}), front);
  c.fill(rectangle({left, top, left + w, foot}), front);
  c.fill(circle({middle, top - w * 0.13F}, w * 0.08F), pane(air));
  const int rows = std::max(2, static_cast<int>(h / 0.065F));
  house_windows(c, air, {left + w * 0.06F, top + 0.01F, left + w * 0.94F, foot - 0.035F}, 2, rows,
                hex(0xFFFFFF), seed);
  c.fill(rectangle({middle - w * 0.12F, foot - 0.045F, middle + w * 0.12F, foot}),
         air.lit(darker(wall, 0.45F)));
}

void house_row(Canvas& c, const Air& air, float from, float to, float foot, int seed) {
  const Color walls[] = {hex(0xE9A23B), hex(0xCF5B4C), hex(0x4F8FB0), hex(0xF0DDB8),
                         hex(0x6FA37A), hex(0xE07F6B), hex(0xB9C7D6)};
  const float heights[] = {0.20F, 0.16F, 0.22F, 0.18F, 0.15F, 0.21F};
  int i = seed;
  for (float x = from; x < to; x += 0.125F, ++i) {
    if (x > c.right() || x + 0.125F < c.left()) continue;
    gabled_house(c, air, x, 0.122F, foot, c.rise(heights[i % 6]), walls[i % 7], i);
  }
}

void warehouses(Canvas& c, const Air& air, float left, float foot) {
  for (int i = 0; i < 3; ++i) {
    const float x = left + 0.19F * static_cast<float>(i), w = 0.185F, h = c.rise(0.12F);
    const Color wall = air.far(i == 1 ? hex(0xB5654F) : hex(0xA4553F), 0.10F);
    c.fill(rectangle({x, foot - h, x + w, foot}), wall);
    c.fill(polygon({{x - 0.008F, foot - h}, {x + w + 0.008F, foot - h}, {x + w / 2, foot - h - 0.075F}}),
           air.far(hex(0x5E4A55), 0.10F));
    house_windows(c, air, {x + 0.01F, foot - h + 0.01F, x + w - 0.01F, foot - h + 0.065F}, 4, 1,
                  hex(0xE8D9C4), i);
    c.fill(rectangle({x + w * 0.28F, foot - 0.052F, x + w * 0.72F, foot}), air.far(hex(0x5A7F78), 0.1F));
  }
}

// A gantry crane on two pairs of legs, its arm over the water.
void crane(Canvas& c, const Air& air, Point foot, float h, Color steel, float turn) {
  const Color light = air.far(steel, 0.06F), dark = air.far(darker(steel, 0.25F), 0.06F);
  const auto at = [&](float x, float y) { return Point{foot.x + turn * h * x, foot.y - h * y}; };
  c.fill(unite({stroke({at(-0.16F, 0), at(-0.10F, 0.62F)}, 0.018F, 0.014F),
                stroke({at(0.16F, 0), at(0.10F, 0.62F)}, 0.018F, 0.014F),
                stroke({at(-0.14F, 0.24F), at(0.14F, 0.24F)}, 0.012F, 0.012F),
                stroke({at(-0.13F, 0.26F), at(0.12F, 0.58F)}, 0.007F, 0.007F)}),
         dark);
  c.fill(unite({stroke({at(-0.40F, 0.66F), at(0.66F, 0.66F)}, 0.024F, 0.016F),
                stroke({at(-0.04F, 0.62F), at(0.04F, 0.98F)}, 0.016F, 0.012F)}),
         light);
  c.fill(unite({stroke({at(0.04F, 0.97F), at(0.60F, 0.68F)}, 0.005F, 0.005F),
                stroke({at(0.04F, 0.97F), at(-0.36F, 0.68F)}, 0.005F, 0.005F),
                stroke({at(0.50F, 0.64F), at(0.50F, 0.42F)}, 0.005F, 0.005F)}),
         dark);
  c.fill(rectangle(box_at(at(0.50F, 0.40F), h * 0.14F, h * 0.08F), 0.004F), air.lit(hex(0x3F8F86)));
  c.fill(rectangle(box_at(at(-0.26F, 0.72F), h * 0.16F, h * 0.10F), 0.006F), light);
  if (air.lamps()) c.glow(at(0.04F, 0.98F), 0.07F, hex(0xFF6A5A), 0.8F);
}

void container_ship(Canvas& c, const Air& air, float water) {
  const Color boxes[] = {hex(0xD8563F), hex(0x3E86B8), hex(0xF0B13F),
                         hex(0x4C9A72), hex(0xE9E2D2), hex(0x8A5FA0)};
  std::vector<float> edges;
  for (int i = 0; i <= 8; ++i) edges.push_back(-0.46F + 0.082F * static_cast<float>(i));
  for (int row = 0; row < 3; ++row) {
    std::vector<Color> colours;
    for (int i = 0; i < 8; ++i) colours.push_back(air.lit(boxes[(i * 5 + row * 7 + i / 3) % 6]));
    const float y = water - 0.10F - 0.042F * static_cast<float>(row), from = row == 2 ? edges[2] : edges[0];
    c.fill(rectangle({from, y - 0.040F, edges[8], y}), columns(edges, colours));
  }
  c.fill(rectangle({0.24F, water - 0.32F, 0.36F, water - 0.08F}, 0.006F), air.lit(hex(0xFBF6EC)));
  c.fill(rectangle({0.22F, water - 0.30F, 0.38F, water - 0.262F}, 0.006F), air.lit(hex(0xFBF6EC)));
  c.fill(panes({0.225F, water - 0.296F, 0.375F, water - 0.268F}, 6, 1, 0.7F, 0.8F), pane(air));
  c.fill(rectangle({0.27F, water - 0.39F, 0.33F, water - 0.31F}), air.lit(hex(0xD8563F)));
  const Shape hull =
      polygon({{-0.56F, water - 0.115F}, {0.44F, water - 0.095F}, {0.41F, water}, {-0.48F, water}});
  c.fill(hull, air.lit(hex(0x2F4F78)));
  c.fill(overlap(hull, rectangle({-1, water - 0.026F, 1, water})), air.lit(hex(0xB8473B)));
}

void quay(Canvas& c, const Air& air, float top) {
  c.fill(under(level(top - 0.018F)), air.lit(hex(0xE4DCCB)));
  c.fill(rectangle({-9, top + 0.004F, 9, top + 0.034F}), air.lit(hex(0xA79F93)));
  c.fill(under(level(top + 0.034F)),
         downwards(top, air.lit(hex(0xCFC6B6)), c.bottom(), air.lit(hex(0xB8AE9E))));
  floor_lines(c, top + 0.034F, 0.24F, air.lit(hex(0xBDB3A3)), true);
  for (const float x : {-0.45F, 0.45F, -0.98F, 0.98F}) {  // bollards
    contact_shadow(c, {x, top + 0.075F}, 0.10F);
    c.fill(rectangle({x - 0.022F, top, x + 0.022F, top + 0.072F}, 0.008F), air.lit(hex(0x3D4657)));
    c.fill(rectangle({x - 0.032F, top - 0.008F, x + 0.032F, top + 0.016F}, 0.012F), air.lit(hex(0x556075)));
  }
}

}  // namespace

void paint_harbour(Canvas& c, const Air& air, int layout) {
  const float far_quay = c.y(0.44F), front = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, far_quay - 0.03F, layout);
  c.fill(under(rolling({{-1.25F, far_quay - 0.06F},
                        {-0.4F, far_quay - 0.03F},
                        {0.3F * side, far_quay - 0.10F},
                        {1.25F, far_quay - 0.04F}})),
         air.far(hex(0x7FA7A0), 0.5F));
  if (layout == 0) {
    warehouses(c, air, -0.62F, far_quay);
    crane(c, air, {0.30F, far_quay}, c.rise(0.34F), hex(0xE9A53C), -1);
    crane(c, air, {0.92F, far_quay}, c.rise(0.30F), hex(0xD9573F), -1);
    house_row(c, air, -1.25F, -0.7F, far_quay, 2);
  } else if (layout == 1) {
    house_row(c, air, -1.25F, 1.25F, far_quay, 0);
  } else {
    for (const float x : {-0.40F, 0.06F, -0.95F, 0.80F})
      crane(c, air, {x, far_quay}, c.rise(0.36F), hex(0xD9573F), x < 0 ? 1.0F : -1.0F);
  }
  c.fill(rectangle({-9, far_quay - 0.004F, 9, far_quay + 0.016F}), air.far(hex(0x8C8478), 0.12F));
  c.fill(under(level(far_quay + 0.014F)),
         downwards(far_quay, air.water(hex(0x58AFCB)), front, air.water(hex(0x2C7FA8))));
  glitter(c, air, sun_at(c, air, far_quay, layout).x, far_quay + 0.02F, front);
  ripples(c, air, far_quay + 0.02F, front, 0.30F, layout);
  if (layout == 2) {
    container_ship(c, air, far_quay + (front - far_quay) * 0.45F);
    fishing_boat(c, air, {0.40F, front - 0.015F}, 0.24F, hex(0x2F8F83), -1);
  } else if (layout == 0) {
    fishing_boat(c, air, {-0.28F, front - 0.02F}, 0.36F, hex(0x2D6FA3), 1);
    fishing_boat(c, air, {0.22F, front - 0.055F}, 0.24F, hex(0xC9473E), -1);
  } else {
    for (const Point p : {Point{-0.36F, 0.30F}, Point{-0.05F, 0.45F}, Point{0.20F, 0.25F}})
      fishing_boat(c, air, {p.x, far_quay + (front - far_quay) * p.y}, 0.17F, hex(0xF4EFE6), 1);
    fishing_boat(c, air, {0.36F, front - 0.015F}, 0.34F, hex(0xC9473E), -1);
  }
  fishing_boat(c, air, {-0.90F, front - 0.02F}, 0.30F, hex(0x2F8F83), 1);
  fishing_boat(c, air, {0.90F, front - 0.02F}, 0.30F, hex(0xE9A23B), -1);
  gulls(c, air, {-0.12F * side, far_quay * 0.42F}, 0.055F);
  quay(c, air, front);
}

}  // namespace reverie::paint
