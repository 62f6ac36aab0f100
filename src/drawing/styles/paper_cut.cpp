// Paper cut: layers of coloured card, glued one over the other.
//
// How   Light in five flat steps, each a layer of card with a white cut edge; the lighter layer lies above
//       and throws a soft shadow to the bottom right.
#include <torch/utils.h>
#include <algorithm>
#include <cmath>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor paper_cut(const Page& page) {
  const Tensor areas = flat_patches(page.with(exposed(page.pixels, 0.62, 0.4)), 0.22);
  const Tensor light = luminance(areas);
  const Tensor height = posterised(blurred(page, light, 0.05), 5, 0.10);  // [B, 1, H, W]
  const Tensor card =
      saturated(areas * (0.25 + 0.75 * posterised(light, 5, 0.10)) / (0.25 + 0.75 * light), 1.15);
  const auto thick = std::max<std::int64_t>(1, std::llround(0.17 * page.px()));
  const Tensor near = shifted(blurred(page, height, 0.09), -thick, -thick) - height;
  const Tensor far = shifted(blurred(page, height, 0.2), -2 * thick, -2 * thick) - height;
  const Tensor shadow = torch::maximum(near, 0.6 * far).clamp(0, 0.4);
  const Tensor cut = (height - shifted(height, -page.step_px(), -page.step_px())).clamp(0, 0.25);
  const Tensor matt = (0.15 + 0.84 * card) * (1 + 0.07 * paper_grain(page, 0.3, 1));
  return matt * (1 - 1.55 * shadow) + 0.7 * cut;
}

}  // namespace reverie::styles
