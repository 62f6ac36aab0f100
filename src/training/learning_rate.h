// training/learning_rate.h
//
// The learning rate over a run: a short rise, a plateau, and a straight fall to a hundredth over the
// last 40 % (warm-up, stable, decay), which a run can be lengthened before.
#pragma once

#include <algorithm>
#include <cstdint>

namespace reverie {

// step in 0 .. steps - 1.
inline double learning_rate(double peak, int64_t step, int64_t steps) {
  constexpr double kWarmUpSteps = 50;
  constexpr double kFallShare = 0.4;
  const double rise = std::min(1.0, static_cast<double>(step + 1) / kWarmUpSteps);
  const double left = static_cast<double>(steps - step) / (kFallShare * static_cast<double>(steps));
  return peak * rise * std::clamp(left, 0.01, 1.0);
}

}  // namespace reverie
