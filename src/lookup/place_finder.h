// lookup/place_finder.h
//
// Which place of a picture book a given picture shows, and in which layout, so that "make it winter" keeps
// its scenery sharp: the network is shown that place as it is shown one that a prompt names.
//
// How       By edges, since light, season and weather change every colour and few outlines: the structure
//           tensor of brightness at each pixel, which does not tell light on dark from dark on light; evened
//           out, so that a few strong edges do not decide, and without what all places have in common.
//           The score of a place is the correlation with what the picture has there; the best is taken if it
//           reaches kLeastScore, and kLeastLead times the next place's.
// Blind     It knows the book's places as a plain drawing has them: no photograph, hardly another style.
// Source    structure tensor: Förstner and Gülch 1987
// Measured  tests/evaluation/finder_share.cpp, 300 true scenes of every time, season and weather: 78 of 100
//           recognised in the plain style, 2 taken for another; in other styles 45 and 23
// Used by   pipeline/model_parts, pipeline/things_plan
// Shapes    pictures [3, h, w], 0 to 1; inside [2, rows kViewPx, columns kViewPx]
// Proven by tests/evaluation/place_finder_test.cpp
#pragma once

#include <optional>
#include <vector>

#include "lookup/picture_book.h"

namespace reverie {

class PlaceFinder {
 public:
  static constexpr double kLeastScore = 0.15;
  static constexpr double kLeastLead = 1.3;

  // `book` must have places with views.
  explicit PlaceFinder(const PictureBook& book);

  // The place of `picture`, which has `grid` tokens; nothing where none is recognised. With `expected` only
  // whether it is that place, and in which layout.
  std::optional<Backdrop> look(const Tensor& picture, Grid grid, std::optional<int64_t> expected = {}) const;

  struct Score {
    int64_t place, layout;
    double score;
  };
  // Of every place in its best layout, the best first.
  std::vector<Score> scores(const Tensor& picture, Grid grid) const;

 private:
  std::vector<Grid> grids_;
  int64_t layouts_;
  // Of each grid: what all places have in common, [1, 2 pixels], and each without it,
  // [places layouts, 2 pixels]; of length 1.
  std::vector<Tensor> common_, edges_;
};

}  // namespace reverie
