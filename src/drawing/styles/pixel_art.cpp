// Pixel art: square cells, four to a token, in few bright colours.
//
// How   The mean of each cell, each channel in five steps, blown up without smoothing.
#include <torch/utils.h>
#include <algorithm>
#include <cmath>

#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor pixel_art(const Page& page) {
  constexpr double kCells = 4;  // to a token
  const auto rows = std::max<std::int64_t>(1, std::llround(page.height() * kCells));
  const auto columns = std::max<std::int64_t>(1, std::llround(page.width() * kCells));
  const Tensor cells = at::adaptive_avg_pool2d(page.pixels, {rows, columns});  // [B, 3, rows, columns]
  const Tensor vivid = saturated(0.5 + 1.12 * (cells - 0.5), 1.3);
  return at::upsample_nearest2d(posterised(vivid, 5, 0.06), {page.height_px(), page.width_px()});
}

}  // namespace reverie::styles
