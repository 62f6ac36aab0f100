#include "drawing/styles/tones.h"

#include <torch/utils.h>
#include <cmath>

namespace reverie::styles {

Tensor luminance(const Tensor& pixels) {
  return 0.299 * pixels.narrow(1, 0, 1) + 0.587 * pixels.narrow(1, 1, 1) + 0.114 * pixels.narrow(1, 2, 1);
}

Tensor smooth_step(const Tensor& value, double from, double to) {
  const Tensor t = ((value - from) / (to - from)).clamp_(0, 1);
  return t * t * (3 - 2 * t);
}

Tensor mixed(const Tensor& from, const Tensor& to, const Tensor& amount) {
  return from + (to - from) * amount;
}

Tensor saturated(const Tensor& pixels, double amount) {
  const Tensor grey = luminance(pixels);
  return (grey + (pixels - grey) * amount).clamp_(0, 1);
}

Tensor exposed(const Tensor& pixels, double target, double share) {
  const Tensor mean = luminance(pixels).mean({2, 3}, true).clamp(0.02, 0.95);  // [B, 1, 1, 1]
  const Tensor power = 1 + share * (std::log(target) / mean.log() - 1);
  return pixels.clamp_min(1e-4).pow(power);
}

Tensor posterised(const Tensor& value, int levels, double softness) {
  const Tensor t = value.clamp(0, 1) * (levels - 1);
  const Tensor whole = t.floor();
  return (whole + smooth_step(t - whole, 0.5 - softness, 0.5 + softness)) / (levels - 1);
}

Tensor ramp(const Page& page, const Tensor& value, const std::vector<Stop>& stops) {
  Tensor out = colour(page, stops.front().rgb);
  for (std::size_t i = 1; i < stops.size(); ++i) {
    const Tensor t = ((value - stops[i - 1].at) / (stops[i].at - stops[i - 1].at)).clamp_(0, 1);
    out = out + (colour(page, stops[i].rgb) - colour(page, stops[i - 1].rgb)) * t;
  }
  return out;
}

Tensor stepped(const Page& page, const Tensor& value, const std::vector<Stop>& stops, double softness) {
  Tensor out = colour(page, stops.front().rgb);
  for (std::size_t i = 1; i < stops.size(); ++i) {
    const Tensor t = smooth_step(value, stops[i].at - softness, stops[i].at + softness);
    out = out + (colour(page, stops[i].rgb) - colour(page, stops[i - 1].rgb)) * t;
  }
  return out;
}

}  // namespace reverie::styles
