// drawing/styles/cells.h
//
// Splits the page into irregular cells, each the ground nearest to its site (Voronoi's tessellation); there
// is one site, put at random, in each square of a lattice.
//
// Used by   stained_glass.cpp
// Proven by tests/drawing/styles/style_test.cpp
#pragma once

#include "drawing/styles/page.h"

namespace reverie::styles {

struct Cells {
  Tensor x, y;    // the site of each pixel's cell, in tokens. [H, W]
  Tensor border;  // the second nearest site is farther by this much: 0 on the border of two cells. [H, W]
};

// `pitch` is the side of a square of the lattice, in tokens.
Cells cells(const Page& page, double pitch, std::uint64_t stream);

}  // namespace reverie::styles
