// training/reference_examples.h
//
// Small made-up examples with reference pictures, for tests of what is made of them.
//
// Used by   tests/training/*_test.cpp
#pragma once

#include "training/world/example.h"

namespace reverie {

inline constexpr Grid kSmallGrid{8, 8};
inline constexpr Grid kWideGrid{8, 9};

// None, one (8x8) or two (8x8 and 8x9) references, and a target of 8x8 tokens. Without
// `options.references` never any.
inline Example small_example(Random& random, const ExampleOptions& options) {
  SceneOptions small = options.scene;
  small.grid = kSmallGrid;
  SceneOptions wide = options.scene;
  wide.grid = kWideGrid;
  Example example;
  const int64_t count = options.references ? random.below(3) : 0;
  if (count > 0) example.references.push_back(sample_scene(random, small));
  if (count > 1) example.references.push_back(sample_scene(random, wide));
  example.target = sample_scene(random, small);
  return example;
}

}  // namespace reverie
