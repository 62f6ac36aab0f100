// Chiaroscuro: an old master's painting, a pool of warm light in the dark.
//
// How   A broad brush and deep contrast; light falls from the top left onto the middle of the ground, where
//       objects stand, and all else sinks into brown black.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

namespace {

// How much light there is, 0 to about 1.1. [H, W]
Tensor candle(const Page& page) {
  const Tensor u = across(page), v = down(page);
  const Tensor away = (u / 0.86).square() + ((v - 0.38) / 0.62).square();
  const Tensor pool = (away.pow(1.5) * -1).exp();
  const Tensor off_beam = (u + 0.02 + 0.3 * (v - 0.4)) / 0.62;
  const Tensor beam = 0.4 * (off_beam.square() * -1.4).exp() * smooth_step(v, 1.2, -1.1);
  return 0.05 + 1.12 * (1 - (1 - pool) * (1 - beam));
}

}  // namespace

Tensor chiaroscuro(const Page& page) {
  const Tensor paint = flat_patches(page.with(exposed(page.pixels, 0.52, 0.6)), 0.2);
  const Tensor lit = smooth_step(paint, -0.05, 0.98) * colour(page, 0xFFE6BC) * 1.09 * candle(page);
  return (colour(page, 0x140A06) + lit) * (1 + 0.14 * (brush_strokes(page, 1) - 0.5));
}

}  // namespace reverie::styles
