// Art Deco: a travel poster of 1925.
//
// How   Five flat inks by light: night blue to petrol green to cream where the scene is cool, to burgundy,
//       red and gold where it is warm. Rays rise from the foot through plain areas; a frame of two gold
//       lines with a fan in each corner.
#include <torch/utils.h>
#include <cmath>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

namespace {

// 0 and 1 by turns around a point below the picture's foot. [H, W]
Tensor sun_rays(const Page& page) {
  constexpr double kRays = 14;  // in half a turn
  const Tensor dx = across(page) * (page.width() / page.height());
  const Tensor turns = torch::atan2(dx.expand({page.height_px(), -1}), 1.15 - down(page)) * (kRays / M_PI);
  return smooth_step((turns - turns.floor() - 0.5).abs(), 0.22, 0.28);
}

// Gold on top of `poster`: two lines around it, fans of three arcs in its corners.
Tensor framed(const Page& page, const Tensor& poster) {
  const Tensor border = to_border(page), x = x_of(page), y = y_of(page);
  const Tensor corner =
      (torch::minimum(x, page.width() - x).square() + torch::minimum(y, page.height() - y).square())
          .sqrt();  // [H, W], to the nearest corner
  const Tensor fan = smooth_step(corner, 2.06, 2.0);
  const Tensor arc = corner / 0.5;
  const Tensor arcs = smooth_step((arc - arc.floor() - 0.5).abs(), 0.2, 0.14);
  const Tensor lines = torch::maximum(smooth_step((border - 0.42).abs(), 0.11, 0.06),
                                      smooth_step((border - 0.18).abs(), 0.06, 0.02));
  const Tensor gold = lines * (1 - fan) + arcs * fan;
  const Tensor dark = torch::maximum(smooth_step(border, 0.68, 0.62), fan);
  const Tensor sheen = smooth_step(across(page) - down(page), -1.5, 1.5);
  const Tensor leaf = mixed(colour(page, 0xC9962F), colour(page, 0xF0D67A), sheen);  // [3, H, W]
  return mixed(mixed(poster, colour(page, 0x0B1220), dark), leaf, gold);
}

}  // namespace

Tensor art_deco(const Page& page) {
  const Page areas = page.with(flat_patches(page.with(exposed(page.pixels, 0.5, 0.7)), 0.2));
  const Tensor edges = edge_strength(areas);
  const Tensor plain = 1 - detailed(page, edges, 0.35);
  const Tensor light = luminance(areas.pixels) + 0.16 * (sun_rays(page) - 0.5) * plain;
  const Tensor warmth = areas.pixels.narrow(1, 0, 1) - areas.pixels.narrow(1, 2, 1);
  const Tensor cool =
      stepped(page, light, {{0, 0x0B1220}, {0.25, 0x12434A}, {0.46, 0x2E7F7A}, {0.70, 0xEBD9A8}}, 0.035);
  const Tensor warm =
      stepped(page, light,
              {{0, 0x0B1220}, {0.20, 0x5A1622}, {0.36, 0xA8322B}, {0.54, 0xD79A2B}, {0.76, 0xF4E6BE}}, 0.035);
  const Tensor inks = mixed(cool, warm, smooth_step(warmth, -0.02, 0.10));
  const Tensor lines = 0.85 * smooth_step(edges, 0.12, 0.30);
  return framed(page, mixed(inks, colour(page, 0x0B1220), lines));
}

}  // namespace reverie::styles
