// training/world/places/cafe.cpp
//
// A small cafe: a counter with its coffee machine, shelves and an empty menu board, round tables, hanging
// lamps, and a broad window to the street.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/windows.h"

namespace reverie::paint {
namespace {

struct Look {
  Color wall, wood, lamp, awning;
};

// A slate in a wooden frame; nothing is written on it.
void menu_board(Canvas& c, const Air& air, Box b) {
  c.fill(rectangle({b.left - 0.012F, b.top - 0.012F, b.right + 0.012F, b.bottom + 0.012F}, 0.006F),
         air.lit(hex(0xB9824F)));
  c.fill(rectangle(b),
         blend({b.left, b.top}, air.lit(hex(0x3B4A47)), {b.right, b.bottom}, air.lit(hex(0x2A3634))));
}

void coffee_machine(Canvas& c, const Air& air, Point foot) {
  const float l = foot.x - 0.085F, r = foot.x + 0.085F, t = foot.y - 0.125F;
  for (const float x : {-0.055F, -0.02F, 0.015F, 0.05F}) {  // cups keep warm on its roof
    c.fill(rectangle({foot.x + x - 0.013F, t - 0.022F, foot.x + x + 0.013F, t}, 0.004F),
           air.lit(hex(0xFBF6EC)));
  }
  c.fill(rectangle({l, t, r, foot.y - 0.065F}, 0.012F),
         downwards(t, air.lit(hex(0xEEF1F2)), foot.y - 0.06F, air.lit(hex(0xAEB6BB))));
  c.fill(rectangle({l + 0.012F, foot.y - 0.066F, r - 0.012F, foot.y - 0.012F}), air.lit(hex(0x4A4F55)));
  c.fill(rectangle({l, foot.y - 0.014F, r, foot.y}, 0.004F), air.lit(hex(0x9AA3A8)));
  for (const float x : {-0.038F, 0.038F}) {
    c.fill(rectangle({foot.x + x - 0.018F, foot.y - 0.066F, foot.x + x + 0.018F, foot.y - 0.052F}),
           air.lit(hex(0xC9CED2)));
    c.fill(rectangle({foot.x + x - 0.011F, foot.y - 0.034F, foot.x + x + 0.011F, foot.y - 0.014F}, 0.004F),
           air.lit(hex(0xFBF6EC)));
  }
  c.fill(circle({foot.x, t + 0.028F}, 0.013F), air.lit(hex(0xD94F3D)));
}

void cake_dome(Canvas& c, const Air& air, Point foot) {
  c.fill(rectangle({foot.x - 0.045F, foot.y - 0.008F, foot.x + 0.045F, foot.y}, 0.003F),
         air.lit(hex(0xD6DDE0)));
  c.fill(rectangle({foot.x - 0.032F, foot.y - 0.040F, foot.x + 0.032F, foot.y - 0.008F}, 0.006F),
         air.lit(hex(0x7B4A2E)));
  c.fill(rectangle({foot.x - 0.034F, foot.y - 0.046F, foot.x + 0.034F, foot.y - 0.032F}, 0.007F),
         air.lit(hex(0xF7D9DC)));
  c.fill(circle({foot.x, foot.y - 0.050F}, 0.008F), air.lit(hex(0xD93A46)));
  c.fill(overlap(ellipse({foot.x, foot.y - 0.008F}, 0.043F, 0.068F),
                 rectangle({foot.x - 0.1F, foot.y - 0.1F, foot.x + 0.1F, foot.y - 0.006F})),
         hex(0xFFFFFF), 0.28F);
  c.fill(circle({foot.x, foot.y - 0.078F}, 0.006F), air.lit(hex(0xD6DDE0)));
}

// A glass front with the street behind it and a striped awning above.
void street_window(Canvas& c, const Air& air, const Air& outside, Box b, const Look& look, int layout) {
  const float edge = 0.022F;
  c.fill(rectangle({b.left - edge, b.top - edge, b.right + edge, b.bottom + edge}, 0.006F),
         air.lit(darker(look.wood, 0.15F)));
  view_of_street(c, outside, rectangle(b), b, layout);
  std::vector<float> edges;
  std::vector<Color> stripes;
  const float stripe = (b.right - b.left) / 10;
  for (int i = 0; i <= 10; ++i) edges.push_back(b.left + stripe * static_cast<float>(i));
  for (int i = 0; i < 10; ++i) stripes.push_back(outside.lit(i % 2 == 0 ? look.awning : hex(0xFFF6E6)));
  edges.back() += 0.01F;
  c.fill(overlap(rectangle(b), between(level(b.top), scallops(b.top + 0.050F, 0.014F, stripe, -b.left))),
         columns(edges, stripes));
  glazing(c, b, 3, 1, 0.013F, air.lit(darker(look.wood, 0.15F)));
  c.fill(rectangle({b.left - 0.045F, b.bottom + 0.010F, b.right + 0.045F, b.bottom + 0.034F}, 0.004F),
         air.lit(lighter(look.wood, 0.12F)));
}

// From `end` outwards past the side of the picture.
void counter(Canvas& c, const Air& air, float end, float side, float top, float floor, const Look& look) {
  const float far = -1.3F * side, l = std::min(end, far), r = std::max(end, far);
  c.fill(rectangle({l, top, r, floor + 0.022F}), air.lit(darker(look.wood, 0.10F)));
  c.fill(panes({l, top + 0.045F, r, floor - 0.004F}, 9, 1, 0.82F, 0.90F), air.lit(lighter(look.wood, 0.06F)));
  c.fill(rectangle({l - 0.012F, top, r + 0.012F, top + 0.026F}, 0.005F), air.lit(hex(0xE9D3B0)));
  c.fill(rectangle({l, floor + 0.008F, r, floor + 0.024F}), air.lit(hex(0x3A2A22)));
}

void back_wall(Canvas& c, const Air& air, float middle, float top, const Look& look, int seed, int rows) {
  const std::vector<Color> jars = {hex(0xEBD9B4), hex(0xB5723A), hex(0x6F8F52),
                                   hex(0x5E3A2A), hex(0xC9564A), hex(0x4F8FA0)};
  for (int row = 0; row < rows; ++row) {
    const float y = top - 0.075F - 0.105F * static_cast<float>(row);
    wall_shelf(c, air, middle - 0.17F, middle + 0.17F, y, look.wood);
    bottles(c, air, middle - 0.155F, middle + 0.155F, y, 0.072F, jars, seed + 4 * row);
  }
}

void cafe_table(Canvas& c, const Air& air, Point foot) {
  chair(c, air, {foot.x - 0.135F, foot.y - 0.012F}, 0.22F, hex(0x4A2F24), 1);
  chair(c, air, {foot.x + 0.135F, foot.y - 0.012F}, 0.22F, hex(0x4A2F24), -1);
  round_table(c, air, foot, 0.19F, 0.125F, hex(0xE9D3B0));
  vase(c, air, {foot.x + 0.025F, foot.y - 0.125F}, 0.085F, hex(0x5E93A8), hex(0xF08A8A));
  c.fill(rectangle({foot.x - 0.055F, foot.y - 0.143F, foot.x - 0.025F, foot.y - 0.122F}, 0.006F),
         air.lit(hex(0xFFFFFF)));
}

}  // namespace

void paint_cafe(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0xE3A374), hex(0x9A6440), hex(0x2F7F78), hex(0xC8483C)},
                        {hex(0x7FA79B), hex(0xA87346), hex(0xE0A23C), hex(0x3D7F6A)},
                        {hex(0xD8A9A0), hex(0x7A4E3C), hex(0xB5473F), hex(0x8A4A5E)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F, counter_top = floor - 0.175F;
  c.everywhere(downwards(0, air.lit(darker(look.wall, 0.06F)), floor, air.lit(lighter(look.wall, 0.10F))));
  wainscot(c, air, floor - 0.15F, floor, 0.11F, look.wood);
  if (layout == 1) {
    tile_floor(c, air, floor, 0.15F, hex(0xE3C9A2), hex(0xDABD93));
  } else {
    board_floor(c, air, floor, layout == 0 ? hex(0xC08A5C) : hex(0xA97A5A), 0.14F);
  }

  const float head = std::max(0.07F, floor - 0.19F - c.rise(0.34F)), sill = floor - 0.175F;
  const float ceiling = std::max(0.10F, floor - 0.52F);
  if (layout == 2) {
    street_window(c, air, outside, {-0.22F, head, 0.22F, sill}, look, layout);
    for (const float x : {-0.42F, 0.42F, -0.86F, 0.86F})
      back_wall(c, air, x, counter_top - 0.03F, look, 2, 1);
    for (const float x : {-0.42F, 0.42F}) menu_board(c, air, box_at({x, floor - 0.435F}, 0.24F, 0.15F));
    counter(c, air, -0.27F, 1, counter_top, floor, look);
    counter(c, air, 0.27F, -1, counter_top, floor, look);
    coffee_machine(c, air, {-0.40F, counter_top});
    cake_dome(c, air, {0.36F, counter_top});
    cake_dome(c, air, {0.47F, counter_top});
    cafe_table(c, air, {0.0F, floor + 0.075F});
  } else {
    street_window(c, air, outside,
                  {std::min(0.06F * side, 0.45F * side), head, std::max(0.06F * side, 0.45F * side), sill},
                  look, layout);
    const float next = 0.78F * side;
    street_window(c, air, outside, box_at({next, (head + sill) / 2}, 0.40F, sill - head), look, layout + 1);
    back_wall(c, air, -0.27F * side, counter_top - 0.030F, look, 5 + layout, 1);
    back_wall(c, air, -0.86F * side, counter_top - 0.030F, look, 8, 1);
    menu_board(c, air, box_at({-0.27F * side, floor - 0.455F}, 0.34F, 0.15F));
    menu_board(c, air, box_at({-0.86F * side, floor - 0.455F}, 0.34F, 0.15F));
    counter(c, air, -0.08F * side, side, counter_top, floor, look);
    coffee_machine(c, air, {-0.36F * side, counter_top});
    cake_dome(c, air, {-0.165F * side, counter_top});
    cake_dome(c, air, {-0.72F * side, counter_top});
    cafe_table(c, air, {0.27F * side, floor + 0.065F});
    cafe_table(c, air, {0.84F * side, floor + 0.065F});
  }
  for (const float x : {-0.9F, 0.0F, 0.9F}) {
    if (std::abs(x) < c.right() + 0.45F)
      fairy_lights(c, air, {x - 0.45F, ceiling - 0.07F}, {x + 0.45F, ceiling - 0.07F}, 0.04F, 12);
  }
  for (const float x : {-0.02F, 0.255F, 0.53F, -0.56F, 1.03F, -1.12F}) {
    const float lamp = layout == 2 ? (x + 0.02F) * 0.78F : x * side;
    hanging_lamp(c, air, {lamp, ceiling + (x == 0.255F ? 0.040F : 0.005F)}, look.lamp, 0.66F);
  }
}

}  // namespace reverie::paint
