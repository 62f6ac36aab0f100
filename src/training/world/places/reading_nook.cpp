// training/world/places/reading_nook.cpp
//
// A cosy corner: bookshelves from floor to ceiling, an armchair, a lamp, a window and a rug.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void armchair(Canvas& c, const Air& air, Point foot, float w, Color cloth) {
  const Color light = air.lit(lighter(cloth, 0.12F)), body = air.lit(cloth),
              dark = air.lit(darker(cloth, 0.20F));
  const float l = foot.x - w / 2, r = foot.x + w / 2, b = foot.y;
  contact_shadow(c, {foot.x, b}, w * 1.15F, 0.25F);
  for (const float x : {l + w * 0.14F, r - w * 0.14F}) {
    c.fill(
        polygon({{x - 0.016F, b - w * 0.14F}, {x + 0.016F, b - w * 0.14F}, {x + 0.009F, b}, {x - 0.009F, b}}),
        air.lit(hex(0x5C3D29)));
  }
  c.fill(rectangle({l + w * 0.10F, b - w * 0.98F, r - w * 0.10F, b - w * 0.30F}, w * 0.20F), body);
  c.fill(rectangle({l + w * 0.18F, b - w * 0.90F, r - w * 0.18F, b - w * 0.36F}, w * 0.15F), light);
  c.fill(rectangle({l + w * 0.10F, b - w * 0.46F, r - w * 0.10F, b - w * 0.11F}, w * 0.05F), dark);
  c.fill(rectangle({l + w * 0.15F, b - w * 0.50F, r - w * 0.15F, b - w * 0.30F}, w * 0.08F), light);
  for (const float x : {l + w * 0.09F, r - w * 0.09F}) {
    c.fill(rectangle({x - w * 0.10F, b - w * 0.60F, x + w * 0.10F, b - w * 0.11F}, w * 0.10F), body);
    c.fill(circle({x, b - w * 0.50F}, w * 0.06F), dark);
  }
  c.fill(rectangle(box_at({foot.x + w * 0.06F, b - w * 0.58F}, w * 0.30F, w * 0.26F), w * 0.06F),
         air.lit(hex(0xF2C75C)));
}

}  // namespace

void paint_reading_nook(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const float floor = c.y(0.62F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  const Color cloth = layout == 0 ? hex(0x2F8F83) : layout == 1 ? hex(0xC2573F) : hex(0x5B6FB5);

  c.everywhere(downwards(0, air.lit(hex(0xF3DDB9)), floor, air.lit(hex(0xECCFA3))));
  const float middle = layout == 2 ? 0.0F : 0.10F * side, half = 0.185F;  // of the window bay
  bookshelves(c, air, -1.3F, middle - half, floor, 1 + layout);
  bookshelves(c, air, middle + half, 1.3F, floor, 5 + layout);
  const float sill = floor - 0.20F, lintel = std::max(0.05F, sill - c.rise(0.34F));
  window(c, outside, {middle - half + 0.05F, lintel, middle + half - 0.05F, sill}, air.lit(hex(0xFFFFFF)),
         layout);
  c.fill(rectangle({-9, floor - 0.026F, 9, floor}), air.lit(hex(0x7C5036)));

  c.fill(under(level(floor)), downwards(floor, air.lit(hex(0xC98F5E)), c.bottom(), air.lit(hex(0xB67C4D))));
  floor_lines(c, floor, 0.15F, air.lit(hex(0xAB7347)), false);
  const Point rug{0.0F, c.y(0.84F)};
  c.fill(ellipse(rug, 0.56F, c.y(0.115F)), air.lit(hex(0xB5564A)));
  c.fill(ellipse(rug, 0.52F, c.y(0.100F)), air.lit(hex(0xF0DDBB)));
  c.fill(ellipse(rug, 0.49F, c.y(0.088F)), air.lit(hex(0xC96A58)));

  const float chair = (layout == 2 ? 0.30F : -0.31F) * side;
  floor_lamp(c, air, {chair + (chair < 0 ? -0.13F : 0.13F), floor + 0.03F}, 0.44F);
  armchair(c, air, {chair, floor + 0.075F}, 0.31F, cloth);
}

}  // namespace reverie::paint
