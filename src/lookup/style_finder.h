// lookup/style_finder.h
//
// Which style a given picture is in, so that "the style of image 1" can be drawn: its colours, lines and
// grain as a few dozen numbers, which each style of a picture book weighs (linear discriminant analysis).
//
// Used by   pipeline/model_parts, pipeline/things_plan; training/style_looks, which learns the weights;
//           evaluation/style_reader, which compares the features
// Measured  tests/evaluation/style_finder_test.cpp, true scenes of every time, season
//           and weather, made from the world's drawings: 330 of 340 right
// Blind     It knows the styles of the book. Any other picture, a photograph too, is taken to be in that
//           which is least unlike.
// Shapes    pictures [3, h, w], 0 to 1
// Proven by tests/lookup/style_finder_test.cpp, tests/evaluation/style_finder_test.cpp
#pragma once

#include <optional>

#include "lookup/picture_book.h"

namespace reverie {

// How many numbers describe a picture.
inline constexpr int64_t kStyleFeatures = 52;

// What a picture looks like, whatever it shows: [kStyleFeatures]. It is looked at in 256x256 pixels' area.
Tensor style_features(const Tensor& picture);

class StyleFinder {
 public:
  // Of a book whose styles have looks (BookStyle::look).
  explicit StyleFinder(const BookPlaces& places);

  Style look(const Tensor& picture) const;

 private:
  std::vector<Style> styles_;
  Tensor weights_;  // [styles, kStyleFeatures + 1], the last one added
};

}  // namespace reverie
