// Watercolour: thin pigment on white paper.
//
// How   Colours become the pigment that would give them (absorption, the negative logarithm), which pools
//       and thins in slow clouds, gathers at the rims of areas and settles in the grain of the paper.
//       Outlines wander a little, as a wet edge does. The wash ends in a ragged edge with a dark rim, and
//       white paper remains around it.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor watercolour(const Page& page) {
  const Page bright = page.with(exposed(page.pixels, 0.62, 0.5));
  const Tensor wobble_x = 0.22 * (noise(page, 0.7, 1) - 0.5), wobble_y = 0.22 * (noise(page, 0.7, 2) - 0.5);
  const Page washes = page.with(flat_patches(page.with(warped(bright, wobble_x, wobble_y)), 0.2));
  const Tensor pool = 0.6 * noise(page, 1.3, 3) + 0.4 * noise(page, 0.45, 4);
  const Tensor grain = paper_grain(page, 0.16, 5);
  const Tensor rims = (edge_strength(washes) - 0.05).clamp(0, 0.6);
  Tensor pigment = -washes.pixels.clamp(0.02, 1).log() * (0.35 + 0.75 * pool);
  pigment = (pigment * (1 + 0.9 * rims) + 0.1 * rims) * (1 + 0.25 * grain);
  const Tensor inside =
      to_border(page) + 0.9 * (noise(page, 0.9, 7) - 0.5) + 0.25 * (noise(page, 0.3, 8) - 0.5);
  const Tensor dried = (((inside - 0.52) / 0.09).square() * -1).exp() * 0.5;
  pigment = (pigment + dried * pigment.mean(1, true)) * smooth_step(inside, 0.32, 0.5);
  return colour(page, 0xFBF8F0) * (pigment * -0.95).exp() * (1 + 0.03 * grain);
}

}  // namespace reverie::styles
