// lookup/boards.h
//
// Paints what words are written on: the board, frame, posts or cables of each kind of sign, without the
// words.
//
// Used by   draw_sign.cpp, sign_finder.cpp
// Trap      No LibTorch here, as in paint.h. A painter is run twice, on black and on white, to find what is
//           transparent: it must not look at what it paints on.
// Proven by tests/training/world/lettering/draw_sign_test.cpp
#pragma once

#include "drawing/paint.h"
#include "lookup/sign.h"

namespace reverie {

// The colour that a sign is called by; of wood and slate their own.
paint::Color colour_of(const Sign& sign);

// What its words are written in: dark on light and light on dark.
paint::Color ink_of(const Sign& sign);

// `canvas` is sign.rows x sign.columns tokens.
void paint_board(const Sign& sign, paint::Canvas& canvas);

}  // namespace reverie
