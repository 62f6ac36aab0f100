// pipeline/picture_tensor.h
//
// 8-bit pictures to the networks' -1..1 and back.
#pragma once

#include <torch/types.h>

#include "image/image.h"

namespace reverie {

// bytes [h, w, 3] -> [1, 3, h, w], fp32, -1..1, the channels side by side in memory.
torch::Tensor bytes_to_unit(const torch::Tensor& bytes);

// picture [1, 3, h, w] or [3, h, w], any float dtype and device -> bytes [h, w, 3] on the CPU; clamped to
// -1..1, rounded to the nearest.
torch::Tensor unit_to_bytes(const torch::Tensor& picture);

// [1, 3, height_px, width_px], fp32, -1..1.
torch::Tensor picture_to_tensor(const Image& image);

// As unit_to_bytes.
// Source: diffusers VaeImageProcessor.postprocess: (x / 2 + 0.5).clamp(0, 1), times 255, rounded.
Image tensor_to_picture(const torch::Tensor& picture);

}  // namespace reverie
