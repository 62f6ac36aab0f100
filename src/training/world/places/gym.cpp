// training/world/places/gym.cpp
//
// A sports hall: a basketball hoop, wall bars, a climbing rope, high windows, the lines of the court.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/windows.h"

namespace reverie::paint {
namespace {

void hoop(Canvas& c, const Air& air, Point p, float s, Color accent) {
  const Color steel = air.lit(hex(0x59636E));
  c.fill(rectangle({p.x - 0.010F, -1, p.x + 0.010F, p.y}), steel);
  for (const float k : {-1.0F, 1.0F})
    c.fill(stroke({{p.x + k * 0.10F * s, p.y - 0.16F * s}, {p.x, p.y - 0.06F * s}}, 0.010F, 0.010F), steel);
  c.fill(rectangle(box_at(p, 0.31F * s, 0.205F * s), 0.012F), air.lit(hex(0xFBFCFC)));
  c.fill(cut(rectangle(box_at(p, 0.29F * s, 0.185F * s), 0.008F),
             rectangle(box_at(p, 0.275F * s, 0.170F * s), 0.006F)),
         air.lit(accent));
  const Point inner{p.x, p.y + 0.022F * s};
  c.fill(
      cut(rectangle(box_at(inner, 0.125F * s, 0.085F * s)), rectangle(box_at(inner, 0.107F * s, 0.067F * s))),
      air.lit(accent));
  const float rim = p.y + 0.080F * s, half = 0.062F * s;
  for (int i = -2; i <= 2; ++i) {  // the net
    const float k = static_cast<float>(i) / 2;
    c.fill(stroke({{p.x + half * k, rim}, {p.x + half * (k * 0.55F + 0.16F), rim + 0.085F * s}}, 0.0045F,
                  0.0045F),
           air.lit(hex(0xF4F4F0)));
    c.fill(stroke({{p.x + half * k, rim}, {p.x + half * (k * 0.55F - 0.16F), rim + 0.085F * s}}, 0.0045F,
                  0.0045F),
           air.lit(hex(0xF4F4F0)));
  }
  c.fill(cut(ellipse({p.x, rim}, half + 0.006F, 0.017F * s), ellipse({p.x, rim}, half - 0.004F, 0.009F * s)),
         air.lit(hex(0xE8632F)));
}

void wall_bars(Canvas& c, const Air& air, float x, float w, float top, float floor) {
  const Color wood = hex(0xD9A566);
  c.fill(panes({x - w / 2, top, x + w / 2, floor - 0.02F}, 1,
               std::max(4, static_cast<int>((floor - top) / 0.034F)), 1.0F, 0.30F),
         air.lit(wood));
  for (const float k : {-0.5F, 0.0F, 0.5F}) {
    c.fill(rectangle(box_at({x + k * w, (top + floor) / 2 - 0.01F}, 0.018F, floor - top + 0.02F), 0.003F),
           air.lit(darker(wood, 0.20F)));
  }
}

void rope(Canvas& c, const Air& air, float x, float end) {
  c.fill(rectangle({x - 0.008F, -1, x + 0.008F, end}), air.lit(hex(0xC9AA78)));
  for (float y = 0.02F; y < end - 0.02F; y += 0.045F)
    c.fill(stroke({{x - 0.008F, y + 0.010F}, {x + 0.008F, y}}, 0.004F, 0.004F), air.lit(hex(0x9C7F52)));
  c.fill(circle({x, end}, 0.019F), air.lit(hex(0xB5945F)));
}

void long_bench(Canvas& c, const Air& air, Point foot, float w) {
  contact_shadow(c, foot, w * 1.04F, 0.18F);
  for (const float s : {-0.38F, 0.38F})
    c.fill(rectangle(box_at({foot.x + s * w, foot.y - 0.024F}, 0.020F, 0.048F)), air.lit(hex(0xA9743F)));
  c.fill(rectangle({foot.x - w / 2, foot.y - 0.064F, foot.x + w / 2, foot.y - 0.042F}, 0.005F),
         air.lit(hex(0xE0B072)));
}

// The box that one jumps over: four tiers and a leather top.
void vaulting_box(Canvas& c, const Air& air, Point foot) {
  contact_shadow(c, foot, 0.26F, 0.2F);
  for (int i = 0; i < 4; ++i) {
    const float k = static_cast<float>(i), y = foot.y - 0.042F * k, half = 0.115F - 0.007F * k;
    c.fill(polygon({{foot.x - half, y},
                    {foot.x + half, y},
                    {foot.x + half - 0.007F, y - 0.040F},
                    {foot.x - half + 0.007F, y - 0.040F}}),
           air.lit(hex(0xDDAA68)));
    c.fill(rectangle(box_at({foot.x, y - 0.020F}, 0.044F, 0.012F), 0.006F), air.lit(hex(0x7A4E2A)));
    c.fill(rectangle({foot.x - half, y - 0.004F, foot.x + half, y}), air.lit(hex(0xA9743F)));
  }
  c.fill(rectangle({foot.x - 0.092F, foot.y - 0.200F, foot.x + 0.092F, foot.y - 0.162F}, 0.018F),
         air.lit(hex(0x8C4A2C)));
}

void mats(Canvas& c, const Air& air, Point foot, Color one, Color other) {
  contact_shadow(c, foot, 0.26F, 0.18F);
  for (int i = 0; i < 3; ++i) {
    const float y = foot.y - 0.030F * static_cast<float>(i);
    c.fill(rectangle({foot.x - 0.115F, y - 0.029F, foot.x + 0.115F, y}, 0.008F),
           air.lit(i % 2 == 0 ? one : other));
  }
}

// Lines and a circle painted on the boards.
void court(Canvas& c, const Air& air, float floor, Color line, int layout) {
  const float far = floor + 0.035F, height = c.bottom() - floor;
  const Point middle{0, floor + height * 0.60F};
  c.fill(polygon({{-0.14F, far}, {0.14F, far}, {0.27F, middle.y}, {-0.27F, middle.y}}), air.lit(line),
         layout == 1 ? 0.30F : 0.20F);
  const float rx = 0.40F, ry = height * 0.30F;
  c.fill(cut(ellipse(middle, rx, ry), ellipse(middle, rx - 0.014F, ry - 0.008F)), air.lit(line), 0.55F);
  c.fill(rectangle({-9, far - 0.004F, 9, far + 0.004F}), air.lit(line), 0.75F);
  for (const float s : {-1.0F, 1.0F})
    c.fill(polygon({{s * 0.62F, far}, {s * 0.628F, far}, {s * 1.22F, c.bottom()}, {s * 1.20F, c.bottom()}}),
           air.lit(line), 0.75F);
}

}  // namespace

void paint_gym(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color walls[] = {hex(0xE3E8E3), hex(0xEADFC8), hex(0xD6DEE8)};
  const Color bands[] = {hex(0x3F7FB0), hex(0xC9573F), hex(0x3F8F6A)};
  const Color boards[] = {hex(0xDDA35F), hex(0xD69A62), hex(0xE0AE72)};
  const float floor = c.y(0.61F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(darker(walls[layout], 0.06F)), floor, air.lit(walls[layout])));
  c.fill(rectangle({-9, floor - 0.20F, 9, floor}), air.lit(bands[layout]));
  c.fill(panes({-1.28F, floor - 0.20F, 1.28F, floor}, 8, 1, 0.985F, 1.0F),
         air.lit(lighter(bands[layout], 0.08F)));
  c.fill(rectangle({-9, floor - 0.207F, 9, floor - 0.192F}), air.lit(hex(0xFBFBF6)));

  // A row of windows right below the ceiling, and its beams.
  const float head = std::max(0.04F, floor - c.rise(0.575F)), low = head + 0.125F;
  for (int i = -4; i <= 4; ++i) {
    const float x = 0.275F * static_cast<float>(i);
    if (std::abs(x) > c.right() + 0.2F) continue;
    const Box b{x - 0.115F, head, x + 0.115F, low};
    c.fill(rectangle({b.left - 0.010F, b.top - 0.010F, b.right + 0.010F, b.bottom + 0.010F}),
           air.lit(hex(0x6B7680)));
    view_of_sky(c, outside, rectangle(b), b, i % 2 == 0 ? layout : 1);
    glazing(c, b, 3, 1, 0.007F, air.lit(hex(0x6B7680)));
  }
  for (const float x : {-0.96F, -0.41F, 0.14F, 0.69F}) {
    const Point p{x + 0.135F, std::max(0.016F, head - 0.030F)};
    if (air.lamps()) c.glow(p, 0.30F, hex(0xFFF1CC), 0.6F);
    c.fill(rectangle(box_at(p, 0.20F, 0.018F), 0.008F), air.lamps() ? hex(0xFFF9E4) : air.lit(hex(0xFFFFFF)));
  }

  c.fill(under(level(floor)),
         downwards(floor, air.lit(lighter(boards[layout], 0.14F)), c.bottom(), air.lit(boards[layout])));
  floor_lines(c, floor, 0.15F, air.lit(darker(boards[layout], 0.07F)), false);
  c.fill(rectangle({-9, floor, 9, floor + 0.012F}), hex(0x0A1430), 0.18F);
  court(c, air, floor, layout == 0 ? hex(0xFFFFFF) : layout == 1 ? hex(0x3F6FA6) : hex(0xD9533F), layout);

  const float board = floor - 0.315F;
  if (layout == 2) {
    for (const float s : {-1.0F, 1.0F}) {
      wall_bars(c, air, s * 0.355F, 0.25F, low + 0.035F, floor);
      wall_bars(c, air, s * 0.90F, 0.25F, low + 0.035F, floor);
      rope(c, air, s * 0.175F, floor - 0.10F);
      rope(c, air, s * 0.64F, floor - 0.10F);
    }
    vaulting_box(c, air, {0, floor + 0.060F});
    mats(c, air, {-0.38F, floor + 0.065F}, hex(0x3F7FB0), hex(0xD9533F));
    long_bench(c, air, {0.37F, floor + 0.060F}, 0.25F);
    return;
  }
  hoop(c, air, {layout == 0 ? 0.0F : 0.10F, board}, 1.0F, layout == 0 ? hex(0xD94A3A) : hex(0x3F6FA6));
  wall_bars(c, air, -0.385F * side, 0.20F, low + 0.035F, floor);
  wall_bars(c, air, -0.84F * side, 0.30F, low + 0.035F, floor);
  long_bench(c, air, {0.34F * side, floor + 0.055F}, 0.29F);
  long_bench(c, air, {0.86F * side, floor + 0.055F}, 0.36F);
  if (layout == 0) {
    rope(c, air, 0.36F, floor - 0.12F);
    mats(c, air, {-0.36F, floor + 0.065F}, bands[0], hex(0xE0A23C));
  } else {
    vaulting_box(c, air, {-0.30F, floor + 0.060F});
    rope(c, air, -0.33F, floor - 0.24F);
    mats(c, air, {0.40F, floor + 0.070F}, bands[1], hex(0x3F6FA6));
  }
}

}  // namespace reverie::paint
