#include "pipeline/render_plan.h"

#include <cmath>

#include "image/resize.h"
#include "pipeline/enlarge.h"

namespace reverie {

RenderPlan plan_render(PixelSize wanted, int64_t token_px, std::optional<int64_t> native_pixels) {
  if (!native_pixels ||
      static_cast<double>(wanted.pixels()) <= kBeyondNative * static_cast<double>(*native_pixels)) {
    const ModelGrid grid = model_grid(wanted, token_px);
    return {wanted, grid.render, grid.render};
  }
  // Shrink to the native area, keeping the ratio; draw whole tokens; scale back by the same factor.
  const double scale = std::sqrt(static_cast<double>(*native_pixels) / static_cast<double>(wanted.pixels()));
  const auto shrink = [&](int64_t side) {
    return std::max<int64_t>(1, std::lround(static_cast<double>(side) * scale));
  };
  const PixelSize small{shrink(wanted.width_px), shrink(wanted.height_px)};
  const ModelGrid grid = model_grid(small, token_px);
  const auto enlarge = [](int64_t drawn, int64_t small_side, int64_t wanted_side) {
    return (drawn * wanted_side + small_side - 1) / small_side;
  };
  return {wanted,
          grid.render,
          {enlarge(grid.render.width_px, small.width_px, wanted.width_px),
           enlarge(grid.render.height_px, small.height_px, wanted.height_px)}};
}

Image finish_render(const Image& drawn, const RenderPlan& plan, const Upscaler* upscaler,
                    torch::Device device) {
  Image full = plan.enlarged == plan.drawn ? drawn : enlarge(drawn, plan.enlarged, upscaler, device);
  return plan.enlarged == plan.wanted ? full : crop_centre(full, plan.wanted);
}

}  // namespace reverie
