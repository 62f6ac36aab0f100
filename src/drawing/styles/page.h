// drawing/styles/page.h
//
// The pictures under treatment, and where their pixels are. Everything a style measures is in tokens, counted
// from the top left corner, so that it is the same drawing at 16 and at 64 pixels a token.
//
// Used by   every style, and the filters beside it.
// Proven by tests/drawing/styles/style_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace reverie::styles {

using torch::Tensor;

struct Page {
  Tensor pixels;  // [B, 3, H, W] float, 0 to 1
  std::int64_t px_per_token;
  std::uint64_t seed;

  std::int64_t height_px() const { return pixels.size(2); }
  std::int64_t width_px() const { return pixels.size(3); }
  double px() const { return static_cast<double>(px_per_token); }
  double height() const { return static_cast<double>(height_px()) / px(); }  // in tokens
  double width() const { return static_cast<double>(width_px()) / px(); }

  // The same page with other pixels.
  Page with(Tensor other) const { return {std::move(other), px_per_token, seed}; }

  // A sixteenth of a token: one pixel for the trainer, four at native size. The reach of lines and reliefs.
  std::int64_t step_px() const { return px_per_token <= 16 ? 1 : (px_per_token + 8) / 16; }
};

Tensor x_of(const Page& page);  // [1, W], tokens from the left edge, at the middle of each pixel
Tensor y_of(const Page& page);  // [H, 1], tokens from the top

// -1 at one edge, 1 at the other.
Tensor across(const Page& page);  // [1, W]
Tensor down(const Page& page);    // [H, 1]

// How far the nearest edge of the picture is, in tokens. [H, W]
Tensor to_border(const Page& page);

// 0 in the middle, 1 in the middle of each edge, 2 in the corners. [H, W]
Tensor off_centre(const Page& page);

// A colour, to be broadcast over pictures. [3, 1, 1]
Tensor colour(const Page& page, std::uint32_t rgb);

// pixels [B, C, H, W] as seen `right` pixels to the right and `below` pixels below; edges are repeated.
Tensor shifted(const Tensor& pixels, std::int64_t right, std::int64_t below);

// Looks up each pixel `dx` and `dy` tokens away, [H, W] each.
Tensor warped(const Page& page, const Tensor& dx, const Tensor& dy);

}  // namespace reverie::styles
