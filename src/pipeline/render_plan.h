// pipeline/render_plan.h
//
// From the pixels asked for to the pixels the model draws: whole tokens, within the model's native area;
// then enlarged if need be (enlarge.h), and cut to the exact size.
//
// Used by   pipeline/image_pipeline
// Proven by tests/pipeline/render_plan_test.cpp: every row of the size table comes out exact
#pragma once

#include <optional>

#include "image/image.h"
#include "image/image_size.h"
#include "models/upscaler.h"

namespace reverie {

struct RenderPlan {
  PixelSize wanted;    // what the request gets
  PixelSize drawn;     // whole tokens, what the model draws
  PixelSize enlarged;  // `drawn` scaled so that `wanted` fits in; equal to `drawn` when nothing is enlarged
};

// A picture this much larger than the native area is still drawn whole: enlarging by so little would only
// blur it.
inline constexpr double kBeyondNative = 1.1;

RenderPlan plan_render(PixelSize wanted, int64_t token_px, std::optional<int64_t> native_pixels);

// Enlarges and cuts `drawn` as planned. `upscaler` lives on `device`; without one it is resized.
Image finish_render(const Image& drawn, const RenderPlan& plan, const Upscaler* upscaler = nullptr,
                    torch::Device device = torch::kCPU);

}  // namespace reverie
