// lookup/lettering.h
//
// Sets one to four words in one to three centred lines, as large as a box allows.
//
// Used by   lookup/draw_sign; evaluation/ocr_reader
// How       A line is put together from glyph masks at their own size (integer advances, no kerning) and
//           resized once. Enlarged, its edges are sharpened again, so that letters stay crisp at 4K.
// Shapes    [height_px, width_px] coverage, 0 to 1, float
// Proven by tests/lookup/lettering_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "lookup/glyphs.h"
#include "lookup/sign.h"

namespace reverie {

// The words line by line: no more lines than are needed to keep a line to six letters, at most three, and as
// even as they can be. Depends on nothing but the words. Throws Error(InvalidRequest, "words") if there are
// none.
std::vector<std::string> broken_into_lines(const std::string& words);

std::size_t longest_of(const std::vector<std::string>& lines);  // in letters

struct LetteringBox {
  double left, top, width, height;  // pixels; the letters stay inside, descenders included
  double cap_height;                // pixels; capitals are no higher than this
};

// Throws Error(InvalidRequest, "words") for a character outside kCharacters, "typeface" for none of
// typefaces().
torch::Tensor draw_lettering(const Glyphs& glyphs, const std::string& words, std::int64_t typeface,
                             const LetteringBox& box, std::int64_t height_px, std::int64_t width_px);

// The words of a sign, where they stand on it: [rows px_per_token, columns px_per_token].
torch::Tensor letter_sign(const Glyphs& glyphs, const Sign& sign, std::int64_t px_per_token);

}  // namespace reverie
