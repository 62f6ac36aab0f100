// drawing/styles/tones.h
//
// Light and colour, pixel by pixel: luminance, saturation, exposure, soft steps, and ramps of colours.
//
// Used by   the styles.
// Why soft  A hard step turns a grey that differs in its last bit into another colour; steps here have
//           a width, so that two sizes and two devices agree.
// Proven by tests/drawing/styles/style_test.cpp
#pragma once

#include <vector>

#include "drawing/styles/page.h"

namespace reverie::styles {

Tensor luminance(const Tensor& pixels);  // [B, 3, H, W] -> [B, 1, H, W]

// 0 up to `from`, 1 from `to` on, an S-curve between; `from` may be the larger, then it falls.
Tensor smooth_step(const Tensor& value, double from, double to);

Tensor mixed(const Tensor& from, const Tensor& to, const Tensor& amount);  // amount 0 gives `from`

// `amount` 0 is grey, 1 as it is, more is stronger; clamped to 0..1.
Tensor saturated(const Tensor& pixels, double amount);

// Brightens dark pictures and darkens bright ones by a power, each by itself: towards the mean luminance
// `target`, by `share` of the way. A night becomes readable on paper and stays a night.
Tensor exposed(const Tensor& pixels, double target, double share);

// `levels` values from 0 to 1; `softness` 0 to 0.5 is half the width of the blend between two.
Tensor posterised(const Tensor& value, int levels, double softness);

struct Stop {
  double at;
  std::uint32_t rgb;
};
// value [B or 1, 1, H, W] -> [.., 3, H, W]: straight blends between the stops, constant beyond them.
Tensor ramp(const Page& page, const Tensor& value, const std::vector<Stop>& stops);
// The same in flat colours: each stop's colour begins at its value, with a blend of half width `softness`.
Tensor stepped(const Page& page, const Tensor& value, const std::vector<Stop>& stops, double softness);

}  // namespace reverie::styles
