// training/world/places/restaurant.cpp
//
// A fine restaurant at white-clothed tables: candles and glasses, a chandelier, heavy curtains before a
// window over the town, a rack of wine.
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
  Color wall, panel, cloth, carpet, seat;
};

void wine_glass(Canvas& c, const Air& air, Point foot, Color wine) {
  c.fill(rectangle(box_at({foot.x, foot.y - 0.014F}, 0.004F, 0.028F)), air.lit(hex(0xE6EEF2)));
  c.fill(ellipse({foot.x, foot.y - 0.002F}, 0.012F, 0.003F), air.lit(hex(0xE6EEF2)));
  c.fill(ellipse({foot.x, foot.y - 0.042F}, 0.013F, 0.019F), air.lit(hex(0xE6EEF2)), 0.8F);
  c.fill(overlap(ellipse({foot.x, foot.y - 0.041F}, 0.011F, 0.016F), under(level(foot.y - 0.045F))),
         air.lit(wine));
}

void candle(Canvas& c, const Air& air, Point foot) {
  if (air.lamps()) c.glow({foot.x, foot.y - 0.075F}, 0.20F, hex(0xFFC870), 0.7F);
  c.fill(rectangle(box_at({foot.x, foot.y - 0.006F}, 0.034F, 0.012F), 0.005F), air.lit(hex(0xD6A94C)));
  c.fill(rectangle(box_at({foot.x, foot.y - 0.035F}, 0.012F, 0.052F), 0.003F), air.lit(hex(0xFFF8E6)));
  c.fill(leaf({foot.x, foot.y - 0.060F}, {foot.x, foot.y - 0.088F}, 0.008F, 0.008F), hex(0xFFB84A));
}

void padded_chair(Canvas& c, const Air& air, Point foot, float facing, Color seat) {
  const float back = foot.x - facing * 0.045F;
  contact_shadow(c, foot, 0.13F, 0.18F);
  for (const float x : {-0.042F, 0.042F})
    c.fill(rectangle(box_at({foot.x + x, foot.y - 0.045F}, 0.012F, 0.09F)), air.lit(hex(0x3A2418)));
  c.fill(rectangle(box_at({back, foot.y - 0.170F}, 0.052F, 0.180F), 0.022F), air.lit(hex(0x5A3824)));
  c.fill(rectangle(box_at({back, foot.y - 0.172F}, 0.036F, 0.156F), 0.016F), air.lit(seat));
  c.fill(rectangle(box_at({foot.x, foot.y - 0.098F}, 0.112F, 0.030F), 0.012F), air.lit(lighter(seat, 0.12F)));
}

void dining_table(Canvas& c, const Air& air, Point foot, float w, const Look& look) {
  const float top = foot.y - 0.145F, l = foot.x - w / 2, r = foot.x + w / 2;
  padded_chair(c, air, {l - 0.055F, foot.y - 0.010F}, 1, look.seat);
  padded_chair(c, air, {r + 0.055F, foot.y - 0.010F}, -1, look.seat);
  contact_shadow(c, foot, w * 1.1F, 0.25F);
  c.fill(polygon({{l + 0.004F, top},
                  {r - 0.004F, top},
                  {r + 0.022F, foot.y - 0.004F},
                  {l - 0.022F, foot.y - 0.004F}}),
         folds(w * 0.17F, foot.x, air.lit(hex(0xD5D0CC)), air.lit(hex(0xFAF7F2))));
  c.fill(polygon({{l, top - 0.010F},
                  {r, top - 0.010F},
                  {r + 0.006F, top + 0.020F},
                  {foot.x, top + 0.058F},
                  {l - 0.006F, top + 0.020F}}),
         air.lit(look.cloth));
  c.fill(ellipse({foot.x, top - 0.006F}, w * 0.52F, 0.020F), air.lit(hex(0xFFFFFF)));
  candle(c, air, {foot.x, top - 0.006F});
  for (const float s : {-1.0F, 1.0F}) {
    c.fill(ellipse({foot.x + s * w * 0.30F, top - 0.003F}, 0.030F, 0.007F), air.lit(hex(0xE3E3E6)));
    wine_glass(c, air, {foot.x + s * w * 0.16F, top - 0.006F}, hex(0xA8243C));
  }
}

void chandelier(Canvas& c, const Air& air, Point p, float s) {
  const Color gold = air.lit(hex(0xD6A94C));
  c.fill(rectangle({p.x - 0.003F, -1, p.x + 0.003F, p.y}), gold);
  c.glow({p.x, p.y + 0.01F}, 0.42F * s, hex(0xFFE0A0), air.lamps() ? 0.65F : 0.25F);
  c.fill(ellipse({p.x, p.y + 0.035F * s}, 0.022F * s, 0.036F * s), gold);
  for (const float k : {-1.0F, -0.55F, 0.55F, 1.0F}) {
    const Point tip{p.x + 0.135F * s * k, p.y + 0.012F * s};
    c.fill(stroke(curve({p.x, p.y + 0.045F * s}, {tip.x, p.y + 0.085F * s}, tip, 6), 0.007F * s, 0.006F * s),
           gold);
    c.fill(rectangle(box_at({tip.x, tip.y - 0.014F * s}, 0.010F * s, 0.030F * s)), air.lit(hex(0xFFF8E6)));
    c.fill(leaf({tip.x, tip.y - 0.028F * s}, {tip.x, tip.y - 0.058F * s}, 0.009F * s, 0.009F * s),
           air.lamps() ? hex(0xFFE9A8) : air.lit(hex(0xFFE6A0)));
    c.fill(leaf({tip.x, tip.y + 0.012F * s}, {tip.x, tip.y + 0.042F * s}, 0.007F * s, 0.007F * s),
           air.lit(hex(0xE3F2F7)));
  }
  c.fill(leaf({p.x, p.y + 0.070F * s}, {p.x, p.y + 0.115F * s}, 0.011F * s, 0.011F * s),
         air.lit(hex(0xE3F2F7)));
}

void tall_window(Canvas& c, const Air& air, const Air& outside, Box b, const Look& look, int layout) {
  c.fill(rectangle({b.left - 0.018F, b.top - 0.018F, b.right + 0.018F, b.bottom + 0.018F}, 0.004F),
         air.lit(hex(0xF3E7D2)));
  view_of_skyline(c, outside, rectangle(b), b, layout);
  glazing(c, b, 2, 3, 0.010F, air.lit(hex(0xF3E7D2)));
  const float reach = (b.right - b.left) * 0.42F;
  tied_curtain(c, air, {b.left - 0.05F, b.top - 0.03F, b.left + reach, b.bottom + 0.09F}, look.seat, -1);
  tied_curtain(c, air, {b.right - reach, b.top - 0.03F, b.right + 0.05F, b.bottom + 0.09F}, look.seat, 1);
  c.fill(rectangle({b.left - 0.07F, b.top - 0.044F, b.right + 0.07F, b.top - 0.016F}, 0.006F),
         air.lit(hex(0xD6A94C)));
}

// A cabinet of bottles that show their ends.
void wine_rack(Canvas& c, const Air& air, Box b) {
  c.fill(rectangle(b, 0.004F), air.lit(hex(0x5A3520)));
  const Box in{b.left + 0.012F, b.top + 0.012F, b.right - 0.012F, b.bottom - 0.012F};
  c.fill(rectangle(in), air.lit(hex(0x321B12)));
  const int across = std::max(2, static_cast<int>((in.right - in.left) / 0.048F)),
            down = std::max(2, static_cast<int>((in.bottom - in.top) / 0.048F));
  const Color ends[] = {hex(0x7C2436), hex(0x2F5A3C), hex(0xC9A24A)};
  for (int i = 0; i < 3; ++i) {
    c.fill(
        panes(in, across, down, 0.56F, 0.56F, [=](int x, int y) { return (x * 2 + y * 5 + x * y) % 3 == i; }),
        air.lit(ends[i]));
  }
  glazing(c, in, across, down, 0.005F, air.lit(hex(0x7A4A2C)));
  c.fill(rectangle({b.left - 0.012F, b.top - 0.014F, b.right + 0.012F, b.top + 0.006F}, 0.003F),
         air.lit(hex(0x7A4A2C)));
}

}  // namespace

void paint_restaurant(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0x3C4F78), hex(0x2F3E60), hex(0xE6C98A), hex(0x6E4A4A), hex(0x9C2F3C)},
                        {hex(0x7C3540), hex(0x5F2832), hex(0xEAD9B4), hex(0x5A4A52), hex(0x2F5A54)},
                        {hex(0xC9B48E), hex(0x8A6A44), hex(0xB9C9A4), hex(0x7A6A50), hex(0x3F5F8C)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(darker(look.wall, 0.14F)), floor, air.lit(lighter(look.wall, 0.08F))));
  wainscot(c, air, floor - 0.16F, floor, 0.13F, look.panel);
  c.fill(rectangle({-9, floor - 0.164F, 9, floor - 0.150F}), air.lit(hex(0xD6A94C)));

  const float sill = floor - 0.10F, head = std::max(0.085F, sill - c.rise(0.42F));
  const float high = std::max(0.07F, floor - 0.50F);
  const auto tall = [&](float x, float w) {
    tall_window(c, air, outside, {x - w / 2, head, x + w / 2, sill}, look, layout);
  };
  if (layout == 2) {
    tall(-0.31F, 0.22F);
    tall(0.31F, 0.22F);
    tall(-0.85F, 0.22F);
    tall(0.85F, 0.22F);
    framed_picture(c, air, box_at({0, floor - 0.31F}, 0.19F, 0.24F), hex(0xD6A23E), 2);
  } else {
    tall(0.25F * side, 0.34F);
    tall(0.83F * side, 0.34F);
    wine_rack(c, air,
              {std::min(-0.46F * side, -0.20F * side), floor - 0.37F, std::max(-0.46F * side, -0.20F * side),
               floor});
    wine_rack(c, air,
              {std::min(-0.98F * side, -0.70F * side), floor - 0.37F, std::max(-0.98F * side, -0.70F * side),
               floor});
    framed_picture(c, air, box_at({-0.33F * side, floor - 0.475F}, 0.20F, 0.135F), hex(0xD6A23E), layout);
    framed_picture(c, air, box_at({-0.07F * side, floor - 0.33F}, 0.105F, 0.14F), hex(0xD6A23E), 2);
  }
  c.fill(under(level(floor)),
         downwards(floor, air.lit(look.carpet), c.bottom(), air.lit(darker(look.carpet, 0.12F))));
  c.fill(rectangle({-9, floor, 9, floor + 0.014F}), hex(0x0A1430), 0.22F);
  rug(c, air, {0, c.y(0.84F)}, 0.58F, c.y(0.115F), lighter(look.carpet, 0.10F), look.carpet,
      lighter(look.carpet, 0.06F));

  if (layout == 2) {
    chandelier(c, air, {0, high - 0.035F}, 1.15F);
    dining_table(c, air, {-0.31F, floor + 0.075F}, 0.20F, look);
    dining_table(c, air, {0.31F, floor + 0.075F}, 0.20F, look);
    dining_table(c, air, {-0.88F, floor + 0.075F}, 0.20F, look);
    dining_table(c, air, {0.88F, floor + 0.075F}, 0.20F, look);
  } else {
    chandelier(c, air, {0.02F * side, high - 0.03F}, 1.0F);
    dining_table(c, air, {0.25F * side, floor + 0.080F}, 0.23F, look);
    dining_table(c, air, {0.90F * side, floor + 0.080F}, 0.23F, look);
    potted_plant(c, air, {-0.10F * side, floor + 0.030F}, 0.30F, hex(0xC9A24A), 2);
    if (layout == 1) dining_table(c, air, {0.34F, floor + 0.090F}, 0.16F, look);
    dining_table(c, air, {-0.86F * side, floor + 0.085F}, 0.20F, look);
  }
}

}  // namespace reverie::paint
