// drawing/atmosphere.h
//
// What an hour and a weather make of a scene that was drawn on a clear day: its light, a haze, what falls.
//
// Used by   lookup/picture_book (which has them for a model), lookup/scenery (which draws them);
//           training/world/places, which says what they are in the drawn world
// Proven by tests/drawing/atmosphere_test.cpp
#pragma once

#include <torch/types.h>

#include <optional>

#include "drawing/falling.h"
#include "drawing/paint.h"

namespace reverie {

struct Atmosphere {
  paint::Color light = {1, 1, 1};  // multiplied with what is seen by day, which is then mixed with ...
  paint::Color haze = {};          // ... this
  float haze_amount = 0;
  std::optional<Falling> falling = {};
};

// pictures [..., 3, h, w], 0 to 1, as they look in that light, without what falls.
torch::Tensor in_light_of(const Atmosphere& atmosphere, const torch::Tensor& pictures);

}  // namespace reverie
