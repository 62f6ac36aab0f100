#include "training/picture_bytes.h"

#include <torch/utils.h>

namespace reverie {

torch::Tensor unit_of(const torch::Tensor& bytes) {
  return bytes.to(torch::kFloat32) / 127.5 - 1;
}

torch::Tensor bytes_of(const torch::Tensor& unit) {
  return ((unit + 1) * 127.5).round().clamp(0, 255).to(torch::kUInt8);
}

}  // namespace reverie
