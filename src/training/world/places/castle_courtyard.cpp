// training/world/places/castle_courtyard.cpp
//
// Inside a castle: curtain walls with battlements, round towers, a gate or a keep, banners, torches, a well.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

const Color kStone = hex(0xC3BAAC), kRoof = hex(0x4F6EA8);

// Scattered blocks that stand out of a wall, as a hint of masonry.
void blocks(Canvas& c, const Air& air, Box b, int seed) {
  const int across = std::max(2, static_cast<int>((b.right - b.left) / 0.062F)),
            up = std::max(2, static_cast<int>((b.bottom - b.top) / 0.036F));
  const auto keep = [=](int column, int row) {
    return (column * 11 + row * 7 + column * row * 3 + seed) % 7 == 0;
  };
  c.fill(panes(b, across, up, 0.84F, 0.66F, keep), air.lit(darker(kStone, 0.13F)), 0.75F);
}

void curtain_wall(Canvas& c, const Air& air, float left, float right, float top, float foot) {
  c.fill(battlements(left, right, top + 0.002F, 0.034F), air.lit(kStone));
  c.fill(rectangle({left, top, right, foot}),
         downwards(top, air.lit(kStone), foot, air.lit(darker(kStone, 0.16F))));
  c.fill(rectangle({left, top + 0.022F, right, top + 0.036F}), air.lit(lighter(kStone, 0.22F)));
  blocks(c, air, {left, top + 0.045F, right, foot}, 2);
}

void slit(Canvas& c, const Air& air, Point m, float h) {
  c.fill(rectangle(box_at(m, h * 0.52F, h * 1.14F), h * 0.26F), air.lit(lighter(kStone, 0.2F)));
  c.fill(rectangle(box_at(m, h * 0.34F, h), h * 0.17F), air.lamps() ? hex(0xFFC964) : air.lit(hex(0x4A4A5C)));
}

// A round tower; its cone of slates carries a pennant.
void round_tower(Canvas& c, const Air& air, float x, float w, float top, float foot, Color flag) {
  const float l = x - w / 2, r = x + w / 2, h = w * 1.05F;
  c.fill(stroke({{x, top - h}, {x, top - h - w * 0.42F}}, 0.006F, 0.005F), air.lit(hex(0x5A4A44)));
  c.fill(polygon({{x, top - h - w * 0.40F}, {x + w * 0.46F, top - h - w * 0.28F}, {x, top - h - w * 0.14F}}),
         air.lit(flag));
  c.fill(rectangle({l, top, r, foot}),
         blend({l, 0}, air.lit(lighter(kStone, 0.10F)), {r, 0}, air.lit(darker(kStone, 0.30F))));
  blocks(c, air, {l, top + 0.04F, r - w * 0.2F, foot}, 4);
  c.fill(rectangle({l - w * 0.08F, top - 0.008F, r + w * 0.08F, top + 0.032F}, 0.006F),
         blend({l, 0}, air.lit(lighter(kStone, 0.2F)), {r, 0}, air.lit(darker(kStone, 0.2F))));
  c.fill(polygon({{l - w * 0.12F, top}, {r + w * 0.12F, top}, {x, top - h}}),
         blend({l, 0}, air.lit(lighter(kRoof, 0.14F)), {r, 0}, air.lit(darker(kRoof, 0.30F))));
  slit(c, air, {x - w * 0.05F, top + w * 0.50F}, 0.055F);
  slit(c, air, {x - w * 0.05F, top + w * 1.30F}, 0.055F);
}

void banner(Canvas& c, const Air& air, Point top, float h, Color cloth) {
  const float w = h * 0.24F;
  c.fill(rectangle({top.x - w * 1.25F, top.y - 0.006F, top.x + w * 1.25F, top.y + 0.004F}),
         air.lit(hex(0x6A4A34)));
  c.fill(polygon({{top.x - w, top.y},
                  {top.x + w, top.y},
                  {top.x + w, top.y + h * 0.84F},
                  {top.x, top.y + h},
                  {top.x - w, top.y + h * 0.84F}}),
         air.lit(cloth));
  c.fill(rectangle({top.x - w * 0.16F, top.y, top.x + w * 0.16F, top.y + h * 0.94F}), air.lit(hex(0xF4D27A)));
  c.fill(circle({top.x, top.y + h * 0.40F}, w * 0.42F), air.lit(hex(0xF4D27A)));
}

// Torches glow raw: fire shines by itself.
void torch(Canvas& c, const Air& air, Point p) {
  c.glow({p.x, p.y - 0.03F}, air.lamps() ? 0.17F : 0.07F, hex(0xFFB04A), air.lamps() ? 0.75F : 0.45F);
  c.fill(polygon({{p.x - 0.012F, p.y - 0.01F}, {p.x + 0.012F, p.y - 0.01F}, {p.x, p.y + 0.045F}}),
         air.lit(hex(0x5A4034)));
  c.fill(leaf({p.x, p.y - 0.004F}, {p.x, p.y - 0.058F}, 0.015F, 0.015F), hex(0xFF8A2E));
  c.fill(leaf({p.x, p.y - 0.004F}, {p.x, p.y - 0.036F}, 0.008F, 0.008F), hex(0xFFE48A));
}

Shape arch_shape(float x, float foot, float w, float h) {
  return unite(
      {circle({x, foot - h + w / 2}, w / 2), rectangle({x - w / 2, foot - h + w / 2, x + w / 2, foot})});
}

// A gatehouse: two small turrets, a raised portcullis, the road to the hills behind it.
void gate(Canvas& c, const Air& air, float x, float foot, float w, float h) {
  curtain_wall(c, air, x - w / 2, x + w / 2, foot - h, foot);
  const float opening = w * 0.46F, high = h * 0.62F;
  c.fill(arch_shape(x, foot, opening + 0.044F, high + 0.022F), air.lit(lighter(kStone, 0.2F)));
  const Shape hole = arch_shape(x, foot, opening, high);
  c.fill(hole, downwards(foot - high, mix(air.middle, air.low, 0.6F), foot, air.low));
  c.fill(overlap(hole, under(rolling({{x - 0.2F, foot - high * 0.30F},
                                      {x, foot - high * 0.44F},
                                      {x + 0.2F, foot - high * 0.26F}}))),
         air.far(hex(0x7DBB6A), 0.2F));
  c.fill(overlap(hole, polygon({{x - 0.012F, foot - high * 0.36F},
                                {x + 0.012F, foot - high * 0.36F},
                                {x + 0.07F, foot},
                                {x - 0.07F, foot}})),
         air.far(hex(0xE0CFA6), 0.1F));
  c.fill(overlap(hole,
                 panes({x - opening / 2, foot - high, x + opening / 2, foot - high * 0.64F}, 5, 3, 0.16F, 2)),
         air.lit(hex(0x3A3440)));
  c.fill(overlap(hole,
                 panes({x - opening / 2, foot - high, x + opening / 2, foot - high * 0.64F}, 5, 3, 2, 0.2F)),
         air.lit(hex(0x3A3440)));
}

void well(Canvas& c, const Air& air, Point foot, float w) {
  contact_shadow(c, foot, w * 1.3F);
  for (const float s : {-0.40F, 0.40F})
    c.fill(
        rectangle({foot.x + s * w - 0.008F, foot.y - w * 1.25F, foot.x + s * w + 0.008F, foot.y - w * 0.3F}),
        air.lit(hex(0x7A5236)));
  c.fill(polygon({{foot.x - w * 0.66F, foot.y - w * 1.12F},
                  {foot.x + w * 0.66F, foot.y - w * 1.12F},
                  {foot.x, foot.y - w * 1.62F}}),
         air.lit(hex(0xB5654F)));
  c.fill(rectangle({foot.x - 0.003F, foot.y - w * 1.1F, foot.x + 0.003F, foot.y - w * 0.62F}),
         air.lit(hex(0x5A4A44)));
  c.fill(rectangle(box_at({foot.x, foot.y - w * 0.62F}, w * 0.26F, w * 0.22F), 0.006F),
         air.lit(hex(0x9A6B42)));
  c.fill(rectangle({foot.x - w / 2, foot.y - w * 0.5F, foot.x + w / 2, foot.y}, w * 0.10F),
         blend({foot.x - w / 2, 0}, air.lit(darker(kStone, 0.14F)), {foot.x + w / 2, 0},
               air.lit(darker(kStone, 0.42F))));
  c.fill(
      rectangle({foot.x - w * 0.56F, foot.y - w * 0.52F, foot.x + w * 0.56F, foot.y - w * 0.38F}, w * 0.05F),
      air.lit(lighter(kStone, 0.22F)));
}

void keep(Canvas& c, const Air& air, float x, float w, float top, float foot) {
  c.fill(battlements(x - w / 2, x + w / 2, top + 0.002F, 0.045F), air.lit(lighter(kStone, 0.06F)));
  c.fill(rectangle({x - w / 2, top, x + w / 2, foot}),
         downwards(top, air.lit(lighter(kStone, 0.06F)), foot, air.lit(darker(kStone, 0.14F))));
  c.fill(rectangle({x + w * 0.34F, top - 0.01F, x + w / 2, foot}), air.lit(darker(kStone, 0.32F)), 0.5F);
  blocks(c, air, {x - w / 2, top + 0.03F, x + w / 2, foot}, 5);
  for (const float s : {-0.26F, 0.0F, 0.26F}) slit(c, air, {x + s * w, top + 0.10F}, 0.075F);
  c.fill(arch_shape(x, foot, w * 0.40F, w * 0.46F), air.lit(lighter(kStone, 0.2F)));
  c.fill(arch_shape(x, foot, w * 0.32F, w * 0.42F), air.lit(hex(0x7A4F34)));
  c.fill(overlap(arch_shape(x, foot, w * 0.32F, w * 0.42F),
                 panes({x - w * 0.16F, foot - w * 0.42F, x + w * 0.16F, foot}, 6, 1, 0.12F, 2)),
         air.lit(hex(0x5C3A26)));
}

}  // namespace

void paint_castle_courtyard(Canvas& c, const Air& air, int layout) {
  const float foot = c.y(0.59F), wall = foot - c.rise(0.20F), high = foot - c.rise(0.34F);
  const Color red = hex(0xC0392F), blue = hex(0x2F5FA8), green = hex(0x2F7D57);
  const Color cloth = layout == 0 ? red : layout == 1 ? blue : green;
  sky(c, air, foot - 0.1F, layout);
  curtain_wall(c, air, -1.3F, 1.3F, wall, foot);
  if (layout == 0) {
    gate(c, air, 0.0F, foot, 0.36F, c.rise(0.27F));
    round_tower(c, air, -0.38F, 0.17F, high, foot + 0.01F, red);
    round_tower(c, air, 0.40F, 0.17F, high, foot + 0.01F, red);
    for (const float x : {-0.235F, 0.245F}) banner(c, air, {x, wall + 0.05F}, 0.13F, cloth);
    for (const float x : {-0.135F, 0.135F}) torch(c, air, {x, foot - 0.12F});
  } else if (layout == 1) {
    keep(c, air, -0.22F, 0.40F, foot - c.rise(0.40F), foot + 0.008F);
    round_tower(c, air, 0.34F, 0.18F, high, foot + 0.01F, blue);
    for (const float x : {-0.345F, -0.095F}) torch(c, air, {x, foot - 0.11F});
    banner(c, air, {0.09F, wall + 0.045F}, 0.14F, cloth);
    banner(c, air, {0.19F, wall + 0.045F}, 0.14F, cloth);
  } else {
    round_tower(c, air, 0.02F, 0.22F, foot - c.rise(0.30F), foot + 0.01F, green);
    round_tower(c, air, -0.44F, 0.14F, foot - c.rise(0.26F), foot + 0.01F, green);
    for (const float x : {-0.29F, -0.20F, 0.24F, 0.33F}) banner(c, air, {x, wall + 0.05F}, 0.13F, cloth);
    c.fill(arch_shape(0.02F, foot + 0.012F, 0.10F, 0.14F), air.lit(hex(0x7A4F34)));
    for (const float x : {-0.075F, 0.115F}) torch(c, air, {x, foot - 0.08F});
  }
  for (const float x : {-0.95F, 0.95F}) round_tower(c, air, x, 0.18F, high, foot + 0.01F, cloth);
  for (const float x : {-0.70F, 0.70F}) banner(c, air, {x, wall + 0.05F}, 0.14F, cloth);

  c.fill(rectangle({-9, foot, 9, foot + 0.024F}), air.lit(hex(0x86B05C)));
  c.fill(under(level(foot + 0.018F)),
         downwards(foot, air.lit(hex(0xCFC4B0)), c.bottom(), air.lit(hex(0xB8AC98))));
  floor_lines(c, foot + 0.03F, 0.17F, air.lit(hex(0xBFB39E)), true);
  if (layout == 0) well(c, air, {0.44F, foot + 0.11F}, 0.13F);
  if (layout == 1) well(c, air, {0.42F, foot + 0.10F}, 0.13F);
  if (layout == 2) round_tree(c, air, {-0.43F, foot + 0.09F}, 0.30F, hex(0x58A552));
  for (const float x : {-0.36F, -0.88F}) {  // barrels
    const float at = layout == 2 ? x + 0.80F : x;
    contact_shadow(c, {at, foot + 0.085F}, 0.10F);
    c.fill(rectangle({at - 0.036F, foot - 0.012F, at + 0.036F, foot + 0.085F}, 0.014F),
           blend({at - 0.036F, 0}, air.lit(hex(0xB57E4A)), {at + 0.036F, 0}, air.lit(hex(0x7E5230))));
    for (const float y : {0.012F, 0.058F})
      c.fill(rectangle({at - 0.038F, foot + y, at + 0.038F, foot + y + 0.008F}), air.lit(hex(0x4A4450)));
  }
}

}  // namespace reverie::paint
