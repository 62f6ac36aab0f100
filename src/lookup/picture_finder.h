// lookup/picture_finder.h
//
// Which things of a picture book stand where on a given picture, so that "remove the cat" and "the subject of
// image 1" say something to the program.
//
// How       For every drawing of the book at every half token and under every light of the book: what it
//           would change of a plain background (d) against what the picture changes (e), over the drawing and
//           a rim around it; the background is the mean colour of the rim. rho = <e, d> / (|e| |d|). The best
//           is taken if it reaches kLeastRho, what lies on it is no longer looked at, and the search goes on.
//           The light is the one under which the most is recognised.
// Blind     It knows the book's drawings, at the size they stand in a drawn scene, and nothing else: no
//           photograph, nothing in another style.
// Used by   pipeline/things_plan, pipeline/model_parts
// Source    normalised cross-correlation with a mask (Padfield 2012)
// Proven by tests/evaluation/picture_finder_test.cpp, on scenes of the drawn world
#pragma once

#include <array>
#include <vector>

#include "lookup/picture_book.h"

namespace reverie {

// A picture that was looked at.
class Sight {
 public:
  static constexpr double kLeastRho = 0.8;       // to be recognised without being asked for
  static constexpr double kLeastNamedRho = 0.5;  // of something that is said to be there

  // rho [N, rows, columns] at every half token, below 0 where nothing can be told; empty for nothing seen.
  explicit Sight(Tensor rho) : rho_(std::move(rho)) {}

  // The surest first, at most 8.
  std::vector<PlacedPicture> things() const;
  // The likeliest of these pictures, wherever it stands.
  std::optional<PlacedPicture> best_of(const std::vector<int64_t>& pictures) const;
  // The likeliest of all.
  std::optional<PlacedPicture> best() const;

 private:
  Tensor rho_;
};

class PictureFinder {
 public:
  // Of a book that has drawings. Throws Error(Internal) for another.
  explicit PictureFinder(const PictureBook& book);

  // picture [3, h, w], 0 to 1, of any size; what is seen is in slots of `grid`.
  Sight look(const Tensor& picture, Grid grid) const;

 private:
  int64_t rows_, columns_;  // of a picture, in tokens
  std::vector<std::array<float, 3>> lights_;
  Tensor colour_;      // [N, 3, s, s], premultiplied
  Tensor outline_of_;  // [N]: the colours of one thing share what follows
  Tensor alpha_;       // [M, 1, s, s]
  Tensor rim_;         // [M, 1, s, s]: 1 around the drawing
  Tensor whole_;       // [M, 1, s, s]: 1 on it and around it
};

}  // namespace reverie
