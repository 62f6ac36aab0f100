// Pop art: a printed comic panel.
//
// How   Three steps a channel of strong colours, black outlines, and printer's dots in rows of 45 degrees
//       between which the paper shows; the darker the area, the larger its dots.
#include <torch/utils.h>
#include <cmath>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

namespace {

// 0 in the middle of a dot, up to 0.71 between dots. [H, W]
Tensor off_dot(const Page& page, double pitch) {
  const Tensor x = x_of(page), y = y_of(page);
  const Tensor a = (x + y) * (M_SQRT1_2 / pitch), b = (x - y) * (M_SQRT1_2 / pitch);
  return ((a - a.floor() - 0.5).square() + (b - b.floor() - 0.5).square()).sqrt();
}

}  // namespace

Tensor pop_art(const Page& page) {
  const Page areas = page.with(flat_patches(page.with(exposed(page.pixels, 0.58, 0.5)), 0.14));
  const Tensor dark = 1 - luminance(areas.pixels);
  const Tensor inks = posterised(saturated(0.55 + 1.45 * (areas.pixels - 0.5), 1.9), 3, 0.1);
  const Tensor dots =
      smooth_step(off_dot(page, 0.5) - 0.42 * dark, 0.28, 0.12) * smooth_step(dark, 0.12, 0.22);
  const Tensor paper = mixed(inks, colour(page, 0xFFFDF0), torch::full({}, 0.55, inks.options()));
  const Tensor solid = smooth_step(dark, 0.8, 0.9);
  const Tensor printed = mixed(paper, 0.94 * inks, torch::maximum(dots, solid));
  const Tensor lines = smooth_step(edge_strength(areas), 0.10, 0.28);
  return mixed(printed, colour(page, 0x120A12), lines);
}

}  // namespace reverie::styles
