// Ink: a pen drawing, black on cream paper.
//
// How   Lines where colours change, slightly shaken; shade is hatched along one diagonal, deeper shade along
//       both, with strokes that thicken as it darkens; the darkest areas are filled.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

namespace {

// `phase` counts strokes; `width` 0 to 0.5 is half their width. [H, W] and [B, 1, H, W].
Tensor hatching(const Tensor& phase, const Tensor& width) {
  const Tensor off_stroke = (phase - phase.floor() - 0.5).abs();
  return smooth_step(off_stroke - width, 0.12, -0.12) * smooth_step(width, 0, 0.06);
}

}  // namespace

Tensor ink(const Page& page) {
  constexpr double kStrokes = 0.42;  // from one stroke to the next, along x
  const Page bright = page.with(exposed(page.pixels, 0.62, 0.55));
  const Tensor shake_x = 0.12 * (noise(page, 0.5, 1) - 0.5), shake_y = 0.12 * (noise(page, 0.5, 2) - 0.5);
  const Page drawn = page.with(flat_patches(page.with(warped(bright, shake_x, shake_y)), 0.12));
  const Tensor light = luminance(drawn.pixels);
  const Tensor x = x_of(page), y = y_of(page), waver = 0.5 * noise(page, 0.9, 3);
  const Tensor shade = hatching((x + y) / kStrokes + waver, 0.9 * (0.62 - light).clamp(0, 0.5));
  const Tensor deep = hatching((x - y) / kStrokes + waver, 1.1 * (0.40 - light).clamp(0, 0.5));
  const Tensor lines = smooth_step(edge_strength(drawn), 0.08, 0.28);
  const Tensor filled = smooth_step(light, 0.18, 0.12);
  const Tensor black = torch::maximum(torch::maximum(lines, filled), 0.92 * torch::maximum(shade, deep));
  const Tensor paper = colour(page, 0xF6F0E0) * (1 + 0.02 * paper_grain(page, 0.16, 4));
  return mixed(paper, colour(page, 0x14120F), black);
}

}  // namespace reverie::styles
