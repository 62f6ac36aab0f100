#include "pipeline/finish_picture.h"

#include <torch/utils.h>

#include <cmath>

#include "image/resize.h"
#include "pipeline/enlarge.h"
#include "pipeline/keep_outside.h"
#include "pipeline/picture_tensor.h"

namespace reverie {
namespace {

Image with_style(const Image& picture, Style style, int64_t px_per_token) {
  const torch::Tensor plain = (picture_to_tensor(picture).to(torch::kFloat32) / 2 + 0.5).clamp(0, 1);
  return tensor_to_picture(apply_style(plain, style, px_per_token, kPaperSeed) * 2 - 1);
}

Image with_sign(const Image& picture, const Cutout& sign, int64_t px_per_token) {
  torch::Tensor plain = (picture_to_tensor(picture).to(torch::kFloat32)[0] / 2 + 0.5).clamp(0, 1);
  put_in_front(plain, {sign}, px_per_token);
  return tensor_to_picture(plain.unsqueeze(0) * 2 - 1);
}

// What of plan.drawn is left in plan.wanted.
PixelSize cut_of(const RenderPlan& plan) {
  const auto scaled = [](int64_t wanted, int64_t drawn, int64_t enlarged) {
    return std::min<int64_t>(drawn, std::llround(static_cast<double>(wanted) * static_cast<double>(drawn) /
                                                 static_cast<double>(enlarged)));
  };
  return {scaled(plan.wanted.width_px, plan.drawn.width_px, plan.enlarged.width_px),
          scaled(plan.wanted.height_px, plan.drawn.height_px, plan.enlarged.height_px)};
}

}  // namespace

Image finish_picture(const Image& from_network, const Finish& finish) {
  const auto& [plan, grid, sign, style, changed, given, upscaler, device] = finish;
  const int64_t px_per_token = plan.drawn.height_px / grid.rows;
  const Image drawn = sign ? with_sign(from_network, *sign, px_per_token) : from_network;
  const auto kept = [&](Image picture, const RenderPlan& at) {
    return changed ? keep_outside(*changed, grid, at, *given, picture) : picture;
  };
  if (style == Style::Flat) return kept(finish_render(drawn, plan, upscaler, device), plan);
  const PixelSize cut = cut_of(plan);
  const Image whole = drawn.size() == cut ? drawn : crop_centre(drawn, cut);
  const Image styled = with_style(kept(whole, {.wanted = cut, .drawn = plan.drawn, .enlarged = plan.drawn}),
                                  style, px_per_token);
  return cut == plan.wanted ? styled : enlarge(styled, plan.wanted, upscaler, device);
}

}  // namespace reverie
