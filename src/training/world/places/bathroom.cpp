// training/world/places/bathroom.cpp
//
// A bathroom: a tub full of foam on clawed feet, a basin under its mirror, tiles, towels, a round window.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/windows.h"

namespace reverie::paint {
namespace {

struct Look {
  Color paint, tiles, towel, floor_one, floor_other;
};

void tub(Canvas& c, const Air& air, Point foot, float w, float side, Color shell) {
  const float l = foot.x - w / 2, r = foot.x + w / 2, rim = foot.y - 0.180F;
  contact_shadow(c, foot, w * 1.0F, 0.22F);
  for (const float x : {l + w * 0.17F, r - w * 0.17F}) {
    c.fill(polygon({{x - 0.022F, foot.y - 0.05F},
                    {x + 0.022F, foot.y - 0.05F},
                    {x + 0.010F, foot.y},
                    {x - 0.010F, foot.y}}),
           air.lit(hex(0xD6A94C)));
  }
  // The tap at one end, foam in the tub, a duck on the foam.
  const float tap = foot.x + side * w * 0.40F;
  c.fill(
      stroke(curve({tap, rim}, {tap, rim - 0.11F}, {tap - side * 0.055F, rim - 0.055F}, 6), 0.014F, 0.012F),
      air.lit(hex(0xD6A94C)));
  for (int i = 0; i < 6; ++i) {
    const float k = static_cast<float>(i), radius = 0.026F + 0.010F * static_cast<float>((i * 2) % 3);
    c.fill(circle({l + w * (0.15F + 0.125F * k), rim - 0.006F}, radius),
           air.lit(i % 2 == 0 ? hex(0xFFFFFF) : hex(0xE3F3F8)));
  }
  const Point duck{foot.x - side * w * 0.10F, rim - 0.035F};
  c.fill(unite({ellipse(duck, 0.028F, 0.018F), circle({duck.x + side * 0.016F, duck.y - 0.024F}, 0.014F)}),
         air.lit(hex(0xFFD23F)));
  c.fill(ellipse({duck.x + side * 0.033F, duck.y - 0.021F}, 0.008F, 0.005F), air.lit(hex(0xF08A33)));
  const Shape body =
      overlap(ellipse({foot.x, rim}, w / 2, 0.152F), rectangle({l - 0.1F, rim, r + 0.1F, foot.y}));
  c.fill(body, downwards(rim, air.lit(lighter(shell, 0.10F)), foot.y - 0.03F, air.lit(darker(shell, 0.16F))));
  c.fill(rectangle({l - 0.018F, rim - 0.012F, r + 0.018F, rim + 0.016F}, 0.014F), air.lit(hex(0xFFFFFF)));
}

void basin(Canvas& c, const Air& air, float x, float floor, const Look& look, bool round_mirror) {
  const float top = floor - 0.185F, m = top - 0.195F;
  const Shape outer = round_mirror ? circle({x, m}, 0.108F) : rectangle(box_at({x, m}, 0.19F, 0.24F), 0.02F);
  const Shape glass =
      round_mirror ? circle({x, m}, 0.094F) : rectangle(box_at({x, m}, 0.162F, 0.212F), 0.012F);
  c.fill(outer, air.lit(hex(0xD6A94C)));
  c.fill(glass,
         blend({x - 0.1F, m - 0.1F}, air.lit(hex(0xE6F4F7)), {x + 0.1F, m + 0.1F}, air.lit(hex(0xA9C9D4))));
  c.fill(overlap(glass, polygon({{x - 0.06F, m + 0.12F},
                                 {x - 0.02F, m + 0.12F},
                                 {x + 0.08F, m - 0.12F},
                                 {x + 0.04F, m - 0.12F}})),
         hex(0xFFFFFF), 0.35F);
  for (const float s : {-1.0F, 1.0F}) {  // two lamps beside it
    const Point p{x + s * 0.142F, m};
    if (air.lamps()) c.glow(p, 0.20F, hex(0xFFE2A6), 0.75F);
    c.fill(rectangle(box_at({p.x, p.y + 0.032F}, 0.016F, 0.05F), 0.004F), air.lit(hex(0xD6A94C)));
    c.fill(ellipse(p, 0.020F, 0.030F), air.lamps() ? hex(0xFFF3D0) : air.lit(hex(0xFFFDF6)));
  }
  contact_shadow(c, {x, floor + 0.02F}, 0.2F, 0.2F);
  c.fill(rectangle({x - 0.105F, top + 0.02F, x + 0.105F, floor + 0.018F}, 0.006F), air.lit(look.towel));
  for (const float s : {-0.05F, 0.05F}) {
    c.fill(rectangle(box_at({x + s, (top + floor) / 2 + 0.025F}, 0.088F, 0.130F), 0.006F),
           air.lit(lighter(look.towel, 0.14F)));
    c.fill(circle({x + s * 0.30F, (top + floor) / 2 + 0.01F}, 0.0075F), air.lit(hex(0xD6A94C)));
  }
  c.fill(rectangle({x - 0.125F, top - 0.004F, x + 0.125F, top + 0.026F}, 0.010F), air.lit(hex(0xFFFFFF)));
  c.fill(stroke(curve({x, top}, {x, top - 0.075F}, {x - 0.035F, top - 0.035F}, 5), 0.012F, 0.010F),
         air.lit(hex(0xB9C2C8)));
  c.fill(rectangle({x + 0.065F, top - 0.045F, x + 0.090F, top - 0.003F}, 0.006F), air.lit(hex(0xF29C6B)));
  c.fill(rectangle({x + 0.072F, top - 0.060F, x + 0.083F, top - 0.043F}, 0.003F), air.lit(hex(0x6B6F78)));
}

void towels(Canvas& c, const Air& air, float x, float y, Color one, Color other) {
  c.fill(rectangle({x - 0.115F, y - 0.006F, x + 0.115F, y + 0.004F}, 0.004F), air.lit(hex(0xD6A94C)));
  for (const float s : {-1.0F, 1.0F}) {
    const Color cloth = s < 0 ? one : other;
    const float h = s < 0 ? 0.150F : 0.115F;
    c.fill(rectangle({x + s * 0.052F - 0.044F, y - 0.008F, x + s * 0.052F + 0.044F, y + h}, 0.005F),
           air.lit(cloth));
    c.fill(rectangle({x + s * 0.052F - 0.044F, y + h - 0.034F, x + s * 0.052F + 0.044F, y + h - 0.020F}),
           air.lit(lighter(cloth, 0.45F)));
  }
}

void porthole(Canvas& c, const Air& air, const Air& outside, Point p, float r, int layout) {
  c.fill(circle(p, r + 0.022F), air.lit(hex(0xFFFFFF)));
  view_of_hills(c, outside, circle(p, r), box_at(p, 2 * r, 2 * r), layout);
  c.fill(rectangle(box_at(p, 0.010F, 2 * r)), air.lit(hex(0xFFFFFF)));
  c.fill(rectangle(box_at(p, 2 * r, 0.010F)), air.lit(hex(0xFFFFFF)));
}

}  // namespace

void paint_bathroom(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0xBFE0E0), hex(0xF4FBFA), hex(0x3F8FA6), hex(0xDCE7E8), hex(0xCBDBDE)},
                        {hex(0xF5CFC6), hex(0xFFF6F2), hex(0xC9675E), hex(0xEFDDD3), hex(0xE4CEC3)},
                        {hex(0xCBDDAF), hex(0xF8FAEC), hex(0x5F8F5A), hex(0xE3E3CC), hex(0xD5D6BA)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F, tiled = floor - 0.30F;
  c.everywhere(downwards(0, air.lit(look.paint), floor, air.lit(lighter(look.paint, 0.10F))));
  c.fill(rectangle({-9, tiled, 9, floor}), air.lit(darker(look.tiles, 0.12F)));
  c.fill(panes({-1.28F, tiled, 1.28F, floor}, 34, 4, 0.93F, 0.93F), air.lit(look.tiles));
  c.fill(rectangle({-9, tiled - 0.020F, 9, tiled}), air.lit(look.towel));
  tile_floor(c, air, floor, 0.12F, look.floor_one, look.floor_other);

  const float high = std::max(0.12F, floor - 0.455F);
  if (layout == 2) {
    porthole(c, air, outside, {0, high + 0.01F}, 0.095F, layout);
    towels(c, air, -0.88F, floor - 0.36F, look.towel, hex(0xF2B85A));
    for (const float x : {-0.335F, 0.335F}) basin(c, air, x, floor, look, true);
    potted_plant(c, air, {0.88F, floor + 0.05F}, 0.34F, hex(0xFFFFFF), 2);
    c.fill(ellipse({0, c.y(0.80F)}, 0.30F, c.y(0.045F)), air.lit(lighter(look.towel, 0.35F)));
    tub(c, air, {0, floor + 0.090F}, 0.42F, 1, hex(0xE9F1F2));
    return;
  }
  porthole(c, air, outside, {-0.30F * side, high}, 0.088F, layout);
  towels(c, air, -0.06F * side, floor - 0.375F, look.towel, hex(0xF2B85A));
  towels(c, air, 0.80F * side, floor - 0.36F, hex(0xF2B85A), look.towel);
  basin(c, air, 0.30F * side, floor, look, layout == 0);
  if (layout == 0) potted_plant(c, air, {0.475F, floor + 0.06F}, 0.20F, hex(0xF29C6B), 1);
  c.fill(ellipse({0.05F * side, c.y(0.82F)}, 0.30F, c.y(0.055F)), air.lit(lighter(look.towel, 0.40F)));
  c.fill(ellipse({0.05F * side, c.y(0.82F)}, 0.265F, c.y(0.043F)), air.lit(lighter(look.towel, 0.55F)));
  tub(c, air, {-0.25F * side, floor + 0.085F}, 0.42F, side, layout == 0 ? hex(0xE9F1F2) : hex(0xD98F86));
  curtain(c, air,
          {std::min(-0.56F * side, -0.455F * side), std::max(0.03F, floor - 0.58F),
           std::max(-0.56F * side, -0.455F * side), floor + 0.02F},
          lighter(look.towel, 0.35F), 0.035F);
  const float rod = std::max(0.025F, floor - 0.585F);
  c.fill(rectangle({std::min(-9 * side, -0.44F * side), rod - 0.006F, std::max(-9 * side, -0.44F * side),
                    rod + 0.006F},
                   0.004F),
         air.lit(hex(0xD6A94C)));
}

}  // namespace reverie::paint
