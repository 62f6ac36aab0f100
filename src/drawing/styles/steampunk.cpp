// Steampunk: everything of brass and copper, in a riveted frame with gears.
//
// How   Light becomes a ramp of brass, blue and green become verdigris; surfaces are embossed and outlined
//       in dark bronze. Around it a rounded rim with rivets, one to a token, and gears in the corners.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

namespace {

struct Gear {
  double x, y, radius;  // tokens
  int teeth;
  double turn;  // radians
};

Tensor brass(const Page& page, const Tensor& light) {
  return ramp(page, light, {{0, 0x2A1408}, {0.5, 0xB4762C}, {0.85, 0xF5CF80}, {1, 0xFFE8B0}});
}

// A toothed wheel with five windows, over `below` [B, 3, H, W].
Tensor with_gear(const Page& page, const Tensor& below, const Gear& gear) {
  constexpr double kSoft = 0.04;
  const Tensor dx = x_of(page) - gear.x, dy = y_of(page) - gear.y;
  const Tensor r = (dx.square() + dy.square()).sqrt();  // [H, W]
  const Tensor angle = torch::atan2(dy.expand_as(r), dx.expand_as(r));
  const Tensor rim =
      gear.radius * (0.86 + 0.14 * smooth_step((angle * gear.teeth + gear.turn).sin(), -0.3, 0.3));
  const auto ring = [&](double from, double to) {
    return smooth_step(r, gear.radius * from - kSoft, gear.radius * from + kSoft) *
           smooth_step(r, gear.radius * to + kSoft, gear.radius * to - kSoft);
  };
  const Tensor windows = ring(0.36, 0.66) * smooth_step((angle * 2.5 + gear.turn).sin().abs(), 0.35, 0.5);
  const Tensor body = smooth_step(r - rim, kSoft, -kSoft) * ring(0.16, 2) * (1 - windows);
  const Tensor light = (0.55 + 0.18 * (7 * r).sin() - 0.16 * (dx + dy) / gear.radius).clamp(0, 1);
  const Tensor around = smooth_step(r, 1.2 * gear.radius, 0.9 * gear.radius);
  return mixed(below * (1 - 0.45 * around), brass(page, light.unsqueeze(0)), body);
}

// The rim: a rounded bar of brass with a rivet in the middle of each token.
Tensor with_rim(const Page& page, const Tensor& below) {
  constexpr double kWide = 0.38, kMiddle = 0.19;
  const Tensor border = to_border(page), x = x_of(page), y = y_of(page);
  const Tensor rim = smooth_step(border, kWide, kWide - 0.04);
  const Tensor bar = mixed(below, brass(page, 0.3 + 0.4 * (border * 8.3).sin().unsqueeze(0)), rim);
  const auto off_rivet = [&](const Tensor& along, const Tensor& across_bar) {
    return ((along - along.floor() - 0.5).square() + (across_bar - kMiddle).square()).sqrt();
  };
  const Tensor rivet = torch::minimum(off_rivet(x, torch::minimum(y, page.height() - y)),
                                      off_rivet(y, torch::minimum(x, page.width() - x)));
  const Tensor socket = mixed(bar, colour(page, 0x2A1408), rim * smooth_step(rivet, 0.17, 0.12));
  return mixed(socket, colour(page, 0xFBE2A0), rim * smooth_step(rivet, 0.11, 0.06));
}

}  // namespace

Tensor steampunk(const Page& page) {
  const Page areas = page.with(flat_patches(page.with(exposed(page.pixels, 0.48, 0.55)), 0.1));
  const Tensor light = luminance(areas.pixels);
  const Tensor metal = ramp(
      page, light,
      {{0, 0x140A06}, {0.25, 0x4A2410}, {0.5, 0xA65E26}, {0.72, 0xD8A045}, {0.9, 0xF7E3A6}, {1, 0xFFF6D8}});
  const Tensor verdigris =
      ramp(page, light, {{0, 0x0C1210}, {0.4, 0x2C544A}, {0.8, 0x86B59A}, {1, 0xE6F0D0}});
  const Tensor coolness =
      areas.pixels.narrow(1, 2, 1) + 0.4 * areas.pixels.narrow(1, 1, 1) - 1.4 * areas.pixels.narrow(1, 0, 1);
  Tensor drawn = mixed(metal, verdigris, 0.55 * smooth_step(coolness, -0.02, 0.25)) -
                 0.55 * relief(page, blurred(page, light, 0.05));
  drawn = mixed(drawn, colour(page, 0x1B0D06), 0.6 * smooth_step(edge_strength(areas), 0.14, 0.40));
  drawn = drawn * (1 - 0.5 * smooth_step(off_centre(page), 0.6, 2));
  const double right = page.width(), foot = page.height();
  for (const Gear& gear :
       {Gear{0.5, 0.5, 2.3, 14, 0}, Gear{3.3, 0.3, 1.1, 9, 0.3}, Gear{right - 0.4, 0.4, 1.9, 12, 0.5},
        Gear{right - 0.3, foot - 0.3, 1.6, 11, 0.2}, Gear{0.3, foot - 0.3, 1.3, 9, 0.9}}) {
    drawn = with_gear(page, drawn, gear);
  }
  return with_rim(page, drawn);
}

}  // namespace reverie::styles
