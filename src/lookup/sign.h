// lookup/sign.h
//
// A sign of the drawn world as data: what it is, what it says, and which tokens it takes. Pictures
// (draw_sign.h) and sentences (sign_captions.h) are both made from it.
//
// Every measure is in tokens, as in scene.h, and a sign starts on a whole token. A sign is as wide as its
// longest line asks for, 4 to 8 tokens, so that a capital of one short word is about one token high and wide.
//
// Used by   scene.h, draw_sign.cpp, sign_captions.cpp, evaluation/ocr_reader.cpp
// Proven by tests/training/world/lettering/sample_sign_test.cpp
#pragma once

#include <cstdint>
#include <string>

namespace reverie {

enum class SignKind {
  WoodenSign,  // a board on two posts
  NeonSign,    // glowing letters on a dark panel, hung on two cables
  Poster,      // a sheet on a rail, with a picture below the words
  BookCover,   // a closed book that stands
  Label,       // a tag on a string
  Billboard,   // a coloured panel with lamps, on two posts
  Chalkboard,  // a black board in a wooden frame, on legs
};
constexpr int kSignKinds = 7;

struct Sign {
  SignKind kind;
  std::string words;      // one to four, of kCharacters (glyphs.h)
  std::int64_t typeface;  // into typefaces()
  std::int64_t colour;    // into colours(), or kNoColour: of the tubes, the paper, the cover, the panel
  std::int64_t row;       // of the top left token
  std::int64_t column;
  std::int64_t rows;
  std::int64_t columns;
  std::int64_t lines =
      0;  // that its panel has room for; of new words on an old sign it may be more than theirs
  bool operator==(const Sign&) const = default;
};

// Rows and columns that a sign of this kind needs for these words. More rows only lengthen what holds it.
struct SignSize {
  std::int64_t rows;
  std::int64_t columns;
};
SignSize size_of(SignKind kind, const std::string& words);
constexpr std::int64_t kLeastSignColumns = 4, kMostSignColumns = 8, kMostSignLines = 3;

bool hangs(SignKind kind);         // from the picture's upper edge; the others stand on the ground
bool takes_colour(SignKind kind);  // wood and slate have their own
bool glows(SignKind kind);         // is as bright at night as by day

// Part of a sign, in tokens from its top left corner.
struct SignBox {
  double left, top, right, bottom;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
};
std::int64_t lines_of(const Sign& sign);  // that its panel has room for
SignBox panel_of(const Sign& sign);       // the board without posts and cables
SignBox lettering_of(const Sign& sign);   // where the words are

}  // namespace reverie
