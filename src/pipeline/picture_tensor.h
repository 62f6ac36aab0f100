// pipeline/picture_tensor.h
//
// 8-bit pictures to the networks' -1..1 and back.
#pragma once

#include <torch/types.h>

#include "image/image.h"

namespace reverie {

// [1, 3, height_px, width_px], fp32, -1..1.
torch::Tensor picture_to_tensor(const Image& image);

// picture [1, 3, h, w] or [3, h, w], any float dtype and device; clamped to -1..1, rounded to the nearest.
// Source: diffusers VaeImageProcessor.postprocess: (x / 2 + 0.5).clamp(0, 1), times 255, rounded.
Image tensor_to_picture(const torch::Tensor& picture);

}  // namespace reverie
