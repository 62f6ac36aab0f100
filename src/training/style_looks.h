// training/style_looks.h
//
// Learns by what a program tells the styles of the drawn world apart (lookup/style_finder.h).
//
// Used by   world_book
// How       Linear discriminant analysis of scenes in every style, some a little softened, as a model draws
//           them; the classes share one covariance, with a ridge.
// Proven by tests/evaluation/style_finder_test.cpp
#pragma once

#include "training/world/compose.h"

namespace reverie {

// For each of all_styles() the weights of its features and what is added. Scenes are those of `seed`.
std::vector<std::vector<double>> learn_style_looks(Compositor& compositor, int64_t scenes, uint64_t seed);

}  // namespace reverie
