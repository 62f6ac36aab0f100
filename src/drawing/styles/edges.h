// drawing/styles/edges.h
//
// Where one colour ends and another begins, and the lines a pen draws there.
//
// Used by   the styles.
// Width     Differences reach a sixteenth of a token to both sides, so that a line is an eighth wide.
// Proven by tests/drawing/styles/style_test.cpp
#pragma once

#include "drawing/styles/page.h"

namespace reverie::styles {

// Length of the colour difference across each pixel: 0 in flat areas, 1 at a step of that length.
// page.pixels [B, 3, H, W] -> [B, 1, H, W].
Tensor edge_strength(const Page& page);

// Light from the top left on a surface of this height, [B, 1, H, W]: how much it rises towards the light.
Tensor relief(const Page& page, const Tensor& height);

// 1 where there are many edges around, 0 on plain sky and ground. [B, 1, H, W]
Tensor detailed(const Page& page, const Tensor& edges, double reach);

}  // namespace reverie::styles
