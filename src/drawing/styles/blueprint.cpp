// Blueprint: white lines on blue paper with a grid.
//
// How   Lines where colours change; the scene's own light stays as a faint shade of blue; a thin grid line
//       every token, a stronger one every fourth, and a frame.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

namespace {

// 1 on every multiple of `pitch`, on lines about `width` wide; all in tokens.
Tensor ruled(const Tensor& at, double pitch, double width) {
  const Tensor u = at / pitch + 0.5;
  return smooth_step((u - u.floor() - 0.5).abs() * pitch, 1.5 * width, 0.5 * width);
}

}  // namespace

Tensor blueprint(const Page& page) {
  const Page areas = page.with(flat_patches(page.with(exposed(page.pixels, 0.55, 0.6)), 0.1));
  const Tensor lines = 0.95 * smooth_step(edge_strength(areas), 0.06, 0.22);
  const Tensor x = x_of(page), y = y_of(page);
  const Tensor grid = torch::maximum(0.2 * torch::maximum(ruled(x, 1, 0.0625), ruled(y, 1, 0.0625)),
                                     0.3 * torch::maximum(ruled(x, 4, 0.0625), ruled(y, 4, 0.0625)));
  const Tensor frame = 0.9 * smooth_step((to_border(page) - 0.42).abs(), 0.09, 0.02);
  const Tensor white = torch::maximum(torch::maximum(grid, frame), lines);
  const Tensor blue = mixed(colour(page, 0x0C3A8C), colour(page, 0x2A66BE), 0.8 * luminance(areas.pixels)) *
                      (1 + 0.06 * paper_grain(page, 0.5, 1));
  return mixed(blue, colour(page, 0xEAF3FF), white);
}

}  // namespace reverie::styles
