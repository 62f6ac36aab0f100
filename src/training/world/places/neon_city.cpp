// training/world/places/neon_city.cpp
//
// A city of neon: a narrow street between towers, glowing sign boards left blank, wires, a wet ground.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
// Traps     Neon is painted raw: it glows at every hour. The boards carry no words on purpose, since
//           words are added by others.
#include <algorithm>
#include <cmath>
#include <utility>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

const Color kPink = hex(0xFF4FB4), kCyan = hex(0x35E6F2), kViolet = hex(0xA964FF), kAmber = hex(0xFFB347),
            kGreen = hex(0x5CF5A0);

// A blank board framed by a glowing tube.
void sign(Canvas& c, const Air& air, Box b, Color neon) {
  const Point m{(b.left + b.right) / 2, (b.top + b.bottom) / 2};
  const float size = std::max(b.right - b.left, b.bottom - b.top);
  c.glow(m, size * 0.95F, neon, air.night() ? 0.75F : 0.5F);
  c.fill(rectangle({b.left - 0.010F, b.top - 0.010F, b.right + 0.010F, b.bottom + 0.010F}, 0.016F),
         hex(0x1C1436));
  c.fill(rectangle(b, 0.012F), neon);
  c.fill(rectangle({b.left + 0.008F, b.top + 0.008F, b.right - 0.008F, b.bottom - 0.008F}, 0.008F),
         mix(hex(0x2A1648), neon, 0.22F));
}

struct Block {
  float left, right, height;
  Color wall;
  Color light;  // of its windows
};

void tower(Canvas& c, const Air& air, const Block& t, float foot, float distance, int seed) {
  const float top = foot - t.height;
  c.fill(
      rectangle({t.left, top, t.right, foot}),
      downwards(top, air.far(t.wall, distance), foot, air.far(mix(t.wall, hex(0x8A4AA8), 0.35F), distance)));
  const int across = std::max(1, static_cast<int>((t.right - t.left) / 0.036F)),
            up = std::max(1, static_cast<int>(t.height / 0.05F));
  const Box front{t.left + 0.008F, top + 0.016F, t.right - 0.008F, foot};
  c.fill(panes(front, across, up, 0.52F, 0.46F), air.far(darker(t.wall, 0.35F), distance));
  const int share = air.night() ? 6 : air.sunset() ? 5 : 3;
  const auto lit = [=](int column, int row) {
    return (column * 7 + row * 5 + column * row + seed * 3) % 10 < share;
  };
  c.fill(panes(front, across, up, 0.52F, 0.46F, lit), mix(t.light, air.haze, distance * 0.5F), 0.9F);
}

// A wall that closes the street on one side, with ledges, a neon edge and a lit shop front below.
void near_wall(Canvas& c, const Air& air, float inner, float s, float foot, Color neon, Color shop) {
  const Color wall = air.lit(hex(0x4A3F6E)), dark = air.lit(hex(0x342B54));
  const float outer = s * 1.4F;
  const Box area{std::min(inner, outer), -1, std::max(inner, outer), foot};
  c.fill(rectangle(area), blend({inner, 0}, dark, {inner + s * 0.3F, 0}, wall));
  const Box grid{area.left, foot - c.rise(0.56F), area.right, foot - 0.24F};
  c.fill(panes(grid, 9, 6, 0.55F, 0.42F), air.lit(hex(0x2A2248)));
  const auto lit = [](int column, int row) { return (column * 3 + row * 7) % 5 < 2; };
  c.fill(panes(grid, 9, 6, 0.55F, 0.42F, lit), air.lamps() ? hex(0xFFCB7A) : air.lit(hex(0xC9B9F0)), 0.9F);
  c.fill(rectangle({inner - 0.006F, -1, inner + 0.006F, foot}), neon, 0.85F);
  const float l = s > 0 ? inner + 0.02F : -1.4F, r = s > 0 ? 1.4F : inner - 0.02F;
  c.glow({inner + s * 0.16F, foot - 0.07F}, 0.26F, shop, 0.55F);
  c.fill(rectangle({l, foot - 0.145F, r, foot - 0.012F}),
         downwards(foot - 0.145F, mix(shop, hex(0xFFFFFF), 0.35F), foot, mix(shop, hex(0x2A1648), 0.35F)));
  std::vector<Shape> bars;
  for (float x = inner + s * 0.02F; std::abs(x) < 1.4F; x += s * 0.115F)
    bars.push_back(rectangle({x - 0.006F, foot - 0.145F, x + 0.006F, foot}));
  c.fill(unite(bars), hex(0x2A2048));
  c.fill(rectangle({l, foot - 0.185F, r, foot - 0.145F}), air.lit(hex(0x2E2450)));
  c.fill(rectangle({l, foot - 0.150F, r, foot - 0.142F}), neon);
}

// The ground: dark and wet, long soft reflections of the lights above.
void wet_ground(Canvas& c, const Air& air, float top, const std::vector<std::pair<float, Color>>& lights) {
  c.fill(under(level(top)), downwards(top, air.lit(hex(0x5A4E86)), c.bottom(), air.lit(hex(0x3C3566))));
  const float end = top + (c.bottom() - top) * 0.72F;
  for (const auto& [x, neon] : lights) {
    const Color ground = mix(air.lit(hex(0x453C6E)), neon, 0.04F);
    const Box streak{x - 0.030F, top - 0.01F, x + 0.030F, end};
    c.fill(rectangle(streak, 0.03F), downwards(top, mix(ground, neon, 0.50F), end, ground), 0.50F);
    c.fill(rectangle({x - 0.010F, top, x + 0.010F, top + (end - top) * 0.7F}, 0.01F),
           downwards(top, mix(ground, neon, 0.8F), top + (end - top) * 0.7F, ground), 0.40F);
  }
  for (const float x : {-0.26F, 0.24F, -0.8F, 0.8F})
    c.fill(ellipse({x, top + 0.055F}, 0.13F, 0.010F), lights.front().second, 0.16F);
  c.fill(rectangle({-9, top - 0.004F, 9, top + 0.004F}), hex(0xC9A0FF), 0.5F);
}

void wires(Canvas& c, float y, float side) {
  for (const Point p : {Point{0.0F, 0.10F}, Point{0.05F, 0.14F}, Point{-0.03F, 0.06F}})
    c.fill(stroke(curve({-0.45F, y + p.x * side}, {0.02F, y + p.x + p.y}, {0.45F, y - p.x * side}, 7), 0.004F,
                  0.004F),
           hex(0x1C1436), 0.9F);
}

}  // namespace

void paint_neon_city(Canvas& c, const Air& air, int layout) {
  const float foot = c.y(0.60F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  Air haze = air;  // the city's own light tints its sky at every hour
  const float tint = air.time == TimeOfDay::Day ? 0.48F : 0.36F;
  haze.zenith = mix(air.zenith, hex(0x2A1A5E), tint);
  haze.middle = mix(air.middle, hex(0x7A3FB0), tint);
  haze.low = mix(air.low, hex(0xFF6AC0), tint);
  haze.haze = mix(air.haze, hex(0xB85AD0), 0.50F);
  sky_gradient(c, haze, foot);
  if (air.night()) stars(c, foot * 0.6F, 30, 0.6F);
  sun(c, air,
      {layout == 2 ? 0.26F : 0.06F * side, air.time == TimeOfDay::Day ? c.y(0.14F) : foot - c.rise(0.33F)},
      0.85F);
  c.glow({0.02F * side, foot - 0.06F}, 0.55F, kPink, 0.45F);

  const Color slate = hex(0x6A62A0), plum = hex(0x7A5A9E), blue = hex(0x4F66A8);
  int seed = layout * 3;
  for (float x = -1.28F; x < 1.25F; x += 0.16F, ++seed)
    tower(c, air, {x, x + 0.15F, c.rise(0.20F + 0.04F * static_cast<float>((seed * 5) % 5)), blue, kCyan},
          foot, 0.50F, seed);
  const Color walls[] = {slate, plum, blue};
  const Color glass[] = {hex(0xFFD27A), kPink, kCyan};
  const float gap = layout == 2 ? 0.17F : 0.12F;  // how wide the street opens
  for (int i = 0; i < 5; ++i) {
    const float k = static_cast<float>(i), x = gap + 0.19F * k;
    tower(c, haze,
          {x, x + 0.17F, c.rise(0.36F + 0.05F * static_cast<float>((i * 2 + layout) % 3)), walls[i % 3],
           glass[(i + layout) % 3]},
          foot, 0.14F, seed + i);
    tower(c, haze,
          {-x - 0.17F, -x, c.rise(0.33F + 0.06F * static_cast<float>((i + layout) % 3)), walls[(i + 1) % 3],
           glass[(i + 1) % 3]},
          foot, 0.14F, seed + i + 7);
  }
  std::vector<std::pair<float, Color>> lights;
  const float h = c.rise(1);
  if (layout == 0) {
    near_wall(c, air, -0.31F, -1, foot + 0.02F, kPink, kAmber);
    near_wall(c, air, 0.33F, 1, foot + 0.02F, kCyan, kViolet);
    sign(c, air, {-0.30F, foot - 0.44F * h, -0.21F, foot - 0.20F * h}, kPink);
    sign(c, air, {0.24F, foot - 0.38F * h, 0.32F, foot - 0.16F * h}, kCyan);
    sign(c, air, {-0.09F, foot - 0.16F * h, 0.13F, foot - 0.09F * h}, kAmber);
    sign(c, air, {-0.485F, foot - 0.245F, -0.34F, foot - 0.185F}, kGreen);
    lights = {{-0.26F, kPink}, {0.28F, kCyan}, {0.02F, kAmber}, {-0.42F, kAmber}, {0.43F, kViolet}};
  } else if (layout == 1) {
    near_wall(c, air, 0.20F, 1, foot + 0.02F, kViolet, kPink);
    sign(c, air, {0.225F, foot - 0.27F * h - 0.03F, 0.48F, foot - 0.20F}, kCyan);
    sign(c, air, {0.11F, foot - 0.45F * h, 0.185F, foot - 0.18F * h}, kPink);
    sign(c, air, {-0.44F, foot - 0.30F * h, -0.24F, foot - 0.20F * h}, kAmber);
    sign(c, air, {-0.18F, foot - 0.22F * h, -0.12F, foot - 0.07F * h}, kGreen);
    lights = {{0.15F, kPink}, {0.34F, kCyan}, {-0.34F, kAmber}, {-0.15F, kGreen}};
  } else {
    sign(c, air, {-0.19F, foot - 0.25F * h, 0.19F, foot - 0.12F * h},
         kPink);  // a great board across the square
    for (const float x : {-0.12F, 0.12F})
      c.fill(rectangle({x - 0.010F, foot - 0.115F * h, x + 0.010F, foot}), air.lit(hex(0x342B54)));
    sign(c, air, {-0.43F, foot - 0.40F * h, -0.34F, foot - 0.13F * h}, kCyan);
    sign(c, air, {0.36F, foot - 0.36F * h, 0.44F, foot - 0.12F * h}, kViolet);
    sign(c, air, {0.24F, foot - 0.10F * h, 0.42F, foot - 0.04F * h}, kAmber);
    sign(c, air, {-0.44F, foot - 0.09F * h, -0.24F, foot - 0.03F * h}, kGreen);
    lights = {{0.0F, kPink}, {-0.385F, kCyan}, {0.40F, kViolet}, {0.20F, kAmber}, {-0.22F, kGreen}};
  }
  sign(c, air, {-0.95F, foot - 0.36F * h, -0.80F, foot - 0.22F * h}, kViolet);
  sign(c, air, {0.80F, foot - 0.40F * h, 0.88F, foot - 0.2F * h}, kPink);
  lights.emplace_back(-0.88F, kViolet);
  lights.emplace_back(0.84F, kPink);
  if (layout != 2) wires(c, foot - c.rise(0.47F), side);
  wet_ground(c, air, foot + 0.012F, lights);
}

}  // namespace reverie::paint
