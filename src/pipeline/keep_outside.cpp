#include "pipeline/keep_outside.h"

#include <torch/utils.h>

#include "image/resize.h"
#include "pipeline/picture_tensor.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr double kFeather = 0.25;  // of a token

// What the given picture is brighter or of another tint than the drawn one just outside of what was drawn
// anew, carried on into it, so that no edge is seen: normalised convolution (Knutsson and Westin 1993) at
// four pixels a token. given, fresh [1, 3, h, w]; share [h, w] -> [1, 3, h, w]
Tensor tint_between(const Tensor& given, const Tensor& fresh, const Tensor& share, Grid grid) {
  constexpr int64_t kPx = 4, kRadius = 18;
  constexpr double kSigma = 6;  // a token and a half
  const auto small = [&](const Tensor& x) {
    return at::_upsample_bilinear2d_aa(x, {grid.rows * kPx, grid.columns * kPx}, false);
  };
  const Tensor known = (small(share.view({1, 1, share.size(0), share.size(1)})) == 0).to(torch::kFloat32);
  const Tensor at = torch::arange(-kRadius, kRadius + 1, torch::kFloat32);
  const Tensor bell = (-at.square() / (2 * kSigma * kSigma)).exp();
  const auto blurred = [&](const Tensor& x) {
    const Tensor rows =
        torch::conv2d(x.transpose(0, 1), bell.view({1, 1, -1, 1}), {}, 1, at::IntArrayRef{kRadius, 0});
    return torch::conv2d(rows, bell.view({1, 1, 1, -1}), {}, 1, at::IntArrayRef{0, kRadius}).transpose(0, 1);
  };
  constexpr double kNothing = 1e-3;  // nothing is known anywhere near
  const Tensor tint = blurred((small(given) - small(fresh)) * known) / (blurred(known) + kNothing);
  constexpr double kMost = 0.25;  // of -1 to 1: what differs more is no tint
  return at::upsample_bilinear2d(tint.clamp(-kMost, kMost), {given.size(2), given.size(3)}, false);
}

}  // namespace

Image keep_outside(const std::vector<Square>& squares, Grid grid, const RenderPlan& plan, const Image& source,
                   const Image& drawn) {
  // How far each pixel lies outside [begin, begin + length), in tokens: [side].
  const auto distance = [](int64_t begin, int64_t length, int64_t tokens, int64_t enlarged, int64_t wanted) {
    const double token_px = static_cast<double>(enlarged) / static_cast<double>(tokens);
    const int64_t offset = (enlarged - wanted) / 2;
    const Tensor at = (torch::arange(wanted, torch::kFloat64) + 0.5 + static_cast<double>(offset)) / token_px;
    const auto first = static_cast<double>(begin);
    return torch::maximum(first - at, at - (first + static_cast<double>(length)))
        .clamp_min(0)
        .to(torch::kFloat32);
  };
  Tensor share = torch::zeros({drawn.height_px, drawn.width_px});  // of `drawn`
  for (const auto& [slot, length] : squares) {
    const Tensor y =
        distance(slot.row, length, grid.rows, plan.enlarged.height_px, drawn.height_px).unsqueeze(1);
    const Tensor x = distance(slot.column, length, grid.columns, plan.enlarged.width_px, drawn.width_px);
    share = torch::maximum(share, (1 - torch::maximum(y, x) / kFeather).clamp(0, 1));
  }
  const Image kept = source.size() == drawn.size() ? source : resize(source, drawn.size());
  const Tensor given = picture_to_tensor(kept), fresh = picture_to_tensor(drawn);
  const Tensor matched = fresh + tint_between(given, fresh, share, grid);
  return tensor_to_picture(torch::lerp(given, matched, share));
}

}  // namespace reverie
