// training/world/places/office.cpp
//
// An office high above a town: a wall of windows, desks with screens, swivel chairs, files, a water cooler.
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
  Color wall, desk, chair, accent, carpet;
};

void monitor(Canvas& c, const Air& air, Point foot, Color accent) {
  const Point p{foot.x, foot.y - 0.082F};
  if (air.lamps()) c.glow(p, 0.16F, hex(0x9FD8FF), 0.45F);
  c.fill(rectangle(box_at({foot.x, foot.y - 0.020F}, 0.014F, 0.04F)), air.lit(hex(0x8A929C)));
  c.fill(rectangle(box_at({foot.x, foot.y - 0.004F}, 0.062F, 0.008F), 0.003F), air.lit(hex(0x8A929C)));
  c.fill(rectangle(box_at(p, 0.168F, 0.108F), 0.008F), air.lit(hex(0x363C46)));
  const Box in = box_at(p, 0.152F, 0.092F);
  c.fill(rectangle(in), air.lamps() ? hex(0xD8EEFA) : air.lit(hex(0xE6F2F8)));
  c.fill(rectangle({in.left, in.top, in.left + 0.034F, in.bottom}), mix(air.lit(accent), accent, 0.5F));
  for (const float y : {0.018F, 0.034F, 0.050F, 0.066F}) {
    c.fill(rectangle(
               {in.left + 0.046F, in.top + y, in.right - (y < 0.03F ? 0.05F : 0.02F), in.top + y + 0.006F}),
           hex(0x9FB4C4));
  }
}

void swivel_chair(Canvas& c, const Air& air, Point foot, Color cloth) {
  contact_shadow(c, foot, 0.16F, 0.2F);
  const Color frame = air.lit(hex(0x3C424C));
  c.fill(
      stroke(
          {{foot.x - 0.062F, foot.y - 0.004F}, {foot.x, foot.y - 0.030F}, {foot.x + 0.062F, foot.y - 0.004F}},
          0.012F, 0.012F),
      frame);
  c.fill(rectangle(box_at({foot.x, foot.y - 0.055F}, 0.014F, 0.06F)), frame);
  c.fill(rectangle(box_at({foot.x, foot.y - 0.182F}, 0.112F, 0.138F), 0.036F), air.lit(darker(cloth, 0.14F)));
  c.fill(rectangle(box_at({foot.x, foot.y - 0.182F}, 0.086F, 0.110F), 0.026F),
         air.lit(lighter(cloth, 0.08F)));
  c.fill(rectangle(box_at({foot.x, foot.y - 0.094F}, 0.132F, 0.038F), 0.018F), air.lit(cloth));
}

void desk(Canvas& c, const Air& air, Point foot, float w, const Look& look, bool drawers_right) {
  const float top = foot.y - 0.150F, l = foot.x - w / 2, r = foot.x + w / 2;
  contact_shadow(c, foot, w * 1.04F, 0.2F);
  const float s = drawers_right ? 1.0F : -1.0F, chest = foot.x + s * (w / 2 - 0.062F);
  c.fill(rectangle(box_at({foot.x - s * (w / 2 - 0.02F), foot.y - 0.072F}, 0.014F, 0.144F)),
         air.lit(hex(0x8A929C)));
  c.fill(rectangle(box_at({chest, foot.y - 0.070F}, 0.105F, 0.132F), 0.004F),
         air.lit(darker(look.desk, 0.12F)));
  for (const float y : {0.112F, 0.072F, 0.032F}) {
    c.fill(rectangle(box_at({chest, foot.y - y}, 0.090F, 0.032F), 0.003F),
           air.lit(lighter(look.desk, 0.10F)));
    c.fill(rectangle(box_at({chest, foot.y - y}, 0.030F, 0.006F), 0.003F), air.lit(hex(0x8A929C)));
  }
  c.fill(rectangle({l, top - 0.010F, r, top + 0.014F}, 0.005F), air.lit(look.desk));
  c.fill(rectangle({l, top - 0.010F, r, top - 0.002F}, 0.004F), air.lit(lighter(look.desk, 0.25F)));
  monitor(c, air, {foot.x - s * 0.02F, top - 0.010F}, look.accent);
  const float mug = foot.x + s * (w / 2 - 0.05F);
  c.fill(rectangle(box_at({mug, top - 0.026F}, 0.028F, 0.034F), 0.005F), air.lit(look.accent));
  c.fill(rectangle(box_at({foot.x - s * (w / 2 - 0.055F), top - 0.015F}, 0.066F, 0.012F), 0.002F),
         air.lit(hex(0xFBFBF8)));
  c.fill(rectangle(box_at({foot.x - s * (w / 2 - 0.058F), top - 0.025F}, 0.062F, 0.010F), 0.002F),
         air.lit(hex(0xF0D88A)));
}

// Binders on two boards.
void files(Canvas& c, const Air& air, float x, float floor, const Look& look) {
  const Box b{x - 0.105F, floor - 0.40F, x + 0.105F, floor + 0.016F};
  const Color backs[] = {look.accent, hex(0xF2C14E), hex(0x5F7FA3), hex(0xE3E6EA), look.chair};
  contact_shadow(c, {x, floor + 0.016F}, 0.25F, 0.2F);
  c.fill(rectangle(b, 0.004F), air.lit(lighter(look.desk, 0.12F)));
  for (int row = 0; row < 3; ++row) {
    const float base = floor - 0.020F - 0.128F * static_cast<float>(row);
    c.fill(rectangle({b.left + 0.012F, base - 0.112F, b.right - 0.012F, base}),
           air.lit(darker(look.desk, 0.36F)));
    for (int i = 0; i < 5; ++i) {
      if ((i + row * 2) % 5 == 4) continue;
      const float at = b.left + 0.032F + 0.037F * static_cast<float>(i);
      c.fill(rectangle({at - 0.015F, base - 0.092F, at + 0.015F, base}, 0.003F),
             air.lit(backs[(i * 2 + row) % 5]));
      c.fill(rectangle({at - 0.008F, base - 0.070F, at + 0.008F, base - 0.048F}), air.lit(hex(0xFFFFFF)));
    }
  }
}

void white_board(Canvas& c, const Air& air, Box b, Color accent) {
  c.fill(rectangle({b.left - 0.010F, b.top - 0.010F, b.right + 0.010F, b.bottom + 0.010F}, 0.004F),
         air.lit(hex(0xA3ABB5)));
  c.fill(rectangle(b), air.lit(hex(0xFCFDFD)));
  const float w = b.right - b.left, h = b.bottom - b.top;
  c.fill(stroke({{b.left + w * 0.10F, b.bottom - h * 0.22F},
                 {b.left + w * 0.32F, b.bottom - h * 0.46F},
                 {b.left + w * 0.52F, b.bottom - h * 0.36F},
                 {b.left + w * 0.82F, b.top + h * 0.20F}},
                0.007F, 0.007F),
         air.lit(accent));
  const Color notes[] = {hex(0xF7DE7A), hex(0xF5AFC0), hex(0xA9DDB5)};
  for (int i = 0; i < 3; ++i)
    c.fill(rectangle(box_at({b.left + w * (0.16F + 0.17F * static_cast<float>(i)), b.top + h * 0.26F},
                            h * 0.20F, h * 0.20F)),
           air.lit(notes[i]));
}

}  // namespace

void paint_office(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0xE6E9EC), hex(0xC99A6A), hex(0x3F6E9C), hex(0x2F9C8F), hex(0x8FA0AE)},
                        {hex(0xEFE6DA), hex(0x8C6A52), hex(0xC9673F), hex(0xD98A3C), hex(0xA89C90)},
                        {hex(0xDDE6DC), hex(0xE6DCCB), hex(0x4F7F5C), hex(0x5FA36A), hex(0x98A69A)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(darker(look.wall, 0.06F)), floor, air.lit(look.wall)));

  const float sill = floor - 0.13F, head = std::max(0.085F, sill - c.rise(0.42F));
  const auto pane_wall = [&](float left, float right, int across) {
    const Box b{left, head, right, sill};
    c.fill(rectangle({left - 0.014F, head - 0.014F, right + 0.014F, sill + 0.014F}), air.lit(hex(0x59636E)));
    view_of_skyline(c, outside, rectangle(b), b, layout);
    glazing(c, b, across, 1, 0.012F, air.lit(hex(0x59636E)));
    c.fill(polygon({{left + 0.05F, head},
                    {left + 0.10F, head},
                    {left + 0.02F, sill},
                    {left, sill},
                    {left, head + 0.2F}}),
           hex(0xFFFFFF), 0.14F);
  };
  const float lamp = std::max(0.035F, head - 0.055F);
  if (layout == 2) {
    pane_wall(-0.30F, 0.30F, 4);
    pane_wall(-1.2F, -0.56F, 3);
    pane_wall(0.56F, 1.2F, 3);
  } else {
    pane_wall(std::min(-0.10F * side, 1.2F * side), std::max(-0.10F * side, 1.2F * side), 6);
    white_board(c, air, box_at({-0.30F * side, floor - 0.345F}, 0.29F, 0.20F), look.accent);
    white_board(c, air, box_at({-0.88F * side, floor - 0.345F}, 0.29F, 0.20F), look.accent);
  }
  c.fill(rectangle({-9, floor - 0.028F, 9, floor}), air.lit(darker(look.wall, 0.20F)));
  for (const float x : {-0.72F, -0.24F, 0.24F, 0.72F}) {  // long ceiling lamps
    if (air.lamps()) c.glow({x, lamp}, 0.24F, hex(0xFFF4D8), 0.55F);
    c.fill(rectangle(box_at({x, lamp}, 0.25F, 0.018F), 0.006F),
           air.lamps() ? hex(0xFFF9E8) : air.lit(hex(0xFFFFFF)));
  }
  c.fill(under(level(floor)),
         downwards(floor, air.lit(look.carpet), c.bottom(), air.lit(darker(look.carpet, 0.08F))));
  floor_lines(c, floor, 0.24F, air.lit(darker(look.carpet, 0.06F)), true);
  c.fill(rectangle({-9, floor, 9, floor + 0.014F}), hex(0x0A1430), 0.16F);

  if (layout == 2) {
    for (const float s : {-1.0F, 1.0F}) {
      files(c, air, s * 0.43F, floor, look);
      desk(c, air, {s * 0.215F, floor + 0.070F}, 0.33F, look, s < 0);
      swivel_chair(c, air, {s * 0.22F, floor + 0.100F}, look.chair);
      desk(c, air, {s * 0.86F, floor + 0.070F}, 0.36F, look, s < 0);
    }
    return;
  }
  desk(c, air, {0.20F * side, floor + 0.070F}, 0.44F, look, layout == 0);
  swivel_chair(c, air, {0.08F * side, floor + 0.095F}, look.chair);
  desk(c, air, {0.86F * side, floor + 0.070F}, 0.44F, look, layout == 0);
  files(c, air, -0.40F * side, floor, look);
  if (layout == 0) {
    potted_plant(c, air, {-0.20F, floor + 0.045F}, 0.30F, hex(0xF2F2EE), 0);
  } else {
    potted_plant(c, air, {0.215F, floor + 0.045F}, 0.36F, hex(0x4A4F58), 2);
  }
  files(c, air, -0.72F * side, floor, look);
}

}  // namespace reverie::paint
