// training/world/places/street.cpp
//
// A street of terraced houses with doors, chimneys and window boxes; pavement, lamps, a quiet road.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

// A front door with a fanlight, two steps and a knob.
void door(Canvas& c, const Air& air, float x, float foot, float w, Color wood) {
  const float h = w * 2.1F;
  c.fill(rectangle({x - w * 0.66F, foot - h - w * 0.34F, x + w * 0.66F, foot}), air.lit(hex(0xFFFBF2)));
  c.fill(rectangle({x - w / 2, foot - h - w * 0.20F, x + w / 2, foot - h + w * 0.06F}), pane(air));
  c.fill(rectangle({x - w / 2, foot - h + w * 0.12F, x + w / 2, foot}), air.lit(wood));
  c.fill(panes({x - w * 0.46F, foot - h + w * 0.18F, x + w * 0.46F, foot - w * 0.08F}, 2, 2, 0.62F, 0.70F),
         air.lit(darker(wood, 0.18F)));
  c.fill(circle({x + w * 0.34F, foot - h * 0.42F}, w * 0.06F), air.lit(hex(0xF2CF6A)));
  c.fill(rectangle({x - w * 0.85F, foot - w * 0.10F, x + w * 0.85F, foot + w * 0.08F}),
         air.lit(hex(0xD8D2C6)));
}

struct House {
  Color wall, door;
  float height;
  int roof;  // 0 pointed gable, 1 level cornice, 2 slate roof with a dormer
};

void terraced_house(Canvas& c, const Air& air, float left, float w, float foot, const House& house,
                    int seed) {
  const float right = left + w, middle = left + w / 2, top = foot - c.rise(house.height);
  const Color wall = air.lit(house.wall), slate = air.lit(hex(0x5E6880)), trim = air.lit(hex(0xFFFBF2));
  const float pot = right - w * 0.16F;
  c.fill(rectangle({pot - 0.022F, top - 0.13F, pot + 0.022F, top}), air.lit(hex(0xA8604A)));
  c.fill(rectangle({pot - 0.027F, top - 0.138F, pot + 0.027F, top - 0.122F}), air.lit(hex(0xC98468)));
  if (house.roof == 0) {
    c.fill(
        polygon({{left - 0.006F, top + 0.004F}, {right + 0.006F, top + 0.004F}, {middle, top - w * 0.48F}}),
        slate);
    c.fill(
        polygon(
            {{left + w * 0.10F, top + 0.004F}, {right - w * 0.10F, top + 0.004F}, {middle, top - w * 0.37F}}),
        wall);
    c.fill(circle({middle, top - w * 0.10F}, w * 0.075F), trim);
    c.fill(circle({middle, top - w * 0.10F}, w * 0.055F), pane(air));
  } else if (house.roof == 1) {
    c.fill(rectangle({left, top - 0.035F, right, top}), air.lit(darker(house.wall, 0.14F)));
  } else {
    c.fill(
        polygon({{left, top}, {right, top}, {right - 0.015F, top - 0.085F}, {left + 0.015F, top - 0.085F}}),
        slate);
    c.fill(rectangle(box_at({middle - w * 0.1F, top - 0.044F}, w * 0.26F, 0.060F)), trim);
    c.fill(rectangle(box_at({middle - w * 0.1F, top - 0.042F}, w * 0.18F, 0.042F)), pane(air));
  }
  c.fill(rectangle({left, top, right, foot}), wall);
  c.fill(rectangle({right - 0.008F, top, right, foot}), air.lit(darker(house.wall, 0.16F)));
  c.fill(rectangle({left, top - 0.006F, right, top + 0.010F}), trim);
  const float ground_floor = foot - 0.155F;
  const int rows = std::max(1, static_cast<int>((ground_floor - top - 0.01F) / 0.095F));
  house_windows(c, air, {left + w * 0.04F, top + 0.018F, right - w * 0.06F, ground_floor}, 2, rows,
                hex(0xFFFBF2), seed);
  c.fill(rectangle({left, ground_floor + 0.004F, right, ground_floor + 0.012F}), trim);
  const bool door_left = seed % 2 == 0;
  door(c, air, door_left ? left + w * 0.26F : right - w * 0.28F, foot, w * 0.20F, house.door);
  const Box bay{door_left ? left + w * 0.50F : left + w * 0.06F, foot - 0.135F,
                door_left ? right - w * 0.08F : right - w * 0.52F, foot - 0.03F};
  house_windows(c, air, bay, 1, 1, hex(0xFFFBF2), 2);
  const float box_y = foot - 0.047F;  // flowers below the window
  c.fill(rectangle({bay.left + 0.012F, box_y, bay.right - 0.012F, box_y + 0.016F}), air.lit(hex(0x8A5C3C)));
  for (const float t : {0.3F, 0.5F, 0.7F})
    c.fill(circle({bay.left + (bay.right - bay.left) * t, box_y - 0.004F}, 0.011F),
           air.lit(seed % 3 == 0   ? hex(0xF4587A)
                   : seed % 3 == 1 ? hex(0xFFC83D)
                                   : hex(0xE86AB0)));
}

const std::vector<House>& houses() {
  static const std::vector<House> all = {
      {hex(0xE8836A), hex(0x2F6E8E), 0.30F, 0}, {hex(0xF2CE8A), hex(0x4F7F52), 0.34F, 1},
      {hex(0x86B7C4), hex(0xB8443E), 0.28F, 2}, {hex(0xF3E6D2), hex(0x35507A), 0.33F, 0},
      {hex(0xB7C99A), hex(0x7A4B7E), 0.30F, 2}, {hex(0xE6A8B4), hex(0x2F8F83), 0.31F, 1}};
  return all;
}

void row_of_houses(Canvas& c, const Air& air, float from, float to, float foot, int seed) {
  const float w = 0.235F;
  int i = seed;
  for (float x = from; x < to - 0.01F; x += w, ++i) {
    if (x > c.right() || x + w < c.left()) continue;
    terraced_house(c, air, x, w, foot, houses()[static_cast<size_t>(i) % houses().size()], i);
  }
}

// One side of a street that runs away from us: fronts as narrowing slanted walls.
void receding_row(Canvas& c, const Air& air, float s, float vanish_y, float foot, int seed) {
  const auto x_at = [&](float depth) { return s * (0.07F + 0.62F * depth); };
  const auto y_at = [&](float height, float depth) {
    return vanish_y + (foot - vanish_y) * depth - height * depth;
  };
  const float depths[] = {0.12F, 0.22F, 0.36F, 0.55F, 0.80F, 1.14F, 1.9F};
  const float h = c.rise(0.46F);
  for (int i = 0; i < 6; ++i) {
    const House& house = houses()[static_cast<size_t>(i + seed) % houses().size()];
    const float a = depths[i], b = depths[i + 1], tall = h * (0.92F + 0.5F * (house.height - 0.3F));
    const float fade = 0.40F * (1 - std::min(1.0F, a * 1.4F));
    const auto quad = [&](float low, float high, float from, float to) {
      const float da = a + (b - a) * from, db = a + (b - a) * to;
      return polygon({{x_at(da), y_at(low, da)},
                      {x_at(db), y_at(low, db)},
                      {x_at(db), y_at(high, db)},
                      {x_at(da), y_at(high, da)}});
    };
    c.fill(quad(tall, tall * 1.24F, 0.0F, 1.0F), air.far(hex(0x5E6880), fade));
    c.fill(quad(0, tall, 0, 1), air.far(s < 0 ? house.wall : darker(house.wall, 0.12F), fade));
    c.fill(quad(tall * 0.97F, tall * 1.02F, 0, 1), air.far(hex(0xFFFBF2), fade));
    std::vector<Shape> frames, glass;
    for (const float y : {0.42F, 0.72F}) {
      for (const float x : {0.14F, 0.58F}) {
        frames.push_back(quad(tall * y, tall * (y + 0.19F), x, x + 0.27F));
        glass.push_back(quad(tall * (y + 0.02F), tall * (y + 0.17F), x + 0.04F, x + 0.23F));
      }
    }
    c.fill(unite(frames), air.far(hex(0xFFFBF2), fade));
    c.fill(unite(glass), mix(pane(air), air.haze, fade * 0.6F));
    c.fill(quad(0, tall * 0.32F, 0.16F, 0.40F), air.far(house.door, fade));
  }
}

void road(Canvas& c, const Air& air, float kerb, float road_top) {
  c.fill(under(level(kerb)), downwards(kerb, air.lit(hex(0xD6CFC4)), road_top, air.lit(hex(0xC6BFB4))));
  c.fill(under(level(road_top - 0.016F)), air.lit(hex(0xECE6DC)));
  c.fill(under(level(road_top)),
         downwards(road_top, air.lit(hex(0x8A8E9C)), c.bottom(), air.lit(hex(0x747888))));
  c.fill(rectangle({-9, road_top, 9, road_top + 0.010F}), air.lit(hex(0x646878)), 0.7F);
}

}  // namespace

void paint_street(Canvas& c, const Air& air, int layout) {
  const float foot = c.y(0.58F), end = c.bottom();
  sky(c, air, foot - 0.06F, layout);
  if (layout == 2) {
    const float vanish = c.y(0.49F), near = c.y(0.62F);
    c.fill(under(waves(vanish - 0.02F, 0.012F, 0.10F)), air.far(hex(0x6FAF6A), 0.45F));
    c.fill(under(level(vanish + 0.01F)), air.lit(hex(0xCFC8BC)));
    for (const float s : {-1.0F, 1.0F}) receding_row(c, air, s, vanish, near, s < 0 ? 0 : 3);
    c.fill(polygon({{-0.052F, vanish + 0.012F}, {0.052F, vanish + 0.012F}, {0.60F, end}, {-0.60F, end}}),
           air.lit(hex(0xECE6DC)));
    c.fill(polygon({{-0.044F, vanish + 0.012F}, {0.044F, vanish + 0.012F}, {0.56F, end}, {-0.56F, end}}),
           downwards(vanish, air.lit(hex(0x9A9DA8)), end, air.lit(hex(0x747888))));
    for (const float t : {0.05F, 0.14F, 0.27F}) {  // the middle line, far from where objects stand
      const float y = vanish + 0.012F + (end - vanish) * t, w = 0.004F + 0.018F * t, h = 0.014F + 0.07F * t;
      c.fill(polygon({{-w, y}, {w, y}, {w * 1.2F, y + h}, {-w * 1.2F, y + h}}), air.lit(hex(0xF3F0E6)), 0.8F);
    }
    for (const float s : {-1.0F, 1.0F}) {
      street_lamp(c, air, {s * 0.16F, c.y(0.585F)}, 0.20F);
      street_lamp(c, air, {s * 0.40F, c.y(0.68F)}, 0.36F);
    }
    return;
  }
  const float side = layout == 1 ? -1.0F : 1.0F;
  c.fill(under(waves(foot - c.rise(0.24F), 0.02F, 0.24F)), air.far(hex(0x86B88A), 0.45F));
  if (layout == 0) {
    row_of_houses(c, air, -1.29F, 1.25F, foot, 0);
  } else {  // a gap with a tree and a garden wall
    row_of_houses(c, air, -1.265F, -0.08F, foot, 3);
    row_of_houses(c, air, 0.33F, 1.25F, foot, 1);
    c.fill(rectangle({-0.09F, foot - 0.10F, 0.34F, foot}), air.lit(hex(0xB5735A)));
    c.fill(rectangle({-0.09F, foot - 0.112F, 0.34F, foot - 0.092F}), air.lit(hex(0xD9B9A0)));
    bush(c, air, {0.02F, foot - 0.10F}, 0.16F, hex(0x4C9A4A));
    round_tree(c, air, {0.16F, foot + 0.03F}, c.rise(0.36F), hex(0x58A552));
  }
  road(c, air, foot, c.y(0.70F));
  for (const float x : {-0.37F, 0.40F, -1.0F, 1.0F})
    street_lamp(c, air, {x + 0.02F * side, foot + 0.06F}, 0.34F);
  if (layout == 0) {
    for (const float x : {0.14F, -0.70F, 0.75F}) {
      c.fill(rectangle(box_at({x, foot + 0.04F}, 0.07F, 0.05F), 0.008F), air.lit(hex(0x8A6A54)));
      round_tree(c, air, {x, foot + 0.02F}, 0.25F, hex(0x58A552));
    }
  } else {
    bench(c, air, {0.20F, foot + 0.075F}, 0.19F, hex(0x7A8F5A));
  }
}

}  // namespace reverie::paint
