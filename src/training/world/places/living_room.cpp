// training/world/places/living_room.cpp
//
// A living room: a wide sofa under framed pictures, a fireplace with its fire, a rug, a plant.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

struct Look {
  Color wall, sofa, cushion, frame, rug, ring, boards;
};

void sofa(Canvas& c, const Air& air, Point foot, float w, const Look& look) {
  const Color light = air.lit(lighter(look.sofa, 0.12F)), body = air.lit(look.sofa),
              dark = air.lit(darker(look.sofa, 0.18F));
  const float l = foot.x - w / 2, r = foot.x + w / 2, b = foot.y;
  contact_shadow(c, foot, w * 1.08F, 0.25F);
  for (const float x : {l + 0.05F, r - 0.05F})
    c.fill(rectangle({x - 0.010F, b - 0.03F, x + 0.010F, b}), air.lit(hex(0x5C3D29)));
  c.fill(rectangle({l + 0.03F, b - 0.245F, r - 0.03F, b - 0.08F}, 0.045F), body);
  for (const float s : {-1.0F, 1.0F}) {  // two back cushions, two seats
    const float x = foot.x + s * (w / 4 - 0.022F);
    c.fill(rectangle(box_at({x, b - 0.172F}, w / 2 - 0.062F, 0.118F), 0.032F), light);
    c.fill(rectangle(box_at({x, b - 0.098F}, w / 2 - 0.048F, 0.052F), 0.020F), light);
  }
  c.fill(rectangle({l + 0.03F, b - 0.080F, r - 0.03F, b - 0.022F}, 0.012F), dark);
  for (const float x : {l + 0.030F, r - 0.030F}) {
    c.fill(rectangle({x - 0.038F, b - 0.168F, x + 0.038F, b - 0.022F}, 0.034F), body);
    c.fill(rectangle({x - 0.026F, b - 0.156F, x + 0.026F, b - 0.120F}, 0.018F), light);
  }
  c.fill(rectangle(box_at({l + w * 0.21F, b - 0.150F}, 0.082F, 0.082F), 0.018F), air.lit(look.cushion));
  c.fill(rectangle(box_at({r - w * 0.21F, b - 0.150F}, 0.082F, 0.082F), 0.018F), air.lit(hex(0xF4E8D2)));
}

void flames(Canvas& c, const Air& air, Point foot, float size) {
  c.glow({foot.x, foot.y - 0.04F}, air.lamps() ? size * 4.5F : size * 2.4F, hex(0xFFA03C),
         air.lamps() ? 0.62F : 0.40F);
  c.fill(leaf({foot.x - size * 0.30F, foot.y}, {foot.x - size * 0.22F, foot.y - size * 0.80F}, size * 0.20F,
              size * 0.16F),
         hex(0xF2713A));
  c.fill(leaf({foot.x + size * 0.30F, foot.y}, {foot.x + size * 0.26F, foot.y - size * 0.70F}, size * 0.16F,
              size * 0.20F),
         hex(0xF2713A));
  c.fill(leaf({foot.x, foot.y}, {foot.x + size * 0.04F, foot.y - size * 1.15F}, size * 0.26F, size * 0.26F),
         hex(0xFA9440));
  c.fill(leaf({foot.x, foot.y}, {foot.x, foot.y - size * 0.66F}, size * 0.15F, size * 0.15F), hex(0xFFE07A));
}

void fireplace(Canvas& c, const Air& air, float x, float floor, Color stone, int motif, const Look& look) {
  const float half = 0.165F, mantel = floor - 0.245F;
  c.fill(rectangle({x - half + 0.03F, -1, x + half - 0.03F, mantel}),
         blend({x - half, 0}, air.lit(lighter(look.wall, 0.14F)), {x + half, 0},
               air.lit(darker(look.wall, 0.05F))));
  c.fill(rectangle({x - half, mantel, x + half, floor + 0.014F}), air.lit(stone));
  c.fill(panes({x - half, mantel + 0.04F, x + half, floor}, 6, 5, 0.93F, 0.86F),
         air.lit(lighter(stone, 0.12F)));
  const Box mouth{x - half * 0.62F, mantel + 0.070F, x + half * 0.62F, floor + 0.010F};
  c.fill(unite({rectangle({mouth.left, mouth.top + 0.03F, mouth.right, mouth.bottom}),
                ellipse({x, mouth.top + 0.032F}, half * 0.62F, 0.034F)}),
         air.lit(hex(0x33261F)));
  for (const float s : {-1.0F, 1.0F}) {
    c.fill(stroke({{x - s * 0.055F, floor - 0.004F}, {x + s * 0.05F, floor - 0.022F}}, 0.022F, 0.020F),
           air.lit(hex(0x7A4A2B)));
  }
  flames(c, air, {x, floor - 0.016F}, 0.092F);
  c.fill(rectangle({x - half - 0.030F, mantel - 0.012F, x + half + 0.030F, mantel + 0.022F}, 0.005F),
         air.lit(hex(0x8A5A38)));
  c.fill(rectangle({x - half - 0.030F, mantel - 0.012F, x + half + 0.030F, mantel - 0.004F}),
         air.lit(hex(0xB07C50)));
  framed_picture(c, air, box_at({x, mantel - 0.165F}, 0.21F, 0.155F), look.frame, motif);
  vase(c, air, {x - half + 0.012F, mantel - 0.012F}, 0.105F, look.cushion, hex(0xF7EFE2));
  for (const float k : {0.0F, 0.030F}) {  // two candles
    const Point p{x + half - 0.035F + k, mantel - 0.012F};
    const float h = k == 0 ? 0.062F : 0.044F;
    c.fill(rectangle({p.x - 0.008F, p.y - h, p.x + 0.008F, p.y}, 0.003F), air.lit(hex(0xFBF3DF)));
    if (air.lamps()) c.fill(leaf({p.x, p.y - h}, {p.x, p.y - h - 0.022F}, 0.006F, 0.006F), hex(0xFFC85A));
  }
}

void gallery_wall(Canvas& c, const Air& air, Point p, Color frame, int layout) {
  framed_picture(c, air, box_at({p.x - 0.105F, p.y}, 0.155F, 0.19F), frame, layout + 1);
  framed_picture(c, air, box_at({p.x + 0.065F, p.y - 0.045F}, 0.135F, 0.10F), darker(frame, 0.3F),
                 layout + 4);
  framed_picture(c, air, box_at({p.x + 0.065F, p.y + 0.062F}, 0.135F, 0.085F), frame, layout + 2);
}

}  // namespace

void paint_living_room(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0xE6DCC8), hex(0x3F8C86), hex(0xE2A33C), hex(0xB88A4A), hex(0xD9694E),
                         hex(0xF4E6CC), hex(0xC99868)},
                        {hex(0x9DB4A6), hex(0xC8603F), hex(0x2F5F6E), hex(0xE0C080), hex(0x3E6A73),
                         hex(0xEBDDC0), hex(0xB98A60)},
                        {hex(0xDFCDD6), hex(0x5C5F9E), hex(0xE58F7B), hex(0xA8764E), hex(0x7E6FA6),
                         hex(0xF2E7EA), hex(0xC49B78)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(darker(look.wall, 0.05F)), floor, air.lit(lighter(look.wall, 0.10F))));
  c.fill(rectangle({-9, floor - 0.034F, 9, floor}), air.lit(hex(0xFBF6EC)));
  board_floor(c, air, floor, look.boards, 0.15F);
  rug(c, air, {0, c.y(0.83F)}, 0.56F, c.y(0.115F), look.rug, look.ring, lighter(look.rug, 0.14F));

  if (layout == 2) {  // the fire in the middle, a small sofa under a window on both sides
    fireplace(c, air, 0, floor, hex(0xB5A9A0), 0, look);
    const float sill = floor - 0.20F, head = std::max(0.07F, sill - c.rise(0.27F));
    for (const float x : {-0.36F, 0.36F, -0.80F, 0.80F}) {
      window(c, outside, {x - 0.085F, head, x + 0.085F, sill}, air.lit(hex(0xFFFFFF)), x < 0 ? 1 : 0);
    }
    for (const float x : {-0.355F, 0.355F, -0.93F, 0.93F})
      sofa(c, air, {x, floor + 0.075F}, std::abs(x) < 0.5F ? 0.27F : 0.42F, look);
    for (const float x : {-0.60F, 0.60F}) floor_lamp(c, air, {x, floor + 0.03F}, 0.42F);
    return;
  }
  fireplace(c, air, 0.28F * side, floor, layout == 0 ? hex(0xA9705A) : hex(0xC9BDA6), 1 - layout, look);
  gallery_wall(c, air, {-0.22F * side, floor - 0.39F}, look.frame, layout);
  gallery_wall(c, air, {0.86F * side, floor - 0.37F}, look.frame, layout + 1);
  if (layout == 0) {
    floor_lamp(c, air, {0.072F, floor + 0.025F}, 0.44F);
    potted_plant(c, air, {0.485F, floor + 0.05F}, 0.26F, hex(0xF1E7D6), 2);
  } else {
    potted_plant(c, air, {0.46F, floor + 0.045F}, 0.38F, hex(0xE0B07A), 2);
    floor_lamp(c, air, {-0.072F, floor + 0.025F}, 0.44F);
  }
  sofa(c, air, {-0.20F * side, floor + 0.070F}, 0.46F, look);
  sofa(c, air, {0.92F * side, floor + 0.070F}, 0.46F, look);
  sofa(c, air, {-0.98F * side, floor + 0.070F}, 0.46F, look);
}

}  // namespace reverie::paint
