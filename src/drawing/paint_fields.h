// drawing/paint_fields.h
//
// The LibTorch side of paint.h: what crests, shapes and paints compute on a grid of pixels, and the
// picture that a canvas draws on.
//
// Used by   paint.cpp and paint_shapes.cpp, which fill it in; places/places.cpp, which owns a picture.
// Rule      Work on x alone ([1, w]) or y alone ([h, 1]) is done before the two meet in a plane
//           ([h, w]), because planes are what costs time.
// Proven by tests/training/world/places_test.cpp
#pragma once

#include <torch/types.h>

#include "drawing/paint.h"

namespace reverie::paint {

// The pixels of one rectangle: their centres in units, and how wide a pixel is.
struct Grid {
  torch::Tensor x;  // [1, w]
  torch::Tensor y;  // [h, 1]
  float pixel = 0;
};

struct LineField {
  // x [1, w] -> y [1, w]; `pixel` is how wide a pixel is, for crests that jump.
  std::function<torch::Tensor(const torch::Tensor& x, float pixel)> height;
};
struct ShapeField {
  std::function<torch::Tensor(const Grid&)> distance;  // [h, w] or broadcastable; negative inside
};
struct ColourField {
  std::function<torch::Tensor(const Grid&)> colours;  // [3, h, w] or broadcastable; 0..1
};

// A rectangle of pixels, half open.
struct Window {
  int64_t top, bottom, left, right;
  bool empty() const { return top >= bottom || left >= right; }
};

// The picture itself, with the unit coordinates of its pixels.
class Pixels {
 public:
  Pixels(int64_t height_px, int64_t width_px, torch::Device device);

  Window all() const { return {0, height_px_, 0, width_px_}; }
  Window window(const Box& box) const;  // with a margin for soft edges, inside the picture
  Grid grid(const Window& w) const;
  torch::Tensor view(const Window& w);  // [3, h, w], to be drawn on

  float pixel() const { return pixel_; }
  float right() const { return right_; }
  float bottom() const { return bottom_; }
  const torch::Tensor& picture() const { return picture_; }  // [3, height_px, width_px], 0..1

 private:
  int64_t height_px_, width_px_;
  float pixel_, right_, bottom_;
  torch::Tensor x_;        // [1, width_px]
  torch::Tensor y_;        // [height_px, 1]
  torch::Tensor picture_;  // [3, height_px, width_px]
};

// [n, 1], on the device of `like`.
torch::Tensor column_of(const std::vector<float>& values, const torch::Tensor& like);
// Which part of each pixel lies between edges[i] and edges[i + 1]: [n, w], soft by one pixel.
torch::Tensor slots(const std::vector<float>& edges, const torch::Tensor& x, float pixel);

}  // namespace reverie::paint
