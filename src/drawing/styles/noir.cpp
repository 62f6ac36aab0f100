// Noir: a black and white crime film.
//
// How   Hard contrast without colour; light falls through slanted blinds; dark corners.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor noir(const Page& page) {
  const Tensor light = blurred(page, luminance(exposed(page.pixels, 0.46, 0.6)), 0.03);
  const Tensor slats = (y_of(page) + 0.32 * x_of(page)) / 1.6;  // [H, W], counts them
  const Tensor between = smooth_step((slats - slats.floor() - 0.5).abs(), 0.10, 0.24);
  const Tensor off_window = ((across(page) - 0.05 + 0.25 * down(page)) / 0.95).square();
  const Tensor falling = 0.50 + 0.70 * between * smooth_step(off_window, 1, 0.5);
  const Tensor corners = 1 - 0.55 * smooth_step(off_centre(page), 0.5, 1.9);
  return (0.02 + 1.05 * smooth_step(light, 0.10, 0.80) * falling * corners) * colour(page, 0xF6F7F8);
}

}  // namespace reverie::styles
