#include "drawing/styles/page.h"

#include <torch/utils.h>

namespace reverie::styles {

namespace {

// The middles of `n` pixels.
Tensor middles(const Page& page, std::int64_t n) {
  return torch::arange(n, page.pixels.options()) + 0.5;
}

}  // namespace

Tensor x_of(const Page& page) {
  return (middles(page, page.width_px()) / page.px()).unsqueeze(0);
}

Tensor y_of(const Page& page) {
  return (middles(page, page.height_px()) / page.px()).unsqueeze(1);
}

Tensor across(const Page& page) {
  return (middles(page, page.width_px()) * (2.0 / static_cast<double>(page.width_px())) - 1).unsqueeze(0);
}

Tensor down(const Page& page) {
  return (middles(page, page.height_px()) * (2.0 / static_cast<double>(page.height_px())) - 1).unsqueeze(1);
}

Tensor to_border(const Page& page) {
  const Tensor x = x_of(page), y = y_of(page);
  return torch::minimum(torch::minimum(x, page.width() - x), torch::minimum(y, page.height() - y));  // [H, W]
}

Tensor off_centre(const Page& page) {
  return across(page).square() + down(page).square();  // [H, W]
}

Tensor colour(const Page& page, std::uint32_t rgb) {
  const auto channel = [&](unsigned shift) { return static_cast<float>((rgb >> shift) & 255U) / 255.0F; };
  return torch::tensor({channel(16), channel(8), channel(0)}).to(page.pixels.device()).view({3, 1, 1});
}

Tensor shifted(const Tensor& pixels, std::int64_t right, std::int64_t below) {
  const auto whole = torch::TensorOptions(torch::kLong).device(pixels.device());
  Tensor moved = pixels;
  if (below != 0) {
    const std::int64_t last = pixels.size(2) - 1;
    moved = moved.index_select(2, (torch::arange(last + 1, whole) + below).clamp(0, last));
  }
  if (right != 0) {
    const std::int64_t last = pixels.size(3) - 1;
    moved = moved.index_select(3, (torch::arange(last + 1, whole) + right).clamp(0, last));
  }
  return moved;
}

Tensor warped(const Page& page, const Tensor& dx, const Tensor& dy) {
  const Tensor u = across(page) + dx * (2 / page.width());  // [H, W]
  const Tensor v = down(page) + dy * (2 / page.height());   // [H, W]
  const Tensor where =
      torch::stack({u, v}, -1).unsqueeze(0).expand({page.pixels.size(0), -1, -1, -1});  // [B, H, W, 2]
  constexpr std::int64_t kBilinear = 0, kRepeatEdge = 1;
  return at::grid_sampler(page.pixels, where, kBilinear, kRepeatEdge, /*align_corners=*/false);
}

}  // namespace reverie::styles
