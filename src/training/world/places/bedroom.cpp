// training/world/places/bedroom.cpp
//
// A bedroom: a bed with plump pillows, a bedside lamp, a window between curtains, a soft rug.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

struct Look {
  Color wall, stripe, blanket, curtains, wood, rug;
};

// Seen from its foot: headboard, pillows, the blanket turned back.
void bed(Canvas& c, const Air& air, Point foot, float w, const Look& look) {
  const float l = foot.x - w / 2, r = foot.x + w / 2, b = foot.y, m = foot.x;
  contact_shadow(c, foot, w * 1.12F, 0.25F);
  for (const float x : {l + 0.02F, r - 0.02F})
    c.fill(rectangle({x - 0.014F, b - 0.04F, x + 0.014F, b}), air.lit(darker(look.wood, 0.3F)));
  c.fill(rectangle({l + 0.01F, b - 0.365F, r - 0.01F, b - 0.10F}, 0.07F), air.lit(look.wood));
  c.fill(rectangle({l + 0.035F, b - 0.340F, r - 0.035F, b - 0.10F}, 0.055F),
         air.lit(lighter(look.wood, 0.14F)));
  c.fill(rectangle({l, b - 0.175F, r, b - 0.03F}, 0.020F), air.lit(hex(0xFBF7EF)));
  for (const float s : {-1.0F, 1.0F}) {
    const Point p{m + s * w * 0.235F, b - 0.198F};
    c.fill(rectangle(box_at(p, w * 0.42F, 0.092F), 0.036F), air.lit(hex(0xE9E2D6)));
    c.fill(rectangle(box_at({p.x, p.y - 0.006F}, w * 0.40F, 0.076F), 0.034F), air.lit(hex(0xFFFFFF)));
  }
  c.fill(rectangle(box_at({m, b - 0.178F}, w * 0.28F, 0.062F), 0.026F), air.lit(look.curtains));
  c.fill(
      rectangle({l - 0.012F, b - 0.150F, r + 0.012F, b - 0.014F}, 0.024F),
      downwards(b - 0.15F, air.lit(lighter(look.blanket, 0.12F)), b, air.lit(darker(look.blanket, 0.16F))));
  c.fill(rectangle({l - 0.012F, b - 0.156F, r + 0.012F, b - 0.122F}, 0.014F),
         air.lit(lighter(look.blanket, 0.55F)));
  for (int i = 0; i < 7; ++i) {  // a sprinkle of dots on the blanket
    const float x = l + w * (0.10F + 0.133F * static_cast<float>(i)), y = b - (i % 2 == 0 ? 0.092F : 0.060F);
    c.fill(circle({x, y}, 0.0095F), air.lit(lighter(look.blanket, 0.42F)));
  }
}

void night_stand(Canvas& c, const Air& air, Point foot, const Look& look, bool lamp) {
  contact_shadow(c, foot, 0.16F, 0.2F);
  c.fill(rectangle({foot.x - 0.062F, foot.y - 0.125F, foot.x + 0.062F, foot.y}, 0.006F), air.lit(look.wood));
  for (const float y : {0.092F, 0.040F}) {
    c.fill(rectangle(box_at({foot.x, foot.y - y}, 0.104F, 0.042F), 0.004F),
           air.lit(lighter(look.wood, 0.14F)));
    c.fill(circle({foot.x, foot.y - y}, 0.006F), air.lit(hex(0xE3B45A)));
  }
  c.fill(rectangle({foot.x - 0.070F, foot.y - 0.135F, foot.x + 0.070F, foot.y - 0.122F}, 0.004F),
         air.lit(lighter(look.wood, 0.25F)));
  if (lamp) {
    table_lamp(c, air, {foot.x, foot.y - 0.133F}, 0.15F, look.curtains);
  } else {
    vase(c, air, {foot.x, foot.y - 0.133F}, 0.12F, hex(0xFFFFFF), hex(0xF6A8B8));
  }
}

void curtained_window(Canvas& c, const Air& air, const Air& outside, float x, float floor, const Look& look,
                      int layout) {
  const float sill = floor - 0.215F, head = std::max(0.085F, sill - c.rise(0.30F)), half = 0.13F;
  window(c, outside, {x - half, head, x + half, sill}, air.lit(hex(0xFFFFFF)), layout);
  for (const float s : {-1.0F, 1.0F}) {
    const float in = x + s * (half - 0.035F), out = x + s * (half + 0.075F);
    tied_curtain(c, air, {std::min(in, out), head - 0.045F, std::max(in, out), floor - 0.075F}, look.curtains,
                 s);
  }
  c.fill(rectangle({x - half - 0.10F, head - 0.056F, x + half + 0.10F, head - 0.042F}, 0.007F),
         air.lit(look.wood));
  for (const float s : {-1.0F, 1.0F})
    c.fill(circle({x + s * (half + 0.10F), head - 0.049F}, 0.012F), air.lit(look.wood));
}

}  // namespace

void paint_bedroom(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {
      {hex(0xC9D6E6), hex(0xD6E0EC), hex(0x5B7FB5), hex(0xF0C77A), hex(0xA8754C), hex(0xF2E6CF)},
      {hex(0xF1D3CE), hex(0xF6DFDA), hex(0xC76B7E), hex(0x8FB0A0), hex(0x8C5F48), hex(0xF4EBDD)},
      {hex(0xCBD9C2), hex(0xD6E2CE), hex(0xE0A04C), hex(0x6F9A8C), hex(0x9A6E48), hex(0xEFE3C8)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(look.wall), floor, air.lit(lighter(look.wall, 0.10F))));
  c.fill(panes({-1.26F, -0.1F, 1.26F, floor}, 18, 1, 0.5F, 1.0F), air.lit(look.stripe));
  c.fill(rectangle({-9, floor - 0.030F, 9, floor}), air.lit(hex(0xFBF7EF)));
  c.fill(rectangle({-9, floor - 0.034F, 9, floor - 0.028F}), air.lit(hex(0xD9D2C4)));

  const float at = layout == 2 ? 0.0F : -0.22F * side, glass = layout == 2 ? 0.34F : 0.27F * side;
  curtained_window(c, air, outside, glass, floor, look, layout);
  if (layout == 2) curtained_window(c, air, outside, -0.34F, floor, look, 1);
  curtained_window(c, air, outside, layout == 2 ? 0.92F : 0.95F * side, floor, look, layout);
  if (layout == 2) curtained_window(c, air, outside, -0.92F, floor, look, layout);
  const float hang = floor - 0.455F;
  if (layout == 2) {
    framed_picture(c, air, box_at({at, hang}, 0.19F, 0.15F), hex(0xE0B45A), 0);
  } else {
    framed_picture(c, air, box_at({at - 0.085F, hang}, 0.13F, 0.16F), hex(0xB5855A), 2);
    framed_picture(c, air, box_at({at + 0.085F, hang}, 0.13F, 0.16F), hex(0xB5855A), layout == 0 ? 1 : 4);
  }

  board_floor(c, air, floor, layout == 1 ? hex(0xC79A72) : hex(0xD2A876), 0.15F);
  rug(c, air, {0.04F * side, c.y(0.83F)}, 0.50F, c.y(0.110F), darker(look.rug, 0.10F), look.rug,
      lighter(look.rug, 0.30F));
  light_patch(c, outside, {glass - 0.12F, floor + 0.05F}, 0.24F, c.y(0.12F), -0.10F * side);
  night_stand(c, air, {at + 0.265F * side, floor + 0.020F}, look, true);
  night_stand(c, air, {at - 0.265F * side, floor + 0.020F}, look, false);
  bed(c, air, {at, floor + 0.070F}, 0.37F, look);
}

}  // namespace reverie::paint
