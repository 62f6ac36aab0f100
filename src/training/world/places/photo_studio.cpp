// training/world/places/photo_studio.cpp
//
// A photo studio: a seamless roll of paper that runs from the wall onto the floor, soft lamps on stands.
// The plainest place of all, for a sheet of characters or a still life.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void tripod(Canvas& c, const Air& air, Point foot, float h) {
  const Color metal = air.lit(hex(0x3C4048));
  contact_shadow(c, foot, 0.13F, 0.14F);
  c.fill(rectangle({foot.x - 0.005F, foot.y - h, foot.x + 0.005F, foot.y - 0.02F}), metal);
  for (const float x : {-0.06F, 0.0F, 0.06F}) {
    c.fill(stroke({{foot.x, foot.y - h * 0.30F}, {foot.x + x, foot.y}}, 0.008F, 0.006F), metal);
  }
}

// A square lamp with a white front, turned towards the middle.
void soft_box(Canvas& c, const Air& air, Point foot, float h, float facing) {
  tripod(c, air, foot, h);
  const Point p{foot.x, foot.y - h};
  if (air.lamps()) c.glow({p.x + facing * 0.05F, p.y}, 0.42F, hex(0xFFF0CE), 0.65F);
  const float near = p.x + facing * 0.055F, back = p.x - facing * 0.035F;
  c.fill(polygon({{back, p.y - 0.030F}, {near, p.y - 0.115F}, {near, p.y + 0.115F}, {back, p.y + 0.030F}}),
         air.lit(hex(0x2E3138)));
  c.fill(polygon({{near, p.y - 0.120F},
                  {near + facing * 0.045F, p.y - 0.100F},
                  {near + facing * 0.045F, p.y + 0.100F},
                  {near, p.y + 0.120F}}),
         air.lamps() ? hex(0xFFF8E4) : air.lit(hex(0xFDFDFB)));
  c.fill(rectangle(box_at({back - facing * 0.012F, p.y}, 0.045F, 0.04F), 0.008F), air.lit(hex(0x4A4F59)));
}

// A white umbrella that throws its lamp's light back.
void umbrella_lamp(Canvas& c, const Air& air, Point foot, float h, float facing) {
  tripod(c, air, foot, h);
  const Point p{foot.x, foot.y - h};
  if (air.lamps()) c.glow(p, 0.40F, hex(0xFFF0CE), 0.6F);
  c.fill(stroke({{p.x - facing * 0.06F, p.y + 0.02F}, {p.x + facing * 0.07F, p.y - 0.02F}}, 0.007F, 0.006F),
         air.lit(hex(0x3C4048)));
  const Point rim_top{p.x + facing * 0.055F, p.y - 0.125F}, rim_low{p.x + facing * 0.085F, p.y + 0.105F};
  c.fill(facing > 0 ? leaf(rim_low, rim_top, 0.105F, 0.012F) : leaf(rim_top, rim_low, 0.105F, 0.012F),
         blend({p.x - facing * 0.06F, p.y}, air.lit(hex(0xC9CED6)), {p.x + facing * 0.07F, p.y},
               air.lamps() ? hex(0xFFF4D8) : air.lit(hex(0xFFFFFF))));
  c.fill(rectangle(box_at({p.x + facing * 0.07F, p.y - 0.02F}, 0.035F, 0.03F), 0.006F),
         air.lit(hex(0x2E3138)));
}

}  // namespace

void paint_photo_studio(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color papers[] = {hex(0xC3D3DE), hex(0xF0CDB8), hex(0xC9D6BF)};
  const Color walls[] = {hex(0xE9E5DF), hex(0x8C8790), hex(0xEDE6DA)};
  const Color paper = papers[layout];
  const float floor = c.y(0.60F), side = layout == 1 ? -1.0F : 1.0F;

  // The room beyond the paper.
  c.everywhere(downwards(0, air.lit(walls[layout]), floor, air.lit(darker(walls[layout], 0.06F))));
  c.fill(rectangle({-9, floor - 0.02F, 9, floor}), air.lit(darker(walls[layout], 0.16F)));
  c.fill(under(level(floor)), downwards(floor, air.lit(hex(0xB79C80)), c.bottom(), air.lit(hex(0xA88C70))));
  floor_lines(c, floor, 0.16F, air.lit(hex(0x9C8166)), false);

  // The roll on its bar, the sheet, and the soft bend where wall becomes floor.
  const float half =
      layout == 2 ? 0.52F * std::max(1.0F, c.right() / 0.62F) : 0.40F * std::max(1.0F, c.right() / 0.66F);
  const float roll = std::max(0.055F, floor - c.rise(0.56F)), spread = 1.22F;
  const Paint fall = downwards(roll, air.lit(lighter(paper, 0.12F)), floor, air.lit(darker(paper, 0.06F)));
  c.fill(rectangle({-half, roll, half, floor}), fall);
  c.fill(polygon({{-half, floor - 0.006F},
                  {half, floor - 0.006F},
                  {half * spread, c.bottom()},
                  {-half * spread, c.bottom()}}),
         downwards(floor, air.lit(darker(paper, 0.06F)), c.bottom(), air.lit(lighter(paper, 0.20F))));
  c.glow({-0.10F * side, floor - 0.22F}, 0.42F, air.lit(lighter(paper, 0.55F)), 0.75F);
  for (const float s : {-1.0F, 1.0F}) {
    c.fill(rectangle(box_at({s * (half + 0.035F), (roll + floor) / 2 + 0.01F}, 0.010F, floor - roll + 0.02F)),
           air.lit(hex(0x4A4F59)));
  }
  c.fill(rectangle({-half - 0.055F, roll - 0.006F, half + 0.055F, roll + 0.006F}, 0.005F),
         air.lit(hex(0x4A4F59)));
  c.fill(
      rectangle({-half, roll - 0.024F, half, roll + 0.024F}, 0.010F),
      downwards(roll - 0.024F, air.lit(lighter(paper, 0.35F)), roll + 0.024F, air.lit(darker(paper, 0.14F))));

  const float place = std::min(half + 0.03F, c.right() - 0.09F), stand = floor + 0.06F;
  if (layout == 0) {
    soft_box(c, air, {-place, stand}, 0.46F, 1);
    soft_box(c, air, {place + 0.02F, stand - 0.02F}, 0.34F, -1);
  } else if (layout == 1) {
    umbrella_lamp(c, air, {-place, stand}, 0.44F, 1);
    umbrella_lamp(c, air, {place, stand}, 0.44F, -1);
  } else {
    hanging_lamp(c, air, {-0.22F, roll + 0.14F}, hex(0xF4F1EA), 1.15F);
    hanging_lamp(c, air, {0.22F, roll + 0.14F}, hex(0xF4F1EA), 1.15F);
    potted_plant(c, air, {std::min(half - 0.09F, c.right() - 0.11F), floor + 0.03F}, 0.30F, hex(0xF4F1EA), 2);
  }
}

}  // namespace reverie::paint
