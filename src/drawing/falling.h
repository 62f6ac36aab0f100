// drawing/falling.h
//
// What weather puts between us and a scene: rain, flakes, bands of fog. A layer of its own, to be laid over
// any picture.
//
// Used by   training/world/places/weather_layer, with the colours of the hour; lookup/scenery, which has them
//           from a model's picture book.
// Trap      Soft and thin, because it covers objects: whoever strengthens it hides them.
// Proven by tests/drawing/falling_test.cpp; tests/training/world/seasons_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "drawing/paint.h"

namespace reverie {

struct Falling {
  enum class Kind { Rain, Snow, Fog, Storm };

  Kind kind;
  paint::Color veil;      // a thin one over everything, but for snow
  paint::Color bright;    // drops, flakes, the bands of fog
  paint::Color rim = {};  // around near flakes, so that they stand out from white ground
};

// "rain", "snow", "fog", "storm", as files write them.
std::string name_of(Falling::Kind kind);
std::optional<Falling::Kind> falling_named(std::string_view name);

// Returns [4, height_px, width_px], float32, 0..1, premultiplied RGBA, without gradient. Where things fall
// depends on `layout` alone, and pictures of all shapes agree where they overlap.
torch::Tensor draw_falling(const Falling& falling, std::int64_t layout, std::int64_t height_px,
                           std::int64_t width_px, torch::Device device);

}  // namespace reverie
