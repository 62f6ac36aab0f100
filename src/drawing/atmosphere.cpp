#include "drawing/atmosphere.h"

#include <torch/utils.h>

namespace reverie {

torch::Tensor in_light_of(const Atmosphere& atmosphere, const torch::Tensor& pictures) {
  const auto as_tensor = [&](paint::Color c) {
    return torch::tensor({c.r, c.g, c.b}, torch::kFloat).view({3, 1, 1}).to(pictures.device());
  };
  const torch::Tensor lit = pictures * as_tensor(atmosphere.light);
  return lit + (as_tensor(atmosphere.haze) - lit) * atmosphere.haze_amount;
}

}  // namespace reverie
