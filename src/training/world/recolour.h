// training/world/recolour.h
//
// Turns the main colour of a drawing into one of colours(), and leaves the rest: a green car keeps its
// grey tyres and its blue windows.
//
// Used by   compose.cpp, for each (object, colour) it meets.
// How       The main colour is the peak of the sprite's hue histogram. Pixels near it take the new hue;
//           their saturation and value are scaled so that the means become the colour's own, which keeps
//           light and shade. For pale targets, shade that lay in the saturation moves into the value.
// Proven by tests/training/world/recolour_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace reverie {

//   sprites         [S, 4, h, w] float, 0 to 1, straight alpha
//   colour_indices  one per sprite, into colours(), or kNoColour to leave it as it is
// Returns [S, 4, h, w]; alpha is the caller's. A sprite without a saturated pixel is returned unchanged.
// Throws Error(InvalidRequest) for an index outside colours(), Error(Internal) for another shape.
torch::Tensor recolour(const torch::Tensor& sprites, const std::vector<std::int64_t>& colour_indices);

}  // namespace reverie
