// tests/pipeline/keep_outside_test.cpp
//
// What of an edited picture is the given one.

#include "pipeline/keep_outside.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>

#include "pipeline/shapes_book.h"

namespace reverie {
namespace {

using testing_shapes::kCar;
using testing_shapes::kCat;
using testing_shapes::kGrid;
using testing_shapes::picture_of;
using testing_shapes::plan_of;
using torch::Tensor;

TEST(KeepOutside, TakesTheSourceWhereNothingWasToChange) {
  const Image source = picture_of({kCat, kCar});
  const Image drawn = picture_of({});
  const Image mixed = keep_outside({{kCat.slot}}, kGrid, plan_of(source.size()), source, drawn);
  const auto at = [](const Image& image, int64_t x, int64_t y) {
    return image.rgb.at(static_cast<std::size_t>((y * image.width_px + x) * 3));
  };
  for (const auto& [x, y] : {std::pair<int64_t, int64_t>{200, 200}, {10, 10}, {287, 255}, {4, 140}})
    EXPECT_EQ(at(mixed, x, y), at(source, x, y)) << x << " " << y;
  EXPECT_EQ(at(mixed, 64, 200), at(drawn, 64, 200)) << "within the slot";
  EXPECT_NE(at(mixed, 64, 200), at(source, 64, 200));
}

TEST(KeepOutside, WhatIsDrawnAnewTakesOnTheTintOfItsSurroundings) {
  const Image source = picture_of({});
  Image tinted = picture_of({kCat});
  for (std::size_t i = 0; i < tinted.rgb.size(); i += 3)
    tinted.rgb[i] -= std::min<uint8_t>(tinted.rgb[i], 16);
  const Image mixed = keep_outside({{kCat.slot}}, kGrid, plan_of(source.size()), source, tinted);
  const Image wanted = picture_of({kCat});
  const std::size_t beside_the_cat = (std::size_t{150} * 288 + 20) * 3;  // within its slot
  EXPECT_NEAR(mixed.rgb.at(beside_the_cat), wanted.rgb.at(beside_the_cat), 2);
  EXPECT_EQ(tinted.rgb.at(beside_the_cat) + 16, wanted.rgb.at(beside_the_cat));
  const std::size_t on_the_cat = (std::size_t{160} * 288 + 64) * 3;
  EXPECT_NEAR(mixed.rgb.at(on_the_cat), wanted.rgb.at(on_the_cat), 2);
}

// A picture of 13.5 rows is the middle of 14: slots lie a quarter of a token lower than its own tokens.
TEST(KeepOutside, CountsTokensFromTheEdgeOfWhatWasDrawn) {
  const RenderPlan plan{{288, 216}, {288, 224}, {288, 224}};
  const Tensor black = torch::full({3, 216, 288}, -1.0), white = torch::full({3, 216, 288}, 1.0);
  const Image mixed =
      keep_outside({{{7, 1}}}, {14, 18}, plan, tensor_to_picture(black), tensor_to_picture(white));
  const auto column = [&](int64_t y) { return mixed.rgb.at(static_cast<std::size_t>((y * 288 + 60) * 3)); };
  EXPECT_GT(column(7 * 16 - 4), 200);       // the slot's first row
  EXPECT_EQ(column(7 * 16 - 4 - 5), 0);     // more than a quarter of a token above it
  EXPECT_GT(column(13 * 16 - 4 - 1), 200);  // and its last
  EXPECT_EQ(column(13 * 16 - 4 + 5), 0);
}

}  // namespace
}  // namespace reverie
