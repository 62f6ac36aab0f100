// Film: a faded 35 mm photograph.
//
// How   Warm lights, green-blue shadows, blacks lifted to grey and less colour; bright areas bleed orange;
//       the corners darken, light leaks in from the right, and there is grain.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor film(const Page& page) {
  const Tensor halo = 0.9 * colour(page, 0xFF7A3A) * blurred(page, (page.pixels - 0.62).clamp_min(0), 0.45);
  const Tensor bled = page.pixels + halo;
  const Tensor light = luminance(bled);
  const Tensor faded =
      (light + 0.72 * (bled - light)) * colour(page, 0xFFE9BB) * 1.06 + (1 - light) * colour(page, 0x090E0D);
  const Tensor printed =
      (0.10 + 0.82 * faded.clamp(0, 1)) * (1 - 0.38 * smooth_step(off_centre(page), 0.55, 2));
  const Tensor leak = (((across(page) - 1.05) / 0.28).square() * -1).exp() *
                      (0.55 + 0.45 * (1.7 * down(page) + 0.6).sin());  // [H, W]
  const Tensor exposed_twice = 1 - (1 - printed) * (1 - 0.75 * colour(page, 0xFF6A1E) * leak);
  return exposed_twice + 0.07 * (noise(page, 0.11, 1) - 0.5);
}

}  // namespace reverie::styles
