#include "drawing/atmosphere.h"

#include <torch/utils.h>
#include <algorithm>

namespace reverie {
namespace {

using torch::Tensor;

Tensor as_tensor(paint::Color c, const Tensor& like) {
  return torch::tensor({c.r, c.g, c.b}, torch::kFloat).to(like.device());
}

// The row below the lowest one of which a tenth is sky, at least 1. sky [h, w].
int64_t horizon_of(const Tensor& sky) {
  constexpr double kShare = 0.1;
  const Tensor rows = (sky.mean(1) >= kShare).nonzero();
  return rows.size(0) == 0 ? 1 : rows.max().item<int64_t>() + 1;
}

// [3, h, 1]: from top to `horizon`, as skies of drawn places go.
Tensor gradient_of(const Sky& sky, int64_t height, int64_t horizon, const Tensor& like) {
  constexpr double kMiddle = 0.62;  // of the way down to the horizon
  const Tensor at = (torch::arange(height, like.options()) + 0.5) / static_cast<double>(horizon);
  const Tensor upper = (at / kMiddle).clamp(0, 1), lower = ((at - kMiddle) / (1 - kMiddle)).clamp(0, 1);
  const Tensor zenith = as_tensor(sky.zenith, like).view({3, 1}), low = as_tensor(sky.low, like).view({3, 1});
  const Tensor middle = as_tensor(sky.middle, like).view({3, 1});
  const Tensor colours = zenith + (middle - zenith) * upper + (low - middle) * lower;
  return colours.unsqueeze(2);
}

}  // namespace

Tensor in_light_of(const Atmosphere& atmosphere, const Tensor& picture, const Tensor& sky) {
  Tensor lit = picture * as_tensor(atmosphere.light, picture).view({3, 1, 1});
  lit = lit + (as_tensor(atmosphere.haze, picture).view({3, 1, 1}) - lit) * atmosphere.haze_amount;
  if (!atmosphere.sky || !sky.defined()) return lit;
  const Tensor gradient = gradient_of(*atmosphere.sky, lit.size(1), horizon_of(sky), lit);
  return lit + (gradient - lit) * (sky * atmosphere.sky->amount);
}

Atmosphere change_of(const Atmosphere& from, const Atmosphere& to) {
  const auto share = [](float now, float then) { return now > 0 ? std::min(then / now, 1.0F) : 1.0F; };
  Atmosphere change = to;
  change.light = {share(from.light.r, to.light.r), share(from.light.g, to.light.g),
                  share(from.light.b, to.light.b)};
  change.haze_amount =
      from.haze_amount < 1 ? std::max(0.0F, (to.haze_amount - from.haze_amount) / (1 - from.haze_amount)) : 0;
  change.sky.reset();
  return change;
}

Tensor thing_in(const Atmosphere& atmosphere, const Tensor& rgba, const Tensor& falling) {
  const Tensor light = as_tensor(atmosphere.on_things.value_or(paint::Color{1, 1, 1}), rgba).view({3, 1, 1});
  const Tensor coverage = rgba.narrow(0, 3, 1);
  Tensor colour = rgba.narrow(0, 0, 3) * light;
  if (falling.defined()) colour = falling.narrow(0, 0, 3) * coverage + colour * (1 - falling.narrow(0, 3, 1));
  return torch::cat({torch::minimum(colour, coverage), coverage});
}

}  // namespace reverie
