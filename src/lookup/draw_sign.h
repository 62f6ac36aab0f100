// lookup/draw_sign.h
//
// Draws signs as premultiplied patches, to be laid on a background.
//
// Used by   scenery, sign_finder, training/world/compose
// How       The board is painted on black and on white: what shows through of the white is what is
//           transparent, glows and shadows included. The words are then set into it; those of a neon sign
//           glow.
// Shapes    h = rows * px, w = columns * px of the sign
// Proven by tests/training/world/lettering/draw_sign_test.cpp; sign_sheet.cpp shows all kinds
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <string>

#include "lookup/glyphs.h"
#include "lookup/sign.h"

namespace reverie {

// The sign without its words: [4, h, w] uint8, premultiplied.
torch::Tensor draw_board(const Sign& sign, std::int64_t px_per_token, torch::Device device);

// Equal for signs whose boards look alike.
std::string name_of_board(const Sign& sign);

// Writes the words of `sign` on its board: [h * w, 4] uint8, premultiplied, on the device of `board`.
// Throws as draw_lettering().
torch::Tensor letter_board(const torch::Tensor& board, const Sign& sign, const Glyphs& glyphs,
                           std::int64_t px_per_token);

// Both: [h * w, 4] uint8, premultiplied, before any light, as Compositor::draw_sprite draws objects.
torch::Tensor draw_sign(const Sign& sign, const Glyphs& glyphs, std::int64_t px_per_token,
                        torch::Device device);

}  // namespace reverie
