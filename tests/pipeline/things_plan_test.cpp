// tests/pipeline/things_plan_test.cpp
//
// What a request wants to be where, on pictures with coloured shapes.

#include "pipeline/things_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>

#include "pipeline/picture_tensor.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr int64_t kPx = PictureBook::kDrawingPx;
constexpr int64_t kSide = kSlotTokens * kPx;
constexpr Grid kGrid{16, 18};

// [4, kSide, kSide] uint8: a frame of one colour around a middle of another.
Tensor drawing(int64_t inset, std::array<int64_t, 3> outer, std::array<int64_t, 3> inner) {
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
const PictureBook& book() {
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

const PictureFinder& finder() {
  static const PictureFinder one(book());
  return one;
}

// Drawings on grey, 16 pixels a token.
Image picture_of(const std::vector<PlacedPicture>& things, Grid grid = kGrid) {
  Tensor canvas = torch::full({3, grid.rows * kPx, grid.columns * kPx}, 0.6);
  for (const PlacedPicture& thing : things) {
    const Tensor rgba = book().drawings()->rgba[thing.picture].to(torch::kFloat32) / 255;
    Tensor under = canvas.narrow(1, thing.slot.row * kPx, kSide).narrow(2, thing.slot.column * kPx, kSide);
    under.mul_(1 - rgba[3]).add_(rgba.narrow(0, 0, 3));
  }
  return tensor_to_picture(
      at::upsample_nearest2d(canvas.unsqueeze(0), {grid.rows * 16, grid.columns * 16})[0] * 2 - 1);
}

RenderPlan plan_of(PixelSize size) {
  return {size, size, size};
}

ThingsPlan planned(const std::string& prompt, const std::vector<Image>& references,
                   PixelSize size = {18 * 16, 16 * 16}) {
  return plan_things(book(), &finder(), prompt, references, plan_of(size), kGrid, 0);
}

std::vector<int64_t> pictures_in(const ThingsPlan& plan) {
  std::vector<int64_t> pictures;
  for (const PlacedPicture& one : plan.shown.things) pictures.push_back(one.picture);
  return pictures;
}

const PlacedPicture kCat{0, {9, 1}}, kCar{1, {9, 11}};

TEST(PlanThings, WithoutReferencesWordsDecide) {
  EXPECT_THAT(pictures_in(planned("a cat to the right of a red car", {})), ElementsAre(2, 0));
  EXPECT_THAT(planned("a cat", {}).notes, IsEmpty());
  const ThingsPlan crowd = planned("nine cats", {});
  EXPECT_EQ(crowd.shown.things.size(), 6U);
  EXPECT_THAT(crowd.notes, ElementsAre(HasSubstr("room for 6 of the 9")));
}

TEST(PlanThings, SaysWhichColourAThingDoesNotComeIn) {
  EXPECT_THAT(planned("a red cat and a red car", {}).notes,
              ElementsAre("the model has no red cat, only the usual one"));
  EXPECT_THAT(planned("a blue cat", {}).notes, IsEmpty())
      << "nothing comes in blue: an unknown word, if it is one";
}

TEST(PlanThings, AnEditKeepsWhatStandsOnThePicture) {
  const ThingsPlan gone = planned("remove the cat", {picture_of({kCat, kCar})});
  EXPECT_THAT(gone.shown.things, UnorderedElementsAre(kCar, PlacedPicture{0, {9, 1}, true}));
  EXPECT_THAT(gone.changed, ElementsAre(kCat.slot));
  const ThingsPlan night = planned("make it night", {picture_of({kCat, kCar})});
  EXPECT_THAT(night.shown.things, UnorderedElementsAre(kCat, kCar));
  EXPECT_THAT(night.changed, IsEmpty()) << "all of it changes";
  const ThingsPlan red = planned("make the car red", {picture_of({kCar})});
  EXPECT_THAT(red.shown.things,
              UnorderedElementsAre(PlacedPicture{2, kCar.slot}, PlacedPicture{1, kCar.slot, true}));
}

TEST(PlanThings, WhatHangsWhereItCannotIsTakenForAMistakeUnlessTheWordsNameIt) {
  const PlacedPicture hanging{3, {1, 6}};
  EXPECT_THAT(planned("make it night", {picture_of({kCat, hanging})}).shown.things, ElementsAre(kCat));
  EXPECT_THAT(planned("remove the tree", {picture_of({kCat, hanging})}).changed, ElementsAre(hanging.slot));
}

TEST(PlanThings, WhatIsNotThereIsSaidAndNothingIsKeptByForce) {
  const ThingsPlan plan = planned("remove the tree", {picture_of({kCat})});
  EXPECT_THAT(plan.notes, ElementsAre("not found on the picture: tree"));
  EXPECT_THAT(plan.changed, IsEmpty());
}

TEST(PlanThings, WithoutAFinderOrInAnotherRatioOnlyTheWordsCount) {
  const std::vector<Image> references{picture_of({kCat, kCar})};
  EXPECT_THAT(plan_things(book(), nullptr, "add a tree", references, plan_of({288, 256}), kGrid, 0)
                  .shown.things.size(),
              1U);
  EXPECT_THAT(pictures_in(planned("add a tree", references, {512, 256})), ElementsAre(3));
}

TEST(PlanThings, TakesFromAPictureWhatTheWordsLeaveToIt) {
  const Grid small{8, 8};
  const std::vector<Image> references{picture_of({{0, {1, 1}}}, small), picture_of({{2, {1, 1}}}, small)};
  EXPECT_THAT(pictures_in(planned("the car from image 2 next to a tree", references)), ElementsAre(2, 3));
  EXPECT_THAT(pictures_in(planned("the subject of the first picture and the subject of @Image2", references)),
              ElementsAre(0, 2));
  EXPECT_THAT(pictures_in(planned("put the cat from image 1 on the left", references)), ElementsAre(0))
      << "no edit: the cat comes from a picture";
  EXPECT_THAT(pictures_in(planned("the subject of image 7", references)), IsEmpty());
}

TEST(PlanThings, AStripOfAPictureCostsNoMoreThanAnother) {
  const Image strip{200'000, 1, std::vector<uint8_t>(600'000, 128)};
  EXPECT_THAT(pictures_in(planned("the subject of image 1", {strip})), IsEmpty());
}

TEST(PictureMentioned, InTheFormsPeopleUse) {
  EXPECT_EQ(picture_mentioned(" from image 1 next to"), 0U);
  EXPECT_EQ(picture_mentioned(" in picture 12"), 11U);
  EXPECT_EQ(picture_mentioned(" of @Image3, and"), 2U);
  EXPECT_EQ(picture_mentioned(" from the second photo"), 1U);
  for (const char* none : {"", " from", " from a garden", " next to image 1", " of image", " of image zero",
                           " of image 0", " of the last picture", " of image 99999999999999999999"}) {
    EXPECT_FALSE(picture_mentioned(none)) << none;
  }
}

TEST(KeepOutside, TakesTheSourceWhereNothingWasToChange) {
  const Image source = picture_of({kCat, kCar});
  const Image drawn = picture_of({});
  const Image mixed = keep_outside({kCat.slot}, kGrid, plan_of(source.size()), source, drawn);
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
  const Image mixed = keep_outside({kCat.slot}, kGrid, plan_of(source.size()), source, tinted);
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
      keep_outside({{7, 1}}, {14, 18}, plan, tensor_to_picture(black), tensor_to_picture(white));
  const auto column = [&](int64_t y) { return mixed.rgb.at(static_cast<std::size_t>((y * 288 + 60) * 3)); };
  EXPECT_GT(column(7 * 16 - 4), 200);       // the slot's first row
  EXPECT_EQ(column(7 * 16 - 4 - 5), 0);     // more than a quarter of a token above it
  EXPECT_GT(column(13 * 16 - 4 - 1), 200);  // and its last
  EXPECT_EQ(column(13 * 16 - 4 + 5), 0);
}

}  // namespace
}  // namespace reverie
