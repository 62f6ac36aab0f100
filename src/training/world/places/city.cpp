// training/world/places/city.cpp
//
// A skyline behind a park wall and a paved square; windows and street lamps shine after dark.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

struct Tower {
  float x, width, height;
  Color wall;
  int roof;  // 0 flat, 1 stepped, 2 spire, 3 slanted
};

void tower(Canvas& c, const Air& air, const Tower& t, float foot, int seed) {
  const float left = t.x - t.width / 2, right = t.x + t.width / 2, top = foot - c.rise(t.height);
  const Color wall = air.far(t.wall, 0.06F), shade = air.far(darker(t.wall, 0.16F), 0.06F);
  if (t.roof == 1) c.fill(rectangle({left + t.width * 0.2F, top - 0.05F, right - t.width * 0.2F, top}), wall);
  if (t.roof == 2) {
    c.fill(rectangle({left + t.width * 0.25F, top - 0.035F, right - t.width * 0.25F, top}), wall);
    c.fill(polygon({{t.x - 0.008F, top - 0.03F}, {t.x + 0.008F, top - 0.03F}, {t.x, top - 0.13F}}), shade);
  }
  if (t.roof == 3) c.fill(polygon({{left, top}, {right, top}, {right, top - 0.06F}}), wall);
  c.fill(rectangle({left, top, right, foot}), wall);
  snow_cap(c, air, rectangle({left - 0.004F, top - 0.010F, right + 0.004F, foot}), 0.020F);
  c.fill(rectangle({right - t.width * 0.2F, top, right, foot}), shade);
  const int across = static_cast<int>((t.width * 0.76F) / 0.034F),
            up = static_cast<int>((foot - top - 0.02F) / 0.046F);
  if (across < 1 || up < 1) return;
  const Box front{left + t.width * 0.03F, top + 0.016F, right - t.width * 0.21F,
                  top + 0.016F + 0.046F * static_cast<float>(up)};
  c.fill(panes(front, across, up, 0.56F, 0.58F),
         air.lamps() ? air.far(darker(t.wall, 0.35F), 0.05F) : air.far(hex(0xCDEBFA), 0.1F));
  if (air.lamps()) {
    const int share = air.night() ? 6 : 3;  // of ten windows
    const auto lit = [=](int column, int row) {
      return (column * 7 + row * 3 + column * row + seed * 5) % 10 < share;
    };
    c.fill(panes(front, across, up, 0.56F, 0.58F, lit), hex(0xFFD873));
  }
}

}  // namespace

void paint_city(Canvas& c, const Air& air, int layout) {
  const float foot = c.y(0.57F), ground = c.y(0.62F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, foot, layout);

  // The far row: one outline.
  std::vector<float> edges, tops;
  for (int i = 0; i <= 28; ++i) edges.push_back(-1.26F + 0.09F * static_cast<float>(i));
  const float heights[] = {0.20F, 0.13F, 0.26F, 0.17F, 0.22F, 0.30F, 0.15F, 0.24F, 0.18F};
  for (int i = 0; i < 28; ++i) tops.push_back(foot - c.rise(heights[(i * 4 + layout * 2) % 9]));
  c.fill(under(steps(edges, tops)), air.far(hex(0x8FA9C4), 0.48F));

  const Color blue = hex(0x5B86B5), teal = hex(0x4E9AA5), brick = hex(0xC9776A), sand = hex(0xD9B48A),
              slate = hex(0x6B7A99), plum = hex(0x8C78A8);
  const std::vector<Tower> rows[3] = {{{-0.42F, 0.17F, 0.26F, brick, 0},
                                       {-0.24F, 0.15F, 0.38F, blue, 2},
                                       {-0.07F, 0.16F, 0.22F, sand, 1},
                                       {0.10F, 0.14F, 0.30F, teal, 3},
                                       {0.26F, 0.16F, 0.19F, plum, 0},
                                       {0.43F, 0.15F, 0.34F, slate, 1}},
                                      {{-0.44F, 0.16F, 0.34F, teal, 1},
                                       {-0.27F, 0.16F, 0.20F, sand, 0},
                                       {-0.10F, 0.14F, 0.28F, plum, 3},
                                       {0.06F, 0.15F, 0.22F, brick, 0},
                                       {0.23F, 0.15F, 0.40F, slate, 2},
                                       {0.42F, 0.18F, 0.25F, blue, 0}},
                                      {{-0.43F, 0.18F, 0.22F, sand, 3},
                                       {-0.25F, 0.14F, 0.30F, slate, 0},
                                       {-0.06F, 0.19F, 0.36F, blue, 1},
                                       {0.13F, 0.14F, 0.26F, brick, 0},
                                       {0.29F, 0.14F, 0.34F, plum, 2},
                                       {0.45F, 0.15F, 0.20F, teal, 0}}};
  int seed = layout;
  for (const float shift : {-1.03F, 0.0F, 1.03F}) {  // the row repeats beyond the sides of a square
    for (const Tower& t : rows[layout]) {
      tower(c, air, {t.x + shift, t.width, t.height, t.wall, t.roof}, foot + 0.02F, ++seed);
    }
  }

  // A hedge, a kerb and the square.
  c.fill(under(scallops(foot - 0.028F, 0.018F, 0.085F, 0.02F)), air.lit(hex(0x4E9A58)));
  c.fill(rectangle({-9, foot + 0.022F, 9, ground}), air.lit(hex(0x3F844C)));
  c.fill(under(level(ground - 0.022F)), air.lit(hex(0xD7DCE3)));
  c.fill(under(level(ground)), downwards(ground, air.lit(hex(0xB9C2CE)), c.bottom(), air.lit(hex(0xA4AFBE))));
  floor_lines(c, ground, 0.20F, air.lit(hex(0xA3ADBB)), true);
  for (const float x : {-0.40F, 0.40F, -1.05F, 1.05F})
    street_lamp(c, air, {x + 0.03F * side, ground + 0.03F}, 0.30F);
}

}  // namespace reverie::paint
