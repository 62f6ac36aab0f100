// drawing/styles/noise.h
//
// Smooth noise for paper, grain and brush strokes: a random value at every node of a lattice, and between
// nodes an S-curve from one value to the next.
//
// Used by   the styles.
// Why       Values come from a hash of the node's place, the page's seed and a stream number, in
//           whole numbers, so that every device and every size draws the same paper; torch::rand would not.
// Source    value noise; the hash is two rounds of multiply and xor-shift, kept below 2^63.
// Proven by tests/drawing/styles/style_test.cpp
#pragma once

#include "drawing/styles/page.h"

namespace reverie::styles {

// 0 <= value < 1 for nodes `column` and `row`: whole numbers >= 0 that broadcast against each other.
Tensor hashed(const Page& page, const Tensor& column, const Tensor& row, std::uint64_t stream);

// Noise whose nodes are `pitch` tokens apart. 0 to 1, [H, W].
Tensor noise(const Page& page, double pitch, std::uint64_t stream);
Tensor noise(const Page& page, double pitch_x, double pitch_y, std::uint64_t stream);

// The same at any places: u and v count nodes, 0 to `nodes_u` - 1 and `nodes_v` - 1; beyond, edges are
// repeated.
Tensor noise_at(const Page& page, const Tensor& u, const Tensor& v, std::int64_t nodes_u,
                std::int64_t nodes_v, std::uint64_t stream);

// Paper: two sizes of grain, about -0.5 to 0.5, [H, W].
Tensor paper_grain(const Page& page, double pitch, std::uint64_t stream);

// Short strokes in rows that run along one diagonal, as a hand shades: 0 to 1, [H, W].
Tensor diagonal_strokes(const Page& page, double width, double length, std::uint64_t stream);

// Rows of bristles that follow a slow swirl: 0 to 1, [H, W].
Tensor brush_strokes(const Page& page, std::uint64_t stream);

}  // namespace reverie::styles
