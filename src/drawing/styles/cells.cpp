#include "drawing/styles/cells.h"

#include <torch/utils.h>

#include "drawing/styles/noise.h"

namespace reverie::styles {

Cells cells(const Page& page, double pitch, std::uint64_t stream) {
  constexpr double kJitter = 0.8;                               // of a square of the lattice
  const Tensor u = x_of(page) / pitch, v = y_of(page) / pitch;  // [1, W], [H, 1]
  const Tensor column = u.floor(), row = v.floor();
  const Tensor far = torch::full({page.height_px(), page.width_px()}, 9.0, page.pixels.options());
  Tensor nearest = far, second = far, x = far, y = far;
  for (int below = -1; below <= 1; ++below) {
    for (int right = -1; right <= 1; ++right) {
      const Tensor i = column + right, j = row + below;
      const Tensor whole_i = i.to(torch::kLong) + 1,
                   whole_j = j.to(torch::kLong) + 1;  // hashed() wants 0 and up
      const Tensor site_x = i + 0.5 + kJitter * (hashed(page, whole_i, whole_j, stream) - 0.5);  // [H, W]
      const Tensor site_y = j + 0.5 + kJitter * (hashed(page, whole_i, whole_j, stream + 1) - 0.5);
      const Tensor distance = ((u - site_x).square() + (v - site_y).square()).sqrt();
      const Tensor is_nearer = distance < nearest;
      second = torch::where(is_nearer, nearest, torch::minimum(second, distance));
      x = torch::where(is_nearer, site_x, x);
      y = torch::where(is_nearer, site_y, y);
      nearest = torch::minimum(nearest, distance);
    }
  }
  return {x * pitch, y * pitch, (second - nearest) * pitch};
}

}  // namespace reverie::styles
