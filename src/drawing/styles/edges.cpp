#include "drawing/styles/edges.h"

#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/tones.h"

namespace reverie::styles {

Tensor edge_strength(const Page& page) {
  constexpr double kSoft = 0.035;  // tokens: joins the stairs of a large picture, leaves a small one as it is
  const std::int64_t step = page.step_px();
  const Tensor soft = blurred(page, page.pixels, kSoft);
  const Tensor right = shifted(soft, step, 0) - shifted(soft, -step, 0);
  const Tensor below = shifted(soft, 0, step) - shifted(soft, 0, -step);
  return (right.square() + below.square()).sum(1, true).sqrt();
}

Tensor relief(const Page& page, const Tensor& height) {
  const std::int64_t step = page.step_px();
  return shifted(height, step, step) - shifted(height, -step, -step);
}

Tensor detailed(const Page& page, const Tensor& edges, double reach) {
  return smooth_step(blurred(page, smooth_step(edges, 0.12, 0.35), reach), 0.05, 0.21);
}

}  // namespace reverie::styles
