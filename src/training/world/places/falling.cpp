// training/world/places/falling.cpp
//
// Rain, snow and fog in front of a scene. See falling.h.
#include "training/world/places/falling.h"

#include <cmath>
#include <functional>

#include "training/world/random.h"

namespace reverie::paint {
namespace {

constexpr float kWidest = 1.25F;  // half the width of the widest picture

// Calls `draw` once for each cell of a grid over the picture, at a point somewhere in the cell. What a
// cell gets depends on its number only, so that pictures of all shapes agree where they overlap.
void for_each_cell(const Canvas& c, float cell, std::uint64_t seed,
                   const std::function<void(Point, Random&)>& draw) {
  const int across = static_cast<int>(2 * kWidest / cell), down = static_cast<int>(c.bottom() / cell) + 2;
  for (int row = 0; row < down; ++row) {
    for (int column = 0; column < across; ++column) {
      Random random(seed, static_cast<std::uint64_t>(row * 1000 + column));
      const float x = (static_cast<float>(column) + static_cast<float>(random.uniform())) * cell - kWidest;
      const float y = (static_cast<float>(row) - 1 + static_cast<float>(random.uniform())) * cell;
      if (std::abs(x) < c.right() + 0.1F) draw({x, y}, random);
    }
  }
}

void veil(Canvas& c, Color color, float opacity) {
  c.fill(rectangle({-9, -9, 9, 9}), color, opacity);
}

struct Shower {
  float cell, length, slant, width, opacity;
};

void rain(Canvas& c, const Air& air, const Shower& shower, std::uint64_t seed) {
  const Color drop = air.night() ? hex(0xA9BCE6) : hex(0xF2F8FF);
  for_each_cell(c, shower.cell, seed, [&](Point p, Random& random) {
    const float length = shower.length * (0.6F + 0.8F * static_cast<float>(random.uniform()));
    c.fill(stroke({p, {p.x - length * shower.slant, p.y + length}}, shower.width * 0.5F, shower.width), drop,
           shower.opacity);
  });
}

void snowfall(Canvas& c, const Air& air, std::uint64_t seed) {
  const Color flake = air.night() ? hex(0xE4ECFF) : hex(0xFFFFFF), rim = air.snow(hex(0x9DB6D8));
  for_each_cell(c, 0.088F, seed, [&](Point p, Random& random) {
    const double kind = random.uniform();
    const float radius = kind < 0.50 ? 0.0058F : kind < 0.82 ? 0.0095F : 0.0150F;
    if (radius > 0.012F) c.glow(p, radius * 1.7F, rim, 0.55F);  // near flakes stand out from white ground
    c.fill(circle(p, radius), flake, 0.93F);
  });
}

void fog(Canvas& c, const Air& air, int layout) {
  const Color white = lighter(air.haze, air.night() ? 0.05F : 0.25F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  veil(c, air.haze, 0.10F);
  const float bands[][4] = {{-0.35F, 0.60F, 0.75F, 0.34F}, {0.40F, 0.71F, 0.70F, 0.34F},
                            {-0.25F, 0.84F, 0.80F, 0.36F}, {0.30F, 0.97F, 0.85F, 0.42F},
                            {0.95F, 0.80F, 0.60F, 0.34F},  {-1.00F, 0.70F, 0.60F, 0.34F}};
  for (const auto& b : bands) c.glow({b[0] * side, c.y(b[1])}, b[2], 0.085F, white, b[3]);
}

}  // namespace

void paint_falling(Canvas& c, const Air& air, int layout) {
  const std::uint64_t seed = hash_of("falling") + static_cast<std::uint64_t>(layout);
  switch (air.weather) {
    case Weather::Clear: return;
    case Weather::Rain:
      veil(c, air.middle, 0.06F);
      return rain(c, air, {0.088F, 0.095F, 0.22F, 0.0050F, 0.62F}, seed);
    case Weather::Snowfall: return snowfall(c, air, seed);
    case Weather::Fog: return fog(c, air, layout);
    case Weather::Storm:
      veil(c, air.zenith, 0.08F);
      return rain(c, air, {0.075F, 0.150F, 0.42F, 0.0055F, 0.60F}, seed);
  }
}

}  // namespace reverie::paint
