// lookup/sign_finder.h
//
// Finds the sign on a given picture, so that "make the sign say 'OPEN'" writes on the sign that is there.
// What it says now is not read: it need not be known to be written over.
//
// How       Every board there can be (sign.h: kind, colour, width, lines) is laid where such a sign hangs or
//           stands, in every light. Where letters may be, a pixel may be the board's colour or its ink, and
//           hardly anything between them; elsewhere it is to be the board. The boards whose frames fit best
//           are looked at whole, and that one is taken which explains most of what the picture has there.
// Blind     It knows the boards of boards.h in a plain drawing, on whole tokens; hardly behind rain or fog.
// Used by   pipeline/things_plan
// Shapes    pictures [3, h, w], 0 to 1
// Proven by tests/lookup/sign_finder_test.cpp; measured by tests/evaluation/finder_share.cpp
#pragma once

#include <torch/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"
#include "lookup/sign.h"

namespace reverie {

class SignFinder {
 public:
  SignFinder();  // draws the boards

  // The sign of `picture`, which has `grid` tokens; if `kind` is given, one of that kind. Its `lines` are as
  // many as its panel has room for, its words and its typeface mean nothing. Nothing where none is found.
  std::optional<Sign> look(const torch::Tensor& picture, Grid grid, std::optional<SignKind> kind = {}) const;

  struct Score {
    Sign sign;
    double explained;  // of the picture's variance there, by the board with some letters on it
    double written;    // of where letters may be
  };
  // The likeliest boards where each fits best, the one that explains most first.
  std::vector<Score> scores(const torch::Tensor& picture, Grid grid, std::optional<SignKind> kind = {}) const;

 private:
  struct Board {
    Sign sign;              // in the upper left corner
    int64_t row;            // of the sign, at which `colour` begins
    torch::Tensor colour;   // [3, h, w], whole tokens
    torch::Tensor solid;    // [h, w], 1 where nothing shows through the board
    torch::Tensor letters;  // [h, w], 1 where words may stand
    torch::Tensor ink;      // [3, 1, 1]
  };
  // Boards of one kind and size in all their colours.
  struct Boards {
    std::vector<Board> in_colours;
    torch::Tensor weight;   // [colours, 1, h, w], 0 where something shows through or letters may be
    torch::Tensor product;  // [colours, 3, h, w]: weight times colour
    torch::Tensor square;   // [colours, 3]: weight times colour squared, summed
  };
  struct Fit {
    const Board* board;
    int64_t row, column;  // of the picture, at which its `colour` begins
    double left;          // mean square, without what may be letters
  };
  static Boards boards_of(SignKind kind, int64_t lines, int64_t columns);
  static Board board_of(const Sign& sign);
  static void add_best_fits(const Boards& boards, const torch::Tensor& small, Grid grid,
                            std::vector<Fit>& fits);
  static Score score_of(const Fit& fit, const torch::Tensor& small, Grid grid);

  std::vector<Boards> boards_;
};

// The sign with other words, as large as it was or as these words ask for: it covers what it was. Nothing
// where the picture has no room for that.
std::optional<Sign> with_words(const Sign& found, const std::string& words, std::int64_t typeface, Grid grid);

}  // namespace reverie
