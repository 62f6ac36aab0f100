#include "drawing/styles/blur.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>

namespace reverie::styles {

namespace {

// [n, n], rows that add up to one.
Tensor gaussian(std::int64_t n, double sigma_px, const Tensor& like) {
  const Tensor i = torch::arange(n, like.options());
  const Tensor weights = ((i.unsqueeze(1) - i.unsqueeze(0)).square() * (-0.5 / (sigma_px * sigma_px))).exp_();
  return weights / weights.sum(1, true);
}

}  // namespace

Tensor blurred(const Page& page, const Tensor& pixels, double sigma) {
  const double sigma_px = std::max(sigma * page.px(), 0.05);
  const Tensor across_weights = gaussian(pixels.size(3), sigma_px, pixels);
  return gaussian(pixels.size(2), sigma_px, pixels).matmul(pixels.matmul(across_weights.t()));
}

Tensor flat_patches(const Page& page, double tokens) {
  const auto n = std::max<std::int64_t>(1, std::llround(tokens * page.px()));
  const Tensor padded = at::replication_pad2d(page.pixels, {n, n, n, n});
  // The calmest has the least sum of squares above its mean's. Colours and squares in one go, [B, 4, ...].
  const Tensor values = torch::cat({padded, padded.square().sum(1, true)}, 1);
  const Tensor means = at::avg_pool2d(at::avg_pool2d(values, {n + 1, 1}, {1, 1}), {1, n + 1}, {1, 1});
  Tensor sum = torch::zeros_like(page.pixels), weights = torch::zeros_like(page.pixels.narrow(1, 0, 1));
  for (const std::int64_t y : {std::int64_t{0}, n}) {
    for (const std::int64_t x : {std::int64_t{0}, n}) {
      const Tensor square = means.narrow(2, y, page.height_px()).narrow(3, x, page.width_px());
      const Tensor mean = square.narrow(1, 0, 3);
      const Tensor spread = (square.narrow(1, 3, 1) - mean.square().sum(1, true)).clamp_min_(0);
      const Tensor calm = (spread + 2e-4).pow(-3) * 1e-9;  // soft, so that a tie does not flicker
      sum += mean * calm;
      weights += calm;
    }
  }
  return sum / weights;
}

}  // namespace reverie::styles
