#include "drawing/falling.h"

#include <torch/utils.h>
#include <array>
#include <cmath>
#include <functional>

#include "core/random.h"
#include "drawing/paint_fields.h"

namespace reverie {
namespace {

using paint::Canvas;
using paint::Color;
using paint::Point;

constexpr std::array<std::string_view, 4> kNames = {"rain", "snow", "fog", "storm"};  // as Falling::Kind
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
  c.fill(paint::rectangle({-9, -9, 9, 9}), color, opacity);
}

struct Shower {
  float cell, length, slant, width, opacity;
};

void rain(Canvas& c, Color drop, const Shower& shower, std::uint64_t seed) {
  for_each_cell(c, shower.cell, seed, [&](Point p, Random& random) {
    const float length = shower.length * (0.6F + 0.8F * static_cast<float>(random.uniform()));
    c.fill(paint::stroke({p, {p.x - length * shower.slant, p.y + length}}, shower.width * 0.5F, shower.width),
           drop, shower.opacity);
  });
}

void snow(Canvas& c, Color flake, Color rim, std::uint64_t seed) {
  for_each_cell(c, 0.088F, seed, [&](Point p, Random& random) {
    const double kind = random.uniform();
    const float radius = kind < 0.50 ? 0.0058F : kind < 0.82 ? 0.0095F : 0.0150F;
    if (radius > 0.012F) c.glow(p, radius * 1.7F, rim, 0.55F);
    c.fill(paint::circle(p, radius), flake, 0.93F);
  });
}

void fog(Canvas& c, Color white, std::int64_t layout) {
  const float side = layout == 1 ? -1.0F : 1.0F;
  const float bands[][4] = {{-0.35F, 0.60F, 0.75F, 0.34F}, {0.40F, 0.71F, 0.70F, 0.34F},
                            {-0.25F, 0.84F, 0.80F, 0.36F}, {0.30F, 0.97F, 0.85F, 0.42F},
                            {0.95F, 0.80F, 0.60F, 0.34F},  {-1.00F, 0.70F, 0.60F, 0.34F}};
  for (const auto& b : bands) c.glow({b[0] * side, c.y(b[1])}, b[2], 0.085F, white, b[3]);
}

void fall(Canvas& c, const Falling& falling, std::int64_t layout) {
  const std::uint64_t seed = hash_of("falling") + static_cast<std::uint64_t>(layout);
  switch (falling.kind) {
    case Falling::Kind::Rain:
      veil(c, falling.veil, 0.06F);
      return rain(c, falling.bright, {0.088F, 0.095F, 0.22F, 0.0050F, 0.62F}, seed);
    case Falling::Kind::Snow: return snow(c, falling.bright, falling.rim, seed);
    case Falling::Kind::Fog: veil(c, falling.veil, 0.10F); return fog(c, falling.bright, layout);
    case Falling::Kind::Storm:
      veil(c, falling.veil, 0.08F);
      return rain(c, falling.bright, {0.075F, 0.150F, 0.42F, 0.0055F, 0.60F}, seed);
  }
}

}  // namespace

std::string name_of(Falling::Kind kind) {
  return std::string(kNames.at(static_cast<std::size_t>(kind)));
}

std::optional<Falling::Kind> falling_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Falling::Kind>(i);
  }
  return std::nullopt;
}

torch::Tensor draw_falling(const Falling& falling, std::int64_t layout, std::int64_t height_px,
                           std::int64_t width_px, torch::Device device) {
  const torch::NoGradGuard no_grad;
  const auto drawn_on = [&](Color ground) {
    paint::Pixels pixels(height_px, width_px, device);
    Canvas canvas(pixels);
    canvas.everywhere(ground);
    fall(canvas, falling, layout);
    return pixels.picture();
  };
  // A canvas knows no transparency. Drawn on black, a picture is its premultiplied colour; what white shows
  // more than black is what lets the ground through.
  const torch::Tensor colour = drawn_on({0, 0, 0});                            // [3, H, W]
  const torch::Tensor through = (drawn_on({1, 1, 1}) - colour).mean(0, true);  // [1, H, W]
  return torch::cat({colour, (1 - through).clamp(0, 1)}, 0);                   // [4, H, W]
}

}  // namespace reverie
