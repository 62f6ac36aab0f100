// training/world/places/library.cpp
//
// A grand old library: shelves up to the ceiling, a ladder on its rail, a tall arched window, a globe.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/windows.h"

namespace reverie::paint {
namespace {

void ladder(Canvas& c, const Air& air, Point foot, Point head, Color wood) {
  const Color light = air.lit(lighter(wood, 0.30F)), dark = air.lit(lighter(wood, 0.12F));
  const float w = 0.042F;
  const int rungs = static_cast<int>((foot.y - head.y) / 0.058F);
  for (int i = 1; i < rungs; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(rungs);
    const Point p{foot.x + (head.x - foot.x) * t, foot.y + (head.y - foot.y) * t};
    c.fill(rectangle({p.x - w, p.y - 0.005F, p.x + w, p.y + 0.005F}), dark);
  }
  for (const float s : {-1.0F, 1.0F}) {
    c.fill(stroke({{foot.x + s * w, foot.y}, {head.x + s * w, head.y}}, 0.015F, 0.013F), light);
  }
}

void globe(Canvas& c, const Air& air, Point foot) {
  const Point p{foot.x, foot.y - 0.165F};
  const float r = 0.068F;
  contact_shadow(c, foot, 0.16F, 0.22F);
  c.fill(stroke({{foot.x, foot.y - 0.09F}, {foot.x, foot.y - 0.01F}}, 0.016F, 0.020F),
         air.lit(hex(0x6B4226)));
  c.fill(rectangle(box_at({foot.x, foot.y - 0.006F}, 0.11F, 0.014F), 0.006F), air.lit(hex(0x6B4226)));
  c.fill(cut(circle(p, r + 0.016F), circle({p.x, p.y}, r + 0.006F)), air.lit(hex(0xD0A048)));
  const Shape ball = circle(p, r);
  c.fill(ball, blend({p.x - r, p.y - r}, air.lit(hex(0x8CC3D9)), {p.x + r, p.y + r}, air.lit(hex(0x3C7FA6))));
  c.fill(overlap(ball, unite({ellipse({p.x - 0.03F, p.y - 0.02F}, 0.028F, 0.035F),
                              ellipse({p.x + 0.035F, p.y + 0.012F}, 0.024F, 0.036F),
                              ellipse({p.x - 0.012F, p.y + 0.045F}, 0.022F, 0.018F)})),
         air.lit(hex(0xD9C78A)));
}

// A table with two green lamps.
void reading_table(Canvas& c, const Air& air, Point foot, float half, Color wood) {
  contact_shadow(c, foot, half * 2.2F, 0.25F);
  const float top = foot.y - 0.135F;
  for (const float s : {-0.86F, 0.86F}) {
    c.fill(rectangle({foot.x + s * half - 0.014F, top, foot.x + s * half + 0.014F, foot.y}),
           air.lit(darker(wood, 0.30F)));
  }
  c.fill(rectangle({foot.x - half * 0.92F, top, foot.x + half * 0.92F, top + 0.036F}),
         air.lit(darker(wood, 0.18F)));
  c.fill(rectangle({foot.x - half, top - 0.012F, foot.x + half, top + 0.008F}, 0.004F),
         air.lit(lighter(wood, 0.16F)));
  for (const float s : {-0.55F, 0.55F}) {
    const Point lamp{foot.x + s * half, top - 0.012F};
    if (air.lamps()) c.glow({lamp.x, lamp.y - 0.04F}, 0.24F, hex(0xFFE08A), 0.75F);
    c.fill(rectangle({lamp.x - 0.004F, lamp.y - 0.06F, lamp.x + 0.004F, lamp.y}), air.lit(hex(0xC99A45)));
    c.fill(rectangle({lamp.x - 0.046F, lamp.y - 0.080F, lamp.x + 0.046F, lamp.y - 0.050F}, 0.016F),
           air.lamps() ? hex(0x4FC08A) : air.lit(hex(0x2F8A5E)));
  }
  c.fill(polygon({{foot.x - 0.05F, top - 0.012F}, {foot.x, top - 0.024F}, {foot.x + 0.05F, top - 0.012F}}),
         air.lit(hex(0xF5EEDC)));
}

// The upper floor: a balustrade before the shelves.
void gallery(Canvas& c, const Air& air, float left, float right, float y, Color wood) {
  c.fill(panes({left, y - 0.085F, right, y}, static_cast<int>((right - left) / 0.032F), 1, 0.36F, 1.0F),
         air.lit(lighter(wood, 0.22F)));
  c.fill(rectangle({left, y - 0.095F, right, y - 0.080F}), air.lit(lighter(wood, 0.30F)));
  c.fill(rectangle({left, y, right, y + 0.030F}), air.lit(lighter(wood, 0.12F)));
  c.fill(rectangle({left, y + 0.030F, right, y + 0.042F}), hex(0x0A1430), 0.35F);
}

void bay(Canvas& c, const Air& air, float left, float right, float floor, int seed, Color wood) {
  bookshelves(c, air, left, right, floor, seed, 0, wood);
  for (const float x : {left, right}) {
    c.fill(
        rectangle({x - 0.022F, -1, x + 0.022F, floor}),
        blend({x - 0.022F, 0}, air.lit(lighter(wood, 0.24F)), {x + 0.022F, 0}, air.lit(darker(wood, 0.10F))));
    c.fill(rectangle({x - 0.030F, floor - 0.05F, x + 0.030F, floor}), air.lit(lighter(wood, 0.10F)));
  }
}

}  // namespace

void paint_library(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color woods[] = {hex(0x6E3F28), hex(0x4F4A3A), hex(0x7A4A26)};
  const Color walls[] = {hex(0xD9C3A0), hex(0xB9C0A8), hex(0xCFAF8F)};
  const Color wood = woods[layout];
  const float floor = c.y(0.61F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(darker(walls[layout], 0.10F)), floor, air.lit(walls[layout])));

  const float middle = layout == 0 ? 0.0F : 0.24F * side, half = layout == 2 ? 0.13F : 0.155F;
  const float head = std::max(0.045F, floor - 0.10F - c.rise(0.44F));
  const float gap = half + 0.065F;
  for (int i = 0; i < 5; ++i) {
    const float near = gap + 0.335F * static_cast<float>(i), far = near + 0.335F;
    bay(c, air, middle + near, middle + far, floor, 3 + layout + 4 * i, wood);
    bay(c, air, middle - far, middle - near, floor, 7 + layout + 4 * i, wood);
    if (far > c.right() + 0.3F) break;
  }
  arched_window(c, outside, {middle - half, head, middle + half, floor - 0.115F},
                air.lit(lighter(wood, 0.26F)), layout);
  if (layout == 1) {
    const float y = floor - 0.31F;
    gallery(c, air, -9, middle - gap + 0.02F, y, wood);
    gallery(c, air, middle + gap - 0.02F, 9, y, wood);
  }
  const Color boards = layout == 1 ? hex(0x9C8466) : layout == 0 ? hex(0xA9713F) : hex(0xB58455);
  board_floor(c, air, floor, boards, 0.13F);
  light_patch(c, outside, {middle - half + 0.02F * side, floor + 0.03F}, half * 2, c.y(0.16F), -0.14F * side);
  if (layout == 0) {
    rug(c, air, {0, c.y(0.82F)}, 0.50F, c.y(0.115F), hex(0x7C2F35), hex(0xD9B56A), hex(0x8F3A3F));
    ladder(c, air, {0.345F, floor + 0.03F}, {0.41F, std::max(0.03F, floor - 0.58F)}, hex(0xA9713F));
    globe(c, air, {-0.34F, floor + 0.075F});
  } else if (layout == 1) {
    ladder(c, air, {0.17F, floor + 0.03F}, {0.12F, floor - 0.30F}, hex(0xA98A5A));
    reading_table(c, air, {-0.24F, floor + 0.080F}, 0.17F, wood);
    globe(c, air, {0.40F, floor + 0.07F});
  } else {
    rug(c, air, {0, c.y(0.82F)}, 0.52F, c.y(0.105F), hex(0x2F5A52), hex(0xD9C08A), hex(0x3F7266));
    reading_table(c, air, {-0.22F, floor + 0.075F}, 0.20F, wood);
    ladder(c, air, {-0.42F, floor + 0.02F}, {-0.46F, std::max(0.03F, floor - 0.58F)}, hex(0xB5814A));
    globe(c, air, {0.43F, floor + 0.07F});
  }
}

}  // namespace reverie::paint
