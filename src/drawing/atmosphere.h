// drawing/atmosphere.h
//
// What an hour and a weather make of a scene that was drawn on a clear day: its light, a haze, its sky, the
// light on things in front, what falls.
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

// A sky without sun and clouds, from top to horizon.
struct Sky {
  paint::Color zenith, middle, low;
  float amount = 0;  // how much of it there is in place of the sky that was drawn, 0 to 1
};

struct Atmosphere {
  paint::Color light = {1, 1, 1};  // multiplied with what is seen by day, which is then mixed with ...
  paint::Color haze = {};          // ... this
  float haze_amount = 0;
  std::optional<Falling> falling = {};
  std::optional<Sky> sky = {};
  // Multiplied with things that stand in front. Nothing where they are shown as they look by day.
  std::optional<paint::Color> on_things = {};
};

// picture [3, h, w], 0 to 1, as it looks in that light, without what falls. `sky` [h, w] says how much of
// each pixel is sky, 0 to 1; undefined where nobody knows, and then its sky is lit like everything.
torch::Tensor in_light_of(const Atmosphere& atmosphere, const torch::Tensor& picture,
                          const torch::Tensor& sky = {});

// What is to be done to a picture in the one atmosphere to have it in the other: weather that comes at night.
// Its sky is left to whoever knows where it is.
Atmosphere change_of(const Atmosphere& from, const Atmosphere& to);

// A thing that stands in front, rgba [4, h, w], premultiplied, 0 to 1, in that light and behind what falls:
// `falling` [4, h, w], likewise, is the part of draw_falling() before it; undefined where nothing falls.
torch::Tensor thing_in(const Atmosphere& atmosphere, const torch::Tensor& rgba, const torch::Tensor& falling);

}  // namespace reverie
