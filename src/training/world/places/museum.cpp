// training/world/places/museum.cpp
//
// A museum hall: paintings in gilt frames between pillars, ropes on brass posts, a polished floor.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/windows.h"

namespace reverie::paint {
namespace {

// Brass posts with a rope that sags between them.
void rope_line(Canvas& c, const Air& air, float left, float right, float foot, int posts, Color rope) {
  const float step = (right - left) / static_cast<float>(posts - 1), h = 0.118F;
  for (int i = 0; i < posts; ++i) {
    const Point p{left + step * static_cast<float>(i), foot};
    if (i > 0) {
      const Point a{p.x - step, foot - h + 0.016F}, b{p.x, foot - h + 0.016F};
      c.fill(stroke(curve(a, {(a.x + b.x) / 2, foot - h * 0.42F}, b, 6), 0.012F, 0.012F), air.lit(rope));
    }
  }
  for (int i = 0; i < posts; ++i) {
    const Point p{left + step * static_cast<float>(i), foot};
    contact_shadow(c, p, 0.07F, 0.2F);
    c.fill(ellipse(p, 0.026F, 0.008F), air.lit(hex(0xA87A34)));
    c.fill(rectangle({p.x - 0.006F, p.y - h, p.x + 0.006F, p.y}),
           blend({p.x - 0.006F, 0}, air.lit(hex(0xF2CE7A)), {p.x + 0.006F, 0}, air.lit(hex(0xA87A34))));
    c.fill(circle({p.x, p.y - h}, 0.0125F), air.lit(hex(0xE3B65A)));
  }
}

// A small lamp over a picture and its cone of light on the wall.
void picture_light(Canvas& c, const Air& air, float x, float y, float w) {
  c.glow({x, y + 0.05F}, w * 1.15F, hex(0xFFEBC2), air.lamps() ? 0.42F : 0.18F);
  c.fill(rectangle(box_at({x, y}, w * 0.42F, 0.011F), 0.005F), air.lit(hex(0xD6A94C)));
}

// A marble bust on a plinth.
void bust(Canvas& c, const Air& air, Point foot, Color plinth) {
  const Color stone = air.lit(hex(0xF3F1EC)), shade = air.lit(hex(0xC9C6C2));
  contact_shadow(c, foot, 0.17F, 0.2F);
  c.fill(rectangle({foot.x - 0.058F, foot.y - 0.185F, foot.x + 0.058F, foot.y}),
         blend({foot.x - 0.05F, 0}, air.lit(lighter(plinth, 0.12F)), {foot.x + 0.06F, 0},
               air.lit(darker(plinth, 0.16F))));
  c.fill(rectangle({foot.x - 0.072F, foot.y - 0.200F, foot.x + 0.072F, foot.y - 0.182F}, 0.003F),
         air.lit(lighter(plinth, 0.22F)));
  c.fill(rectangle({foot.x - 0.072F, foot.y - 0.016F, foot.x + 0.072F, foot.y}, 0.003F), air.lit(plinth));
  const float y = foot.y - 0.200F;
  c.fill(
      overlap(ellipse({foot.x, y}, 0.058F, 0.060F), rectangle({foot.x - 0.1F, y - 0.1F, foot.x + 0.1F, y})),
      blend({foot.x - 0.04F, 0}, stone, {foot.x + 0.06F, 0}, shade));
  c.fill(rectangle({foot.x - 0.016F, y - 0.085F, foot.x + 0.016F, y - 0.04F}), shade);
  c.fill(ellipse({foot.x, y - 0.108F}, 0.030F, 0.038F),
         blend({foot.x - 0.02F, 0}, stone, {foot.x + 0.035F, 0}, shade));
  c.fill(unite({circle({foot.x - 0.022F, y - 0.130F}, 0.015F), circle({foot.x, y - 0.140F}, 0.017F),
                circle({foot.x + 0.022F, y - 0.130F}, 0.015F)}),
         shade);
}

void bench(Canvas& c, const Air& air, Point foot, float w) {
  contact_shadow(c, foot, w * 1.1F, 0.2F);
  for (const float s : {-0.38F, 0.38F})
    c.fill(rectangle(box_at({foot.x + s * w, foot.y - 0.025F}, 0.016F, 0.05F)), air.lit(hex(0x4A3A33)));
  c.fill(rectangle({foot.x - w / 2, foot.y - 0.078F, foot.x + w / 2, foot.y - 0.044F}, 0.012F),
         air.lit(hex(0x7A3A34)));
  c.fill(
      rectangle({foot.x - w / 2 + 0.008F, foot.y - 0.078F, foot.x + w / 2 - 0.008F, foot.y - 0.064F}, 0.008F),
      air.lit(hex(0x9C5148)));
}

}  // namespace

void paint_museum(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color walls[] = {hex(0x8E2F3A), hex(0xDDE0DC), hex(0x2F5D58)};
  const Color stones[] = {hex(0xE9E0CF), hex(0xF3F1EC), hex(0xE6DCC6)};
  const Color gilt = hex(0xD6A23E), wall = walls[layout];
  const float floor = c.y(0.61F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(darker(wall, 0.16F)), floor, air.lit(lighter(wall, 0.05F))));
  c.fill(rectangle({-9, floor - 0.075F, 9, floor}), air.lit(stones[layout]));
  c.fill(rectangle({-9, floor - 0.082F, 9, floor - 0.070F}), air.lit(darker(stones[layout], 0.16F)));
  c.fill(rectangle({-9, floor - 0.014F, 9, floor}), air.lit(darker(stones[layout], 0.26F)));
  const float cornice = std::max(0.04F, floor - c.rise(0.585F));
  c.fill(rectangle({-9, 0, 9, cornice}), air.lit(lighter(stones[layout], 0.1F)));
  c.fill(rectangle({-9, cornice - 0.012F, 9, cornice + 0.010F}), air.lit(darker(stones[layout], 0.10F)));

  // A polished floor: it holds a faint picture of the wall.
  const Color boards[] = {hex(0xB47F4E), hex(0xC9B08C), hex(0x9A6B42)};
  c.fill(under(level(floor)), downwards(floor, air.lit(mix(boards[layout], stones[layout], 0.35F)),
                                        floor + (c.bottom() - floor) * 0.7F, air.lit(boards[layout])));
  floor_lines(c, floor, 0.16F, air.lit(darker(boards[layout], 0.08F)), false);
  c.fill(rectangle({-9, floor, 9, floor + 0.012F}), hex(0x0A1430), 0.20F);

  const float eye = floor - 0.325F;
  const auto hang = [&](float x, float w, float h, int motif) {
    picture_light(c, air, x, eye - h / 2 - 0.024F, w);
    framed_picture(c, air, box_at({x, eye}, w, h), gilt, motif);
  };
  if (layout == 2) {  // a round-headed door to the next room, one great picture on each side
    const Box way{-0.125F, std::max(0.06F, floor - 0.50F), 0.125F, floor};
    c.fill(arch({way.left - 0.03F, way.top - 0.03F, way.right + 0.03F, way.bottom}), air.lit(stones[2]));
    const Shape opening = arch(way);
    c.fill(opening, downwards(way.top, air.lit(hex(0xC9A46A)), floor, air.lit(hex(0xE6CF9C))));
    c.fill(overlap(opening, rectangle({way.left, floor - 0.07F, way.right, floor})), air.lit(hex(0xB98F5A)));
    framed_picture(c, air, box_at({0, floor - 0.27F}, 0.13F, 0.165F), gilt, 3);
    hang(-0.335F, 0.25F, 0.31F, 0);
    hang(0.335F, 0.25F, 0.31F, 1);
    hang(-0.86F, 0.34F, 0.26F, 1);
    hang(0.86F, 0.34F, 0.26F, 2);
    for (const float x : {-0.185F, 0.185F, -0.54F, 0.54F})
      pillar(c, air, x, cornice, floor + 0.012F, 0.058F, stones[2]);
    bust(c, air, {-0.43F, floor + 0.055F}, hex(0xB9AFA0));
    bust(c, air, {0.43F, floor + 0.055F}, hex(0xB9AFA0));
  } else {
    hang(-0.27F * side, 0.36F, 0.25F, layout == 0 ? 1 : 4);
    hang(0.10F * side, 0.185F, 0.235F, 3);
    hang(0.365F * side, 0.185F, 0.165F, layout == 0 ? 2 : 0);
    hang(0.74F * side, 0.30F, 0.24F, 0);
    hang(-0.74F * side, 0.26F, 0.30F, layout == 0 ? 3 : 2);
    for (const float x : {-0.495F, 0.52F, -0.98F, 0.98F})
      pillar(c, air, x * side, cornice, floor + 0.012F, 0.070F, stones[layout]);
    if (layout == 0) {
      rope_line(c, air, -0.44F, -0.10F, floor + 0.065F, 3, hex(0xB5303A));
      rope_line(c, air, 0.62F, 1.02F, floor + 0.065F, 3, hex(0xB5303A));
      bench(c, air, {0.24F, floor + 0.070F}, 0.24F);
    } else {
      bust(c, air, {0.035F, floor + 0.045F}, hex(0xC9C4BA));
      rope_line(c, air, 0.10F, 0.44F, floor + 0.065F, 3, hex(0x3F5A8C));
      bench(c, air, {-0.34F, floor + 0.075F}, 0.24F);
    }
  }
}

}  // namespace reverie::paint
