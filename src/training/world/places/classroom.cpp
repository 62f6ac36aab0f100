// training/world/places/classroom.cpp
//
// A classroom: an empty blackboard, rows of small desks at the sides, windows, bunting, a globe.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

// Empty but for the traces of the sponge.
void blackboard(Canvas& c, const Air& air, Box b, Color slate) {
  c.fill(rectangle({b.left - 0.020F, b.top - 0.020F, b.right + 0.020F, b.bottom + 0.020F}, 0.006F),
         air.lit(hex(0xB98250)));
  c.fill(rectangle(b), blend({b.left, b.top}, air.lit(lighter(slate, 0.06F)), {b.right, b.bottom},
                             air.lit(darker(slate, 0.14F))));
  const float w = b.right - b.left, h = b.bottom - b.top;
  for (const Point p : {Point{0.28F, 0.40F}, Point{0.66F, 0.58F}}) {
    c.fill(stroke(curve({b.left + w * (p.x - 0.14F), b.top + h * p.y},
                        {b.left + w * p.x, b.top + h * (p.y - 0.16F)},
                        {b.left + w * (p.x + 0.14F), b.top + h * p.y}, 5),
                  h * 0.10F, h * 0.07F),
           hex(0xFFFFFF), 0.05F);
  }
  c.fill(rectangle({b.left - 0.02F, b.bottom + 0.016F, b.right + 0.02F, b.bottom + 0.028F}, 0.003F),
         air.lit(hex(0xD9A873)));
  for (const float x : {0.18F, 0.25F, 0.30F}) {  // chalk, and a sponge
    c.fill(rectangle(box_at({b.left + w * x, b.bottom + 0.012F}, 0.024F, 0.008F), 0.003F),
           air.lit(x == 0.25F ? hex(0xF5B8C0) : hex(0xFFFFFF)));
  }
  c.fill(rectangle(box_at({b.right - w * 0.14F, b.bottom + 0.008F}, 0.046F, 0.018F), 0.005F),
         air.lit(hex(0xF2C14E)));
}

void desk(Canvas& c, const Air& air, Point foot, float s, Color wood, Color chair_colour) {
  contact_shadow(c, foot, 0.24F * s, 0.18F);
  const Color steel = air.lit(hex(0x8A929C));
  c.fill(rectangle({foot.x - 0.045F * s, foot.y - 0.195F * s, foot.x + 0.045F * s, foot.y - 0.125F * s},
                   0.014F * s),
         air.lit(chair_colour));
  for (const float x : {-0.10F, 0.10F}) {
    c.fill(stroke({{foot.x + x * 0.86F * s, foot.y - 0.12F * s}, {foot.x + x * s, foot.y}}, 0.009F * s,
                  0.009F * s),
           steel);
  }
  c.fill(
      rectangle({foot.x - 0.105F * s, foot.y - 0.118F * s, foot.x + 0.105F * s, foot.y - 0.078F * s}, 0.004F),
      air.lit(darker(wood, 0.24F)));
  c.fill(polygon({{foot.x - 0.105F * s, foot.y - 0.150F * s},
                  {foot.x + 0.105F * s, foot.y - 0.150F * s},
                  {foot.x + 0.122F * s, foot.y - 0.118F * s},
                  {foot.x - 0.122F * s, foot.y - 0.118F * s}}),
         air.lit(wood));
  c.fill(polygon({{foot.x - 0.04F * s, foot.y - 0.144F * s},
                  {foot.x + 0.03F * s, foot.y - 0.144F * s},
                  {foot.x + 0.036F * s, foot.y - 0.126F * s},
                  {foot.x - 0.045F * s, foot.y - 0.126F * s}}),
         air.lit(hex(0xFBF8F0)));
}

void clock_face(Canvas& c, const Air& air, Point p, float r) {
  c.fill(circle(p, r), air.lit(hex(0x3F5A73)));
  c.fill(circle(p, r * 0.84F), air.lit(hex(0xFFFDF6)));
  c.fill(stroke({p, {p.x, p.y - r * 0.62F}}, r * 0.12F, r * 0.10F), air.lit(hex(0x2B2B33)));
  c.fill(stroke({p, {p.x + r * 0.42F, p.y + r * 0.10F}}, r * 0.14F, r * 0.10F), air.lit(hex(0x2B2B33)));
}

void bunting(Canvas& c, const Air& air, float y) {
  const Color flags[] = {hex(0xE8604C), hex(0xF2C14E), hex(0x4FA58A), hex(0x4C86C6), hex(0xE58FB0)};
  const std::vector<Point> cord = curve({-1.3F, y}, {0, y + 0.05F}, {1.3F, y}, 26);
  for (size_t i = 0; i < cord.size(); ++i) {
    if (std::abs(cord[i].x) > c.right() + 0.05F) continue;
    const Point p = cord[i];
    c.fill(polygon({{p.x - 0.030F, p.y}, {p.x + 0.030F, p.y}, {p.x, p.y + 0.056F}}), air.lit(flags[i % 5]));
  }
}

// A map of no country in particular.
void wall_map(Canvas& c, const Air& air, Box b) {
  const float w = b.right - b.left, h = b.bottom - b.top;
  c.fill(rectangle({b.left - 0.008F, b.top - 0.012F, b.right + 0.008F, b.top}), air.lit(hex(0x7A5236)));
  c.fill(rectangle({b.left - 0.008F, b.bottom, b.right + 0.008F, b.bottom + 0.012F}), air.lit(hex(0x7A5236)));
  const Shape sheet = rectangle(b);
  c.fill(sheet, air.lit(hex(0x9FD0DF)));
  c.fill(overlap(sheet, unite({ellipse({b.left + w * 0.26F, b.top + h * 0.34F}, w * 0.16F, h * 0.22F),
                               ellipse({b.left + w * 0.34F, b.top + h * 0.70F}, w * 0.08F, h * 0.18F)})),
         air.lit(hex(0x7DB56C)));
  c.fill(overlap(sheet, unite({ellipse({b.left + w * 0.68F, b.top + h * 0.32F}, w * 0.22F, h * 0.17F),
                               ellipse({b.left + w * 0.58F, b.top + h * 0.62F}, w * 0.10F, h * 0.20F),
                               ellipse({b.left + w * 0.86F, b.top + h * 0.74F}, w * 0.07F, h * 0.09F)})),
         air.lit(hex(0xE2BC6C)));
}

}  // namespace

void paint_classroom(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color walls[] = {hex(0xF3E3B8), hex(0xCFE1E6), hex(0xDDE6C8)};
  const Color lows[] = {hex(0x8FB8A0), hex(0x7FA3BF), hex(0xE0A878)};
  const Color chairs[] = {hex(0xD95F4C), hex(0xE5A63C), hex(0x3F86B0)};
  const Color slate = layout == 1 ? hex(0x36424C) : hex(0x2F5B4C), wood = hex(0xDDAE74);
  const float floor = c.y(0.61F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(walls[layout]), floor, air.lit(lighter(walls[layout], 0.10F))));
  c.fill(rectangle({-9, floor - 0.12F, 9, floor}), air.lit(lows[layout]));
  c.fill(rectangle({-9, floor - 0.128F, 9, floor - 0.114F}), air.lit(darker(lows[layout], 0.22F)));
  c.fill(rectangle({-9, floor - 0.022F, 9, floor}), air.lit(hex(0x7A5A44)));
  board_floor(c, air, floor, layout == 1 ? hex(0xC6A98A) : hex(0xCFA06C), 0.14F);

  const float middle = layout == 2 ? 0.0F : -0.11F * side, half = layout == 2 ? 0.27F : 0.285F;
  const float low = floor - 0.165F, top = std::max(0.16F, low - c.rise(0.26F));
  blackboard(c, air, {middle - half, top, middle + half, low}, slate);
  const float sill = floor - 0.17F, head = std::max(0.15F, sill - c.rise(0.28F));
  if (layout == 2) {
    for (const float x : {-0.42F, 0.42F, -0.72F, 0.72F, -1.02F, 1.02F})
      window(c, outside, {x - 0.075F, head, x + 0.075F, sill}, air.lit(hex(0xFFFFFF)), x < 0 ? 1 : 0);
    clock_face(c, air, {0, std::max(0.075F, top - 0.075F)}, 0.042F);
  } else {
    for (const float x : {0.36F, 0.68F, 1.00F})
      window(c, outside, {x * side - 0.11F, head, x * side + 0.11F, sill}, air.lit(hex(0xFFFFFF)), layout);
    wall_map(c, air, box_at({-0.66F * side, (top + low) / 2}, 0.30F, 0.21F));
    clock_face(c, air, {-0.92F * side, top + 0.05F}, 0.045F);
  }
  if (layout == 0) bunting(c, air, 0.03F);
  if (layout == 1) clock_face(c, air, {middle, std::max(0.07F, top - 0.078F)}, 0.040F);

  // The teacher's desk with a globe and a row of readers; the pupils' desks stand at the sides.
  const float t = middle + (layout == 2 ? 0.0F : -0.02F * side);
  contact_shadow(c, {t, floor + 0.028F}, 0.36F, 0.2F);
  c.fill(rectangle({t - 0.155F, floor - 0.105F, t + 0.155F, floor + 0.026F}), air.lit(darker(wood, 0.24F)));
  c.fill(panes({t - 0.155F, floor - 0.09F, t + 0.155F, floor + 0.016F}, 3, 1, 0.84F, 0.84F),
         air.lit(darker(wood, 0.12F)));
  c.fill(rectangle({t - 0.172F, floor - 0.118F, t + 0.172F, floor - 0.098F}, 0.004F), air.lit(wood));
  c.fill(circle({t - 0.10F, floor - 0.165F}, 0.036F),
         blend({t - 0.13F, floor - 0.2F}, air.lit(hex(0x7CC4E0)), {t - 0.07F, floor - 0.13F},
               air.lit(hex(0x3A7FB0))));
  c.fill(unite({ellipse({t - 0.112F, floor - 0.172F}, 0.015F, 0.018F),
                ellipse({t - 0.085F, floor - 0.156F}, 0.010F, 0.014F)}),
         air.lit(hex(0x7DB56C)));
  c.fill(rectangle(box_at({t - 0.10F, floor - 0.124F}, 0.045F, 0.012F), 0.004F), air.lit(hex(0x8A5A38)));
  const Color covers[] = {hex(0xD9534A), hex(0x3F86B0), hex(0xF0B93E)};
  for (int i = 0; i < 3; ++i) {
    c.fill(rectangle(box_at({t + 0.09F + 0.004F * static_cast<float>(i % 2),
                             floor - 0.125F - 0.015F * static_cast<float>(i)},
                            0.082F, 0.014F),
                     0.003F),
           air.lit(covers[i]));
  }
  for (const float x : {-0.405F, 0.405F, -0.72F, 0.72F, -1.03F, 1.03F}) {
    desk(c, air, {x + 0.01F * side, floor + 0.095F}, 1.0F, wood, chairs[layout]);
  }
}

}  // namespace reverie::paint
