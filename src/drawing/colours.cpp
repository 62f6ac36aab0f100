#include "drawing/colours.h"

#include <algorithm>

namespace reverie {

const std::vector<Colour>& colours() {
  // White keeps a trace of its hue, so that folds and rims stay visible.
  static const std::vector<Colour> all = {
      {"red", 0.995F, 0.82F, 0.90F},   {"orange", 0.075F, 0.92F, 0.98F}, {"yellow", 0.140F, 0.80F, 0.98F},
      {"green", 0.345F, 0.68F, 0.68F}, {"blue", 0.585F, 0.78F, 0.88F},   {"purple", 0.760F, 0.62F, 0.72F},
      {"pink", 0.925F, 0.42F, 0.98F},  {"white", 0.600F, 0.03F, 0.96F},
  };
  return all;
}

std::int64_t find_colour(std::string_view name) {
  const auto found = std::find_if(colours().begin(), colours().end(),
                                  [&](const Colour& colour) { return colour.name == name; });
  return found == colours().end() ? kNoColour : found - colours().begin();
}

}  // namespace reverie
