// training/world/places/toy_shop.cpp
//
// A toy shop: bright shelves of blocks, balls, rockets, ducks and trains, an awning, balloons, a counter.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/windows.h"

namespace reverie::paint {
namespace {

const Color kBright[] = {hex(0xE8523F), hex(0xF6B93B), hex(0x3FA7D6),
                         hex(0x59B86A), hex(0x9B6BD1), hex(0xF283A8)};

Color bright(int i) {
  return kBright[static_cast<size_t>(i) % 6];
}

void blocks(Canvas& c, const Air& air, Point foot, int n) {
  const float s = 0.036F;
  for (int i = 0; i < 3; ++i) {
    const Point p{foot.x + (i == 2 ? 0.0F : (static_cast<float>(i) - 0.5F) * s * 1.06F),
                  foot.y - (i == 2 ? s * 1.5F : s * 0.5F)};
    c.fill(rectangle(box_at(p, s, s), 0.005F), air.lit(bright(n + i)));
    c.fill(rectangle(box_at(p, s * 0.5F, s * 0.5F), 0.003F), air.lit(lighter(bright(n + i), 0.45F)));
  }
}

void ball(Canvas& c, const Air& air, Point foot, int n) {
  const float r = 0.034F;
  const Shape round = circle({foot.x, foot.y - r}, r);
  c.fill(round, air.lit(bright(n)));
  c.fill(overlap(round, rectangle(box_at({foot.x, foot.y - r}, 0.1F, r * 0.7F))), air.lit(hex(0xFFF8EA)));
  c.fill(overlap(round, circle({foot.x, foot.y - r}, r * 0.28F)), air.lit(bright(n + 2)));
  c.fill(circle({foot.x - r * 0.38F, foot.y - r * 1.5F}, r * 0.16F), hex(0xFFFFFF), 0.7F);
}

void rocket(Canvas& c, const Air& air, Point foot, int n) {
  const float h = 0.090F;
  c.fill(polygon({{foot.x - 0.028F, foot.y}, {foot.x, foot.y - h * 0.5F}, {foot.x + 0.028F, foot.y}}),
         air.lit(bright(n)));
  c.fill(leaf({foot.x, foot.y - 0.004F}, {foot.x, foot.y - h}, 0.021F, 0.021F), air.lit(hex(0xFBF7EE)));
  c.fill(overlap(leaf({foot.x, foot.y - 0.004F}, {foot.x, foot.y - h}, 0.021F, 0.021F),
                 rectangle({foot.x - 0.1F, foot.y - h, foot.x + 0.1F, foot.y - h * 0.68F})),
         air.lit(bright(n)));
  c.fill(circle({foot.x, foot.y - h * 0.50F}, 0.0095F), air.lit(bright(n + 2)));
}

void duck(Canvas& c, const Air& air, Point foot) {
  c.fill(unite({ellipse({foot.x - 0.006F, foot.y - 0.022F}, 0.036F, 0.022F),
                circle({foot.x + 0.016F, foot.y - 0.056F}, 0.019F)}),
         air.lit(hex(0xFFD23F)));
  c.fill(ellipse({foot.x + 0.039F, foot.y - 0.053F}, 0.011F, 0.006F), air.lit(hex(0xF08A33)));
  c.fill(circle({foot.x + 0.021F, foot.y - 0.061F}, 0.0038F), air.lit(hex(0x2B2B33)));
  c.fill(leaf({foot.x + 0.008F, foot.y - 0.026F}, {foot.x - 0.030F, foot.y - 0.032F}, 0.008F, 0.010F),
         air.lit(hex(0xF0B428)));
}

void train(Canvas& c, const Air& air, Point foot, int n) {
  for (int i = 0; i < 2; ++i) {
    const float x = foot.x + (i == 0 ? -0.036F : 0.036F);
    c.fill(rectangle({x - 0.031F, foot.y - 0.042F, x + 0.031F, foot.y - 0.010F}, 0.004F),
           air.lit(bright(n + i * 2)));
    if (i == 1) {
      c.fill(rectangle({x - 0.030F, foot.y - 0.070F, x - 0.002F, foot.y - 0.038F}, 0.004F),
             air.lit(bright(n + 1)));
      c.fill(rectangle({x + 0.010F, foot.y - 0.064F, x + 0.022F, foot.y - 0.040F}, 0.002F),
             air.lit(hex(0x4A4A55)));
    }
    for (const float k : {-0.017F, 0.017F})
      c.fill(circle({x + k, foot.y - 0.010F}, 0.010F), air.lit(hex(0x4A3A33)));
  }
}

void present(Canvas& c, const Air& air, Point foot, int n) {
  c.fill(rectangle({foot.x - 0.034F, foot.y - 0.056F, foot.x + 0.034F, foot.y}, 0.004F), air.lit(bright(n)));
  c.fill(rectangle({foot.x - 0.007F, foot.y - 0.056F, foot.x + 0.007F, foot.y}), air.lit(bright(n + 1)));
  c.fill(unite({leaf({foot.x, foot.y - 0.055F}, {foot.x - 0.028F, foot.y - 0.074F}, 0.008F, 0.008F),
                leaf({foot.x, foot.y - 0.055F}, {foot.x + 0.028F, foot.y - 0.074F}, 0.008F, 0.008F)}),
         air.lit(bright(n + 1)));
}

void toy(Canvas& c, const Air& air, Point foot, int n) {
  if (std::abs(foot.x) > c.right() + 0.06F) return;
  const int hue = n + n / 6;  // so that not every ball is red
  switch (n % 6) {
    case 0: return blocks(c, air, foot, hue);
    case 1: return ball(c, air, foot, hue);
    case 2: return rocket(c, air, foot, hue);
    case 3: return duck(c, air, foot);
    case 4: return train(c, air, foot, hue);
    default: return present(c, air, foot, hue);
  }
}

void shelves(Canvas& c, const Air& air, float left, float right, float floor, float top, Color wood,
             Color back, int seed) {
  c.fill(rectangle({left, top, right, floor}), air.lit(back));
  const float row = 0.132F;
  int n = seed;
  for (float y = floor - 0.028F; y - row > top - 0.02F; y -= row) {
    c.fill(rectangle({left, y - row, right, y - row + 0.024F}), hex(0x0A1430), 0.10F);
    const int count = std::max(1, static_cast<int>((right - left - 0.03F) / 0.115F));
    const float step = (right - left) / static_cast<float>(count);
    for (int i = 0; i < count; ++i, n += 5 + (i % 2))
      toy(c, air, {left + step * (static_cast<float>(i) + 0.5F), y}, n);
    c.fill(rectangle({left, y, right, y + 0.016F}), air.lit(wood));
    c.fill(rectangle({left, y, right, y + 0.005F}), air.lit(lighter(wood, 0.3F)));
    n += 3;
  }
  c.fill(rectangle({left, floor - 0.014F, right, floor}), air.lit(darker(wood, 0.2F)));
  for (const float x : {left, right})
    c.fill(rectangle({x - 0.011F, top, x + 0.011F, floor}), air.lit(lighter(wood, 0.12F)));
}

void awning(Canvas& c, const Air& air, float top, Color stripe) {
  const float w = 0.0835F;
  std::vector<float> edges;
  std::vector<Color> colours;
  for (int i = -15; i <= 15; ++i) edges.push_back(w * (static_cast<float>(i) + 0.5F));
  for (int i = 0; i < 30; ++i) colours.push_back(air.lit(i % 2 == 0 ? stripe : hex(0xFFF8EA)));
  c.fill(between(level(-1), scallops(top + 0.008F, 0.030F, w, w / 2)), hex(0x0A1430), 0.16F);
  c.fill(between(level(-1), scallops(top, 0.026F, w, w / 2)), columns(edges, colours));
}

void balloons(Canvas& c, const Air& air, Point tie, int n) {
  const Point heads[] = {{-0.055F, -0.20F}, {0.058F, -0.215F}, {0.0F, -0.275F}};
  for (int i = 0; i < 3; ++i) {
    const Point p{tie.x + heads[i].x, tie.y + heads[i].y};
    c.fill(stroke(curve(tie, {tie.x, p.y + 0.10F}, {p.x, p.y + 0.05F}, 4), 0.0035F, 0.003F),
           air.lit(hex(0x8A7A6A)));
    c.fill(ellipse(p, 0.042F, 0.052F), air.lit(bright(n + i)));
    c.fill(ellipse({p.x - 0.014F, p.y - 0.018F}, 0.008F, 0.013F), hex(0xFFFFFF), 0.55F);
  }
}

// A till on a counter with a scalloped front.
void counter(Canvas& c, const Air& air, Point foot, float w, Color front, Color stripe) {
  const float l = foot.x - w / 2, r = foot.x + w / 2, top = foot.y - 0.165F;
  contact_shadow(c, foot, w * 1.1F, 0.22F);
  c.fill(rectangle({l, top, r, foot.y}, 0.004F), air.lit(front));
  c.fill(
      overlap(rectangle({l, top, r, foot.y}), between(level(top), scallops(top + 0.035F, 0.022F, w / 6, -l))),
      air.lit(stripe));
  c.fill(rectangle({l - 0.014F, top - 0.014F, r + 0.014F, top + 0.010F}, 0.006F), air.lit(hex(0xE0B072)));
  const float x = foot.x + w * 0.16F, y = top - 0.014F;
  c.fill(polygon({{x - 0.045F, y}, {x + 0.045F, y}, {x + 0.034F, y - 0.060F}, {x - 0.034F, y - 0.060F}}),
         air.lit(hex(0x5F6B78)));
  c.fill(rectangle(box_at({x, y - 0.076F}, 0.050F, 0.032F), 0.004F), air.lit(hex(0xCFE8D6)));
  c.fill(panes({x - 0.028F, y - 0.046F, x + 0.028F, y - 0.014F}, 4, 2, 0.66F, 0.62F), air.lit(hex(0xF4EFE2)));
  ball(c, air, {foot.x - w * 0.24F, y}, 0);
}

}  // namespace

void paint_toy_shop(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color walls[] = {hex(0xF9D98A), hex(0xA9DCD6), hex(0xF6C3CF)};
  const Color woods[] = {hex(0xB5713F), hex(0xF4F1E8), hex(0x9C6FB0)};
  const Color backs[] = {hex(0xFBE9BE), hex(0x7FC4C0), hex(0xFBE0E4)};
  const Color stripes[] = {hex(0xE8523F), hex(0x3F8FC6), hex(0x8E62C4)};
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, air.lit(walls[layout]), floor, air.lit(lighter(walls[layout], 0.2F))));
  const float shade = std::max(0.055F, floor - c.rise(0.555F)), top = std::max(0.10F, floor - 0.475F);
  tile_floor(c, air, floor, 0.15F, mix(walls[layout], hex(0xFFF6E6), 0.62F),
             mix(walls[layout], hex(0xF3E3CC), 0.45F));

  if (layout == 2) {
    const Box b{-0.155F, std::max(0.10F, floor - 0.45F), 0.155F, floor - 0.16F};
    c.fill(rectangle({b.left - 0.020F, b.top - 0.020F, b.right + 0.020F, b.bottom + 0.020F}, 0.01F),
           air.lit(hex(0xFFFFFF)));
    view_of_street(c, outside, rectangle(b), b, 1);
    glazing(c, b, 2, 2, 0.010F, air.lit(hex(0xFFFFFF)));
    for (const float s : {-1.0F, 1.0F}) {
      shelves(c, air, s < 0 ? -0.52F : 0.20F, s < 0 ? -0.20F : 0.52F, floor, top, woods[2], backs[2],
              s < 0 ? 2 : 9);
      shelves(c, air, s < 0 ? -1.2F : 0.54F, s < 0 ? -0.54F : 1.2F, floor, top, woods[2], backs[2], 5);
    }
    balloons(c, air, {-0.17F, floor - 0.10F}, 1);
    counter(c, air, {0.02F, floor + 0.045F}, 0.27F, hex(0xFFF3E6), stripes[2]);
  } else {
    shelves(c, air, std::min(-1.2F * side, 0.13F * side), std::max(-1.2F * side, 0.13F * side), floor, top,
            woods[layout], backs[layout], 1 + layout * 3);
    const Box b = box_at({0.335F * side, floor - 0.325F}, 0.29F, 0.28F);
    c.fill(rectangle({b.left - 0.020F, b.top - 0.020F, b.right + 0.020F, b.bottom + 0.020F}, 0.01F),
           air.lit(hex(0xFFFFFF)));
    view_of_street(c, outside, rectangle(b), b, layout);
    glazing(c, b, 2, 2, 0.010F, air.lit(hex(0xFFFFFF)));
    shelves(c, air, std::min(0.56F * side, 1.2F * side), std::max(0.56F * side, 1.2F * side), floor, top,
            woods[layout], backs[layout], 4);
    counter(c, air, {0.335F * side, floor + 0.045F}, 0.27F, layout == 0 ? hex(0x3FA7D6) : hex(0xF6B93B),
            layout == 0 ? hex(0xFFF3D0) : hex(0xE8523F));
    balloons(c, air, {(layout == 0 ? -0.44F : -0.17F) * side * (layout == 0 ? 1.0F : -1.0F), floor + 0.02F},
             3 * layout);
    present(c, air, {-0.36F * side, floor + 0.045F}, 4 + layout);
    present(c, air, {-0.29F * side, floor + 0.055F}, 1 + layout);
  }
  awning(c, air, shade, stripes[layout]);
  for (const float x : {-0.28F, 0.28F, -0.84F, 0.84F})
    hanging_lamp(c, air, {x, shade + 0.085F}, bright(layout + 2), 0.6F);
}

}  // namespace reverie::paint
