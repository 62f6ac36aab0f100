#include "training/world/recolour.h"

#include <string>

#include "core/error.h"
#include "training/world/objects.h"
#include "training/world/scene.h"

namespace reverie {

namespace {

using torch::Tensor;

// Each [S, h, w], 0 to 1.
struct Hsv {
  Tensor hue, saturation, value;
};

Hsv to_hsv(const Tensor& rgb) {
  const Tensor value = rgb.amax(1);           // [S, h, w]
  const Tensor chroma = value - rgb.amin(1);  // [S, h, w]
  const Tensor safe = chroma.clamp_min(1e-6);
  const auto r = rgb.select(1, 0), g = rgb.select(1, 1), b = rgb.select(1, 2);
  const Tensor sextant = torch::where(value == r, (g - b) / safe,
                                      torch::where(value == g, (b - r) / safe + 2, (r - g) / safe + 4));
  return {(sextant / 6).remainder(1), chroma / value.clamp_min(1e-6), value};
}

// [S, 3, h, w]
Tensor to_rgb(const Hsv& hsv) {
  const auto channel = [&](double offset) {
    const Tensor k = (hsv.hue * 6 + offset).remainder(6);
    return hsv.value - hsv.value * hsv.saturation * torch::minimum(k, 4 - k).clamp(0, 1);
  };
  return torch::stack({channel(5), channel(3), channel(1)}, 1);
}

// The signed way from hue `from` to `to`, -0.5 to 0.5: hues lie on a circle.
Tensor hue_step(const Tensor& from, const Tensor& to) {
  return (to - from + 0.5).remainder(1) - 0.5;
}

// 0 below `low`, 1 above `high`, smooth between.
Tensor ramp(const Tensor& x, double low, double high) {
  const Tensor t = ((x - low) / (high - low)).clamp(0, 1);
  return t * t * (3 - 2 * t);
}

// How much each pixel tells about the sprite's main colour: opaque, saturated, not black.
Tensor weight_of(const Hsv& hsv, const Tensor& alpha) {
  return alpha * hsv.value * hsv.saturation * (hsv.saturation > 0.2);  // [S, h, w]
}

// [S, 1, 1]: the peak of the hue histogram, refined by the mean around it.
Tensor main_hue(const Hsv& hsv, const Tensor& weight) {
  constexpr std::int64_t kBins = 36;
  const Tensor bins = (hsv.hue * kBins).floor().clamp(0, kBins - 1).to(torch::kLong).flatten(1);
  const Tensor counts =
      torch::zeros({weight.size(0), kBins}, weight.options()).scatter_add_(1, bins, weight.flatten(1));
  const Tensor smooth = counts.roll(1, 1) + 2 * counts + counts.roll(-1, 1);  // [S, 36]
  const Tensor peak = ((smooth.argmax(1) + 0.5) / kBins).view({-1, 1, 1});
  const Tensor step = hue_step(peak, hsv.hue);
  const Tensor near = weight * (step.abs() < 1.5 / kBins);
  const Tensor offset = (near * step).sum({1, 2}, true) / near.sum({1, 2}, true).clamp_min(1e-6);
  return peak + offset;
}

Tensor weighted_mean(const Tensor& x, const Tensor& weight) {
  return (x * weight).sum({1, 2}, true) / weight.sum({1, 2}, true).clamp_min(1e-6);  // [S, 1, 1]
}

// One number of each sprite's target colour, [S, 1, 1]; sprites that keep theirs get the first colour's.
Tensor targets(const std::vector<std::int64_t>& indices, float Colour::*number, const Tensor& like) {
  std::vector<float> numbers;
  for (const std::int64_t index : indices) {
    numbers.push_back(colours()[static_cast<std::size_t>(std::max<std::int64_t>(index, 0))].*number);
  }
  return torch::tensor(numbers).to(like.device()).view({-1, 1, 1});
}

void check(const Tensor& sprites, const std::vector<std::int64_t>& indices) {
  if (sprites.dim() != 4 || sprites.size(1) != 4 ||
      sprites.size(0) != static_cast<std::int64_t>(indices.size())) {
    throw Error(ErrorCode::Internal, "recolour: expected [S, 4, h, w] and S colours");
  }
  for (const std::int64_t index : indices) {
    if (index != kNoColour && (index < 0 || index >= static_cast<std::int64_t>(colours().size()))) {
      throw Error(ErrorCode::InvalidRequest, "recolour: there is no colour " + std::to_string(index),
                  "colour");
    }
  }
}

}  // namespace

torch::Tensor recolour(const torch::Tensor& sprites, const std::vector<std::int64_t>& colour_indices) {
  check(sprites, colour_indices);
  const Tensor rgb = sprites.narrow(1, 0, 3);  // [S, 3, h, w]
  const Tensor alpha = sprites.select(1, 3);   // [S, h, w]
  const Hsv hsv = to_hsv(rgb);
  const Tensor weight = weight_of(hsv, alpha);
  const Tensor from = main_hue(hsv, weight);  // [S, 1, 1]
  const Tensor step = hue_step(from, hsv.hue);

  std::vector<float> turns;
  for (const std::int64_t index : colour_indices) turns.push_back(index == kNoColour ? 0.0F : 1.0F);
  const Tensor share = torch::tensor(turns).to(sprites.device()).view({-1, 1, 1}) *
                       (1 - ramp(step.abs(), 0.09, 0.14)) * ramp(hsv.saturation, 0.04, 0.16);  // [S, h, w]

  const Tensor luma = 0.30 * rgb.select(1, 0) + 0.59 * rgb.select(1, 1) + 0.11 * rgb.select(1, 2);
  const Tensor counted = share * weight;
  const Tensor relief = (luma / weighted_mean(luma, counted).clamp_min(1e-3)).clamp(0.3, 1.5);
  const Tensor saturation = targets(colour_indices, &Colour::saturation, sprites);
  const Tensor value = targets(colour_indices, &Colour::value, sprites);
  const Hsv turned = {
      (targets(colour_indices, &Colour::hue, sprites) + 0.4 * step).remainder(1),
      (hsv.saturation * saturation / weighted_mean(hsv.saturation, counted).clamp_min(1e-3)).clamp(0, 1),
      (hsv.value * value / weighted_mean(hsv.value, counted).clamp_min(1e-3) *
       relief.pow(0.5 * (1 - saturation)))
          .clamp(0, 1)};
  const Tensor mixed = torch::lerp(rgb, to_rgb(turned), share.unsqueeze(1));  // [S, 3, h, w]
  return torch::cat({mixed, alpha.unsqueeze(1)}, 1);                          // [S, 4, h, w]
}

}  // namespace reverie
