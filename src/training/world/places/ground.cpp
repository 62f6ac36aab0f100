// training/world/places/ground.cpp
//
// Leaves, snow, petals, puddles and mist. See ground.h.
#include "training/world/places/ground.h"

#include <cmath>

#include "core/random.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

constexpr float kWidest = 1.25F;  // half the width of the widest picture

// A spot on the ground, nearer ones larger: size 0.5 at the far edge to 1 at our feet.
struct Spot {
  Point at;
  float size;
};

// Spots without clumps: one in each cell of a grid, off its middle.
std::vector<Spot> scattered(const Canvas& c, float top, int across, int deep, Random random) {
  std::vector<Spot> spots;
  const auto unit = [&] { return static_cast<float>(random.uniform()); };
  for (int row = 0; row < deep; ++row) {
    for (int column = 0; column < across; ++column) {
      const float u = (static_cast<float>(column) + unit()) / static_cast<float>(across);
      const float v = (static_cast<float>(row) + unit()) / static_cast<float>(deep);
      const Point at{(2 * u - 1) * kWidest, top + (c.bottom() - top) * v * (0.45F + 0.55F * v)};
      if (std::abs(at.x) < c.right() + 0.02F) spots.push_back({at, 0.5F + 0.5F * v});
    }
  }
  return spots;
}

void leaf_at(Canvas& c, const Spot& spot, float turn, Color color) {
  const float half = 0.0145F * spot.size;
  const float dx = half * std::cos(turn), dy = 0.55F * half * std::sin(turn);  // it lies flat
  c.fill(leaf({spot.at.x - dx, spot.at.y - dy}, {spot.at.x + dx, spot.at.y + dy}, half * 0.40F, half * 0.40F),
         color);
}

void fallen_leaves(Canvas& c, const Air& air, int layout) {
  const Color colors[] = {hex(0xD9622B), hex(0xE9A532), hex(0xB93F2A), hex(0xF0C04A), hex(0xA85A2C)};
  const float top = c.y(0.635F);
  for (const float x : {-0.42F, 0.46F, -0.95F, 0.98F, 0.02F}) {  // swept together
    const float y = x == 0.02F ? 0.90F : 0.72F;
    c.fill(ellipse({x, c.y(y)}, 0.17F, 0.026F), air.lit(hex(0xC9752E)), 0.28F);
  }
  Random random(hash_of("fallen leaves"), static_cast<std::uint64_t>(layout));
  for (const Spot& spot : scattered(c, top, 26, 8, random.split(0))) {
    const float turn = 6.283F * static_cast<float>(random.uniform());
    leaf_at(c, spot, turn, air.lit(colors[random.below(5)]));
  }
}

void petals(Canvas& c, const Air& air, int layout) {
  Random random(hash_of("petals"), static_cast<std::uint64_t>(layout));
  for (const Spot& spot : scattered(c, c.y(0.635F), 26, 7, random.split(0))) {
    const Color pink = random.chance(0.6) ? hex(0xF9B4CE) : hex(0xFFF0F5);
    const float r = 0.0105F * spot.size;
    c.fill(ellipse(spot.at, r, r * 0.6F), air.lit(pink));
  }
}

// A branch in blossom hangs into a corner of the sky: not every place has trees of its own.
void blossoming_branch(Canvas& c, const Air& air, int layout) {
  const float side = layout == 1 ? 1.0F : -1.0F;  // away from the sun
  const auto at = [&](float x, float y) { return Point{side * (c.right() - x), y}; };
  const Color bark = air.lit(hex(0x6E4A3C)), pink = air.lit(hex(0xF7A8C4)), pale = air.lit(hex(0xFDDCE8)),
              heart = air.lit(hex(0xE0688F));
  c.fill(
      stroke({at(-0.02F, 0.015F), at(0.10F, 0.050F), at(0.20F, 0.048F), at(0.29F, 0.085F)}, 0.017F, 0.005F),
      bark);
  c.fill(stroke({at(0.08F, 0.045F), at(0.13F, 0.095F), at(0.15F, 0.135F)}, 0.010F, 0.004F), bark);
  c.fill(stroke({at(0.18F, 0.048F), at(0.24F, 0.025F)}, 0.008F, 0.004F), bark);
  const float blossoms[][3] = {{0.02F, 0.035F, 0.024F},  {0.07F, 0.030F, 0.020F},  {0.09F, 0.070F, 0.022F},
                               {0.135F, 0.060F, 0.021F}, {0.125F, 0.105F, 0.020F}, {0.155F, 0.138F, 0.019F},
                               {0.18F, 0.038F, 0.020F},  {0.215F, 0.062F, 0.019F}, {0.245F, 0.024F, 0.017F},
                               {0.26F, 0.076F, 0.017F},  {0.295F, 0.090F, 0.014F}};
  int i = 0;
  for (const auto& b : blossoms) {
    const Point m = at(b[0], b[1]);
    const float r = b[2];
    c.fill(unite({circle({m.x - r * 0.5F, m.y + r * 0.15F}, r * 0.55F),
                  circle({m.x + r * 0.5F, m.y + r * 0.2F}, r * 0.55F),
                  circle({m.x - r * 0.1F, m.y - r * 0.5F}, r * 0.55F),
                  circle({m.x, m.y + r * 0.55F}, r * 0.50F)}),
           i++ % 3 == 1 ? pale : pink);
    c.fill(circle(m, r * 0.22F), heart);
  }
}

// Drifts of snow, one before the other; what stands on the ground stands in them.
void drifts(Canvas& c, const Air& air, int layout) {
  const Color snow = air.snow(hex(0xFAFCFF)), shade = air.snow(hex(0xC4D6EE));
  const float side = layout == 1 ? -1.0F : 1.0F;
  const float lines[][3] = {{0.660F, 0.62F, 0.018F}, {0.735F, 0.62F, 0.022F}, {0.835F, 0.60F, 0.024F}};
  int i = layout;
  for (const auto& line : lines) {
    const float y = c.y(line[0]), sway = line[2], turn = (i++ % 2 == 0 ? side : -side);
    const auto crest = [&](float lift) {
      return rolling({{-1.25F, y + lift},
                      {-0.62F, y + lift - sway * turn},
                      {-0.18F, y + lift + sway * turn},
                      {0.30F, y + lift - sway * turn},
                      {0.70F, y + lift + sway * 0.6F * turn},
                      {1.25F, y + lift}});
    };
    c.fill(between(crest(-0.012F), crest(0.0F)), shade, line[1] * 0.5F);
    c.fill(under(crest(0.0F)), downwards(y, snow, y + 0.30F, mix(snow, shade, 0.45F)), line[1]);
  }
}

void puddles(Canvas& c, const Air& air, int layout) {
  const Color water = mix(air.low, air.middle, 0.5F), dark = mix(water, air.zenith, 0.6F);
  const float end = c.bottom();
  c.glow({0, end}, 1e3F, c.y(0.37F), mix(air.low, {1, 1, 1}, 0.15F), 0.22F);  // wet and shining
  const float side = layout == 1 ? -1.0F : 1.0F;
  const float at[][3] = {{-0.30F, 0.74F, 0.13F}, {0.27F, 0.80F, 0.17F},  {-0.16F, 0.93F, 0.20F},
                         {0.42F, 0.96F, 0.13F},  {-0.80F, 0.84F, 0.18F}, {0.86F, 0.75F, 0.16F},
                         {1.02F, 0.93F, 0.15F},  {-1.06F, 0.95F, 0.14F}};
  for (const auto& p : at) {
    const Point m{p[0] * side, c.y(p[1])};
    const float rx = p[2], ry = rx * 0.17F;
    c.fill(unite({ellipse(m, rx, ry), ellipse({m.x + rx * 0.5F, m.y + ry * 0.7F}, rx * 0.6F, ry * 0.6F)}),
           downwards(m.y - ry, water, m.y + ry, dark), 0.72F);
    for (const float r : {0.55F, 0.28F}) {  // the rings of a drop
      const Point ring{m.x - rx * 0.2F, m.y};
      c.fill(cut(ellipse(ring, rx * r, ry * r), ellipse(ring, rx * r - 0.006F, ry * r - 0.003F)),
             lighter(air.low, 0.35F), 0.75F);
    }
  }
}

void mist(Canvas& c, const Air& air) {
  c.glow({0, c.y(0.46F)}, 1e3F, c.y(0.46F), air.haze, 0.54F);
  c.glow({0, c.y(0.60F)}, 1e3F, c.y(0.17F), lighter(air.haze, 0.15F), 0.36F);
}

}  // namespace

void season_ground(Canvas& c, const Air& air, int layout) {
  switch (air.season) {
    case Season::Summer: return;
    case Season::Autumn: return fallen_leaves(c, air, layout);
    case Season::Winter: return drifts(c, air, layout);
    case Season::Spring: blossoming_branch(c, air, layout); return petals(c, air, layout);
  }
}

void weather_ground(Canvas& c, const Air& air, int layout) {
  switch (air.weather) {
    case Weather::Clear:
    case Weather::Snowfall: return;
    case Weather::Rain:
    case Weather::Storm: return puddles(c, air, layout);
    case Weather::Fog: return mist(c, air);
  }
}

void spring_flowers(Canvas& c, const Air& air, float top, int layout) {
  if (air.season != Season::Spring) return;
  const Color colors[] = {hex(0xFFE04A), hex(0xFFFFFF), hex(0xB98BE8), hex(0xFF9CC2)};
  Random random(hash_of("spring flowers"), static_cast<std::uint64_t>(layout));
  for (const Spot& spot : scattered(c, top, 15, 4, random.split(0))) {
    const float size = 0.034F * spot.size;
    c.fill(rectangle({spot.at.x - 0.0022F, spot.at.y, spot.at.x + 0.0022F, spot.at.y + size}),
           air.lit(hex(0x4E9A40)));
    flower(c, air, spot.at, size, colors[random.below(4)]);
  }
}

}  // namespace reverie::paint
