// Pencil sketch: grey graphite on white paper.
//
// How   Soft lines where colours change, and shade laid down in long diagonal strokes, lighter than the
//       scene is.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor pencil_sketch(const Page& page) {
  const Page bright = page.with(exposed(page.pixels, 0.70, 0.65));
  const Tensor dark = smooth_step(luminance(bright.pixels), 0.88, 0);  // [B, 1, H, W]
  const Tensor strokes = diagonal_strokes(page, 0.13, 1.3, 1);
  const Tensor shade = 0.8 * dark * (0.3 + 0.7 * smooth_step(strokes, 0.15, 0.85));
  const Tensor lines = smooth_step(edge_strength(bright), 0.05, 0.30) * (0.7 + 0.3 * strokes);
  const Tensor graphite = (1 - (1 - shade) * (1 - lines)) * (1 + 0.35 * paper_grain(page, 0.1, 2));
  return mixed(colour(page, 0xFBFAF7), colour(page, 0x2C2D33), graphite.clamp(0, 1));
}

}  // namespace reverie::styles
