// training/world/places/kitchen.cpp
//
// A kitchen: tiled wall, counter with cupboards, hob and sink, a window, a warm tiled floor.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void cupboards(Canvas& c, const Air& air, float left, float right, float top, float bottom, Color front) {
  c.fill(rectangle({left, top, right, bottom}), air.lit(darker(front, 0.10F)));
  const int doors = static_cast<int>((right - left) / 0.155F);
  const float width = (right - left) / static_cast<float>(doors);
  for (int i = 0; i < doors; ++i) {
    const float x = left + width * static_cast<float>(i);
    c.fill(rectangle({x + 0.008F, top + 0.012F, x + width - 0.008F, bottom - 0.012F}, 0.008F),
           air.lit(front));
    const float knob = i % 2 == 0 ? x + width - 0.026F : x + 0.026F;
    c.fill(circle({knob, top < 0.01F ? bottom - 0.04F : top + 0.045F}, 0.0085F), air.lit(hex(0xC99A4B)));
  }
}

void pot(Canvas& c, const Air& air, Point foot, Color enamel) {
  c.fill(rectangle({foot.x - 0.055F, foot.y - 0.075F, foot.x + 0.055F, foot.y}, 0.014F), air.lit(enamel));
  c.fill(rectangle({foot.x - 0.072F, foot.y - 0.058F, foot.x + 0.072F, foot.y - 0.044F}, 0.006F),
         air.lit(darker(enamel, 0.25F)));
  c.fill(rectangle({foot.x - 0.060F, foot.y - 0.086F, foot.x + 0.060F, foot.y - 0.072F}, 0.006F),
         air.lit(darker(enamel, 0.15F)));
  c.fill(circle({foot.x, foot.y - 0.094F}, 0.011F), air.lit(darker(enamel, 0.25F)));
}

void plant(Canvas& c, const Air& air, Point foot) {
  for (const Point tip : {Point{-0.05F, -0.12F}, Point{0.0F, -0.15F}, Point{0.05F, -0.12F}}) {
    c.fill(leaf({foot.x, foot.y - 0.04F}, {foot.x + tip.x, foot.y + tip.y}, 0.016F, 0.016F),
           air.lit(hex(0x4FA55A)));
  }
  c.fill(polygon({{foot.x - 0.036F, foot.y - 0.055F},
                  {foot.x + 0.036F, foot.y - 0.055F},
                  {foot.x + 0.026F, foot.y},
                  {foot.x - 0.026F, foot.y}}),
         air.lit(hex(0xD9784F)));
}

}  // namespace

void paint_kitchen(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const float floor = c.y(0.64F), top = floor - 0.235F;  // of the counter
  const float tiles = top - 0.26F;                       // where the tiled part of the wall ends
  const float side = layout == 1 ? -1.0F : 1.0F;
  const Color front = layout == 0 ? hex(0x6FA8A0) : layout == 1 ? hex(0x7D9CC4) : hex(0x93AE78);

  c.everywhere(downwards(0, air.lit(hex(0xFBEBD0)), floor, air.lit(hex(0xF5DFBC))));
  c.fill(rectangle({-9, tiles, 9, top}), air.lit(hex(0xD9E3E0)));
  c.fill(panes({-1.28F, tiles, 1.28F, top}, 32, 4, 0.93F, 0.91F), air.lit(hex(0xF6FAF8)));

  const float glass = layout == 2 ? 0.0F : -0.13F * side;
  cupboards(c, air, glass + 0.235F, glass + 0.235F + 0.16F * 7, tiles - 0.22F, tiles + 0.03F, front);
  cupboards(c, air, glass - 0.235F - 0.16F * 7, glass - 0.235F, tiles - 0.22F, tiles + 0.03F, front);
  window(c, outside, {glass - 0.165F, tiles - 0.165F, glass + 0.165F, top - 0.055F}, air.lit(hex(0xFFFFFF)),
         layout);

  // The counter and what stands on it.
  cupboards(c, air, -1.24F, 1.24F, top + 0.03F, floor - 0.02F, front);
  c.fill(rectangle({-9, floor - 0.022F, 9, floor}), air.lit(hex(0x4B4A52)));
  const float hob = layout == 2 ? 0.36F : 0.33F * side;
  c.fill(rectangle({hob - 0.13F, top + 0.035F, hob + 0.13F, floor - 0.02F}, 0.008F), air.lit(hex(0xE9ECEF)));
  c.fill(rectangle({hob - 0.10F, top + 0.085F, hob + 0.10F, floor - 0.045F}, 0.012F),
         air.lamps() ? mix(air.lit(hex(0x3A3F4A)), hex(0xFFB457), 0.5F) : air.lit(hex(0x3A3F4A)));
  c.fill(rectangle({hob - 0.09F, top + 0.062F, hob + 0.09F, top + 0.074F}, 0.006F), air.lit(hex(0x9AA3AD)));
  c.fill(rectangle({-9, top, 9, top + 0.032F}), air.lit(hex(0xC78F5B)));
  c.fill(rectangle({-9, top, 9, top + 0.010F}), air.lit(hex(0xDDAA76)));
  pot(c, air, {hob, top}, hex(0xE2574C));
  plant(c, air, {-0.42F * side, top});
  c.fill(rectangle({-0.33F * side - 0.02F, top - 0.10F, -0.33F * side + 0.02F, top}, 0.01F),
         air.lit(hex(0xF2C14E)));
  // The tap under the window.
  c.fill(stroke(curve({glass + 0.06F, top}, {glass + 0.06F, top - 0.15F}, {glass - 0.015F, top - 0.065F}, 6),
                0.016F, 0.014F),
         air.lit(hex(0xA5AFB8)));

  c.fill(under(level(floor)), downwards(floor, air.lit(hex(0xE9C79C)), c.bottom(), air.lit(hex(0xDDB586))));
  floor_lines(c, floor, 0.17F, air.lit(hex(0xD2A877)), true);
  hanging_lamp(c, air, {layout == 2 ? -0.32F : 0.28F * side, std::max(0.10F, tiles - 0.30F)}, hex(0xE8604C));
}

}  // namespace reverie::paint
