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
      {{{"cat", "cats"}, 0, {}, false, 1}, {{"car"}, 1, {{"red", 2}}}, {{"tree"}, 3}},
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

// [rows, columns] of kViewPx a token, 0 to 1: bars that stand or lie, of uneven widths.
inline Tensor bars(bool stand) {
  constexpr int64_t kView = BookPlaces::kViewPx;
  const Tensor rows = torch::arange(kGrid.rows * kView).view({-1, 1}),
               columns = torch::arange(kGrid.columns * kView);
  const Tensor along = (stand ? columns : rows).to(torch::kFloat32);
  const Tensor wave = ((along * 0.35).sin() + (along * 0.11).cos() > 0).to(torch::kFloat32);
  return (0.2 + 0.6 * wave).expand({kGrid.rows * kView, kGrid.columns * kView}).contiguous();
}

// In this light.
inline Image picture_of_bars(bool stand, const Atmosphere& atmosphere = {}) {
  const Tensor lit = in_light_of(atmosphere, bars(stand).expand({3, -1, -1})).unsqueeze(0);
  return tensor_to_picture(at::upsample_nearest2d(lit, {kGrid.rows * 16, kGrid.columns * 16})[0] * 2 - 1);
}

// Latents that are colours: of pictures [N, 3, h, w], 0 to 1, at kPx pixels a token -> [N tokens, 3].
inline Tensor colour_latents(const Tensor& pictures) {
  return torch::avg_pool2d(pictures, kPx).permute({0, 2, 3, 1}).reshape({-1, 3});
}

inline const Atmosphere kNight{.light = {0.3F, 0.3F, 0.5F}, .on_things = paint::Color{0.5F, 0.5F, 0.75F}};

// The same things; a yard of standing bars and a hall of lying ones, in one layout, and the yard in winter.
inline const PictureBook& book_with_places() {
  static const PictureBook one = [] {
    constexpr int64_t kView = BookPlaces::kViewPx;
    const int64_t tokens = kGrid.rows * kGrid.columns;
    BookPlaces places{{{"yard"}, {"hall"}}, {kGrid}, 1, {}};
    std::vector<Tensor> views, pictures;
    for (const bool stand : {true, false}) {
      const Tensor bytes = (bars(stand) * 255).to(torch::kUInt8);
      views.push_back(bytes.reshape({kGrid.rows, kView, kGrid.columns, kView})
                          .permute({0, 2, 1, 3})
                          .reshape({tokens, kView * kView}));
      pictures.push_back(colour_latents(bars(stand).expand({1, 3, -1, -1})));
    }
    places.pictures = torch::stack(pictures);
    places.views = torch::stack(views);
    places.seasons = {{"winter", "snowy"}};
    places.seasonal = {0};
    places.season_pictures = places.pictures.narrow(0, 0, 1) * 0.5 + 0.5;  // white snow
    places.neutral = {1};
    places.sheltered = {1};
    const Atmosphere rain{.falling = Falling{Falling::Kind::Rain, {0.5F, 0.5F, 0.6F}, {1, 1, 1}}};
    places.hours = {{{"at night", "night"}, kNight, {}}};
    places.usual = {{"summer"}, {"by day"}, {"clear"}};
    places.weathers = {{{"raining", "in the rain"}, {rain, rain}}};
    places.styles = {{{"in ink", "an ink drawing"}, Style::Ink}};
    const Tensor rgba = book().drawings()->rgba.to(torch::kFloat32) / 255;
    const Tensor things =
        colour_latents(rgba.narrow(1, 0, 3) + PictureBook::kGrey * (1 - rgba.narrow(1, 3, 1)));
    return PictureBook(kSlotTokens, kSlotTokens, book().things(), {}, things, book().drawings(), places);
  }();
  return one;
}

inline RenderPlan plan_of(PixelSize size) {
  return {size, size, size};
}

inline const PlacedPicture kCat{0, {9, 1}}, kCar{1, {9, 11}};

}  // namespace reverie::testing_shapes
