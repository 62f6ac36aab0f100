// Neon: a cyberpunk night lit by signs.
//
// How   The scene sinks into indigo and violet; every outline becomes a tube, cyan where the scene is cool
//       and magenta where it is warm, with a near and a far glow; what was brightest shines pink. Haze lies
//       at the top and at the foot of the picture.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor neon(const Page& page) {
  const Tensor light = luminance(page.pixels);
  const Tensor night = ramp(page, exposed(page.pixels, 0.45, 0.5).mean(1, true),
                            {{0, 0x05030F}, {0.4, 0x1B0B3F}, {0.75, 0x3D1470}, {1, 0x7A2A9C}});
  const Tensor lines = smooth_step(edge_strength(page), 0.07, 0.30);
  const Tensor warmth = blurred(page, page.pixels.narrow(1, 0, 1) - page.pixels.narrow(1, 2, 1), 0.05);
  const Tensor tubes =
      mixed(colour(page, 0x22E9FF), colour(page, 0xFF2E9E), smooth_step(warmth, -0.12, 0.12));
  const Tensor lit = tubes * lines;
  const Tensor glow = 1.1 * blurred(page, lit, 0.16) + 0.9 * blurred(page, lit, 0.5);
  const Tensor v = down(page);  // [H, 1]
  const Tensor haze = 0.35 * colour(page, 0xB0127B) * smooth_step(v, 0.1, 1.2) +
                      0.30 * colour(page, 0x0A4AA0) * smooth_step(v, -0.2, -1.2);
  const Tensor scene = night * (0.75 + 0.5 * page.pixels) + haze + glow;
  return mixed(scene, 0.35 + 0.75 * tubes, 0.9 * lines) +
         0.45 * colour(page, 0xFFB8F0) * smooth_step(light, 0.86, 0.98);
}

}  // namespace reverie::styles
