// evaluation/style_reader.h
//
// Which style a picture of the drawn world is in. What the scene is, is known: it is drawn in every style,
// and the picture is compared with all of them.
//
// How       Three things are compared: token by token the mean colours of its quarters, and how much the
//           colours vary within it; and of the picture as a whole its texture (style_finder.h: lines, grain,
//           cells, frames), which stays what it is where a model draws the scene a little differently. Each
//           distance is measured by what it is between two styles of this scene on average; the style with
//           the smallest weighted sum is the one.
// Used by   evaluate.cpp
// Shapes    [3, h, w] pictures, 0 to 1; inside kPx pixels a token
// Proven by tests/evaluation/style_reader_test.cpp: true scenes, softened and noisy, and other styles
#pragma once

#include <torch/types.h>

#include "training/world/compose.h"

namespace reverie {

class StyleReader {
 public:
  static constexpr std::int64_t kPx = 16;

  // `compositor` must outlive the reader.
  explicit StyleReader(Compositor& compositor) : compositor_(compositor) {}

  // picture of any size, drawn for `scene`, whose style is not looked at.
  Style read(const torch::Tensor& picture, Scene scene);

 private:
  Compositor& compositor_;
};

}  // namespace reverie
