// drawing/styles/blur.h
//
// Gaussian blur, as two multiplications by a matrix of weights: any width at one price, and at the edges of
// the picture the weights add up to one without a repeated border.
//
// Used by   the styles and edges.cpp.
// Proven by tests/drawing/styles/style_test.cpp
#pragma once

#include "drawing/styles/page.h"

namespace reverie::styles {

// `sigma` in tokens. [B, C, H, W] -> [B, C, H, W]
Tensor blurred(const Page& page, const Tensor& pixels, double sigma);

// What a brush of radius `tokens` makes of a picture: each pixel takes the mean of the calmest of the four
// squares it is a corner of, so that areas run together and their outlines stay (Kuwahara's filter).
// page.pixels [B, 3, H, W] -> the same.
Tensor flat_patches(const Page& page, double tokens);

}  // namespace reverie::styles
