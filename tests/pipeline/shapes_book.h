// tests/pipeline/shapes_book.h
//
// A picture book of coloured shapes, and pictures on which they stand.
#pragma once

#include <torch/utils.h>

#include <array>
#include <vector>

#include "lookup/picture_book.h"
#include "pipeline/picture_tensor.h"
#include "pipeline/render_plan.h"

namespace reverie::testing_shapes {

inline constexpr int64_t kPx = PictureBook::kDrawingPx;
inline constexpr int64_t kSide = kSlotTokens * kPx;
inline constexpr Grid kGrid{16, 18};

// [4, kSide, kSide] uint8: a frame of one colour around a middle of another.
inline Tensor drawing(int64_t inset, std::array<int64_t, 3> outer, std::array<int64_t, 3> inner) {
  Tensor rgba = torch::zeros({4, kSide, kSide}, torch::kUInt8);
  for (int64_t c = 0; c < 4; ++c) {
    const auto channel = static_cast<std::size_t>(c);
    const int64_t size = kSide - 2 * inset;
    rgba[c].narrow(0, inset, size).narrow(1, inset, size).fill_(c == 3 ? 255 : outer.at(channel));
    rgba[c]
        .narrow(0, inset + 4, size - 8)
        .narrow(1, inset + 4, size - 8)
        .fill_(c == 3 ? 255 : inner.at(channel % 3));
  }
  return rgba;
}

// 0 cat, 1 car, 2 red car, 3 tree.
inline const PictureBook& book() {
  static const PictureBook one{
      kSlotTokens,
      kSlotTokens,
      {{{"cat", "cats"}, 0}, {{"car"}, 1, {{"red", 2}}}, {{"tree"}, 3}},
      {},
      torch::zeros({4 * kSlotTokens * kSlotTokens, 1}),
      BookDrawings{
          torch::stack({drawing(2, {250, 200, 40}, {20, 20, 20}), drawing(4, {40, 60, 240}, {240, 240, 240}),
                        drawing(4, {240, 20, 20}, {240, 240, 240}), drawing(1, {20, 120, 20}, {90, 60, 20})}),
          {{1, 1, 1}, {0.7F, 0.75F, 0.9F}}}};
  return one;
}

// Drawings on grey, 16 pixels a token.
inline Image picture_of(const std::vector<PlacedPicture>& things, Grid grid = kGrid) {
  Tensor canvas = torch::full({3, grid.rows * kPx, grid.columns * kPx}, 0.6);
  for (const PlacedPicture& thing : things) {
    const Tensor rgba = book().drawings()->rgba[thing.picture].to(torch::kFloat32) / 255;
    Tensor under = canvas.narrow(1, thing.slot.row * kPx, kSide).narrow(2, thing.slot.column * kPx, kSide);
    under.mul_(1 - rgba[3]).add_(rgba.narrow(0, 0, 3));
  }
  return tensor_to_picture(
      at::upsample_nearest2d(canvas.unsqueeze(0), {grid.rows * 16, grid.columns * 16})[0] * 2 - 1);
}

inline RenderPlan plan_of(PixelSize size) {
  return {size, size, size};
}

inline const PlacedPicture kCat{0, {9, 1}}, kCar{1, {9, 11}};

}  // namespace reverie::testing_shapes
