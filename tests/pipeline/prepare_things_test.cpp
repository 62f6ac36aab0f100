// tests/pipeline/prepare_things_test.cpp
#include "pipeline/prepare_things.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "lookup/thing_groups.h"
#include "pipeline/shown_pictures.h"
#include "pipeline/small_autoencoder.h"

namespace reverie {
namespace {

// Two things of noise, in the latents of the small autoencoder, which fill their squares; a night without any
// light on things, and a dawn that leaves them as they are.
PictureBook book_for(const Flux2Autoencoder& autoencoder) {
  torch::manual_seed(2);
  constexpr int64_t kSide = kSlotTokens * PictureBook::kDrawingPx;
  const BookDrawings drawings{torch::full({2, 4, kSide, kSide}, 255, torch::kUInt8), {{1, 1, 1}}};
  const int64_t channels = 4 * autoencoder.config().latent_channels;
  BookPlaces places{{{"a yard"}}, {{4, 4}}, 1, torch::zeros({1, 16, channels})};
  places.hours = {{{"at night"}, {.on_things = paint::Color{0, 0, 0}}, {}}, {{"at dawn"}, {}, {}}};
  return {kSlotTokens,
          kSlotTokens,
          {{{"cat"}, 0}, {{"dog"}, 1}},
          {},
          torch::randn({2 * kSlotTokens * kSlotTokens, channels}),
          drawings,
          places};
}

class PrepareThings : public testing::Test {
 protected:
  // What the network is shown, as a picture.
  Tensor decoded(const PreparedPicture& one) const {
    return decode_shown(autoencoder_, one.tokens, one.grid);
  }
  PreparedPicture prepared(const std::vector<PlacedPicture>& group,
                           const std::optional<SceneryPlan>& scenery = {}) const {
    const auto all = prepare_things({group}, book_, autoencoder_, scenery, {16, 16});
    EXPECT_EQ(all.size(), 1U);
    return all.at(0);
  }

  const torch::NoGradGuard no_grad_;
  const Flux2Autoencoder autoencoder_ = small_autoencoder();
  const PictureBook book_ = book_for(autoencoder_);
};

TEST_F(PrepareThings, AThingIsCutOutInItsSize) {
  const int64_t px = shown_px(autoencoder_);
  const Cutout usual = cut_out({0, {2, 3}}, book_, autoencoder_);
  EXPECT_EQ(usual.rgba.sizes(), at::IntArrayRef({4, kSlotTokens * px, kSlotTokens * px}));
  EXPECT_EQ(usual.slot, (Slot{2, 3}));
  const Cutout large = cut_out({0, {2, 3}, false, 2 * kSlotTokens}, book_, autoencoder_);
  const Tensor small_again = at::avg_pool2d(large.rgba, {2, 2});
  EXPECT_LT((small_again - usual.rgba).abs().mean().item<double>(), 0.06) << "the same, twice as large";
}

TEST_F(PrepareThings, WhatIsWornLiesInItsSquareWhereItIsToLie) {
  const int64_t px = shown_px(autoencoder_);
  PlacedPicture worn{0, {2, 3}, false, 4};
  worn.inset = Inset{0.5, 1, 2};
  const Cutout cutout = cut_out(worn, book_, autoencoder_);
  ASSERT_EQ(cutout.rgba.sizes(), at::IntArrayRef({4, 4 * px, 4 * px}));
  EXPECT_EQ(cutout.slot, (Slot{2, 3}));
  const Tensor inside = cutout.rgba[3].narrow(0, px / 2, 2 * px).narrow(1, px, 2 * px);
  EXPECT_GT(inside.min().item<double>(), 0.99) << "the thing fills its picture";
  EXPECT_NEAR(cutout.rgba[3].sum().item<double>(), inside.sum().item<double>(), 1e-3)
      << "and nothing else is";
}

TEST_F(PrepareThings, AGroupIsOnePictureWhereItStands) {
  const PreparedPicture both = prepared({{0, {9, 1}, false, 6, 0}, {1, {7, 3}, false, 8, 0}});
  EXPECT_EQ(both.slot, (Slot{7, 1}));
  EXPECT_EQ(both.grid, (Grid{8, 10}));
  EXPECT_EQ(both.tokens.sizes(), at::IntArrayRef({80, book_.channels()}));
}

TEST_F(PrepareThings, TheLastOfAGroupIsInFront) {
  const PlacedPicture cat{0, {0, 0}, false, 6, 0}, dog{1, {0, 0}, false, 6, 0};
  const Tensor cat_alone = prepared({cat}).tokens, dog_alone = prepared({dog}).tokens;
  EXPECT_TRUE(torch::allclose(prepared({cat, dog}).tokens, dog_alone, 0, 1e-4));
  EXPECT_TRUE(torch::allclose(prepared({dog, cat}).tokens, cat_alone, 0, 1e-4));
  EXPECT_FALSE(torch::allclose(cat_alone, dog_alone, 0, 1e-2));
}

TEST_F(PrepareThings, TheyAreInTheLightOfTheirHour) {
  const PlacedPicture cat{0, {0, 0}};
  const SceneryPlan night{.place = Backdrop{0, 0, {16, 16}}, .hour = 1},
      dawn{.place = Backdrop{0, 0, {16, 16}}, .hour = 2};
  const int64_t px = shown_px(autoencoder_);
  const Tensor black =
      encode_shown(autoencoder_, torch::zeros({3, kSlotTokens * px, kSlotTokens * px}), torch::kFloat32);
  EXPECT_TRUE(torch::allclose(prepared({cat}, night).tokens, black, 0, 1e-4));
  EXPECT_TRUE(torch::equal(prepared({cat}, dawn).tokens, prepared({cat}).tokens));
  EXPECT_FALSE(torch::allclose(prepared({cat}).tokens, black, 0, 1e-2));
}

TEST_F(PrepareThings, WhatIsNotCoveredIsTheBooksGrey) {
  const PreparedPicture apart = prepared({{0, {0, 0}, false, 4, 0}, {1, {6, 6}, false, 4, 0}});
  const int64_t px = shown_px(autoencoder_);
  const Tensor grey = torch::full({3, 10 * px, 10 * px}, PictureBook::kGrey);
  const Tensor of_grey = encode_shown(autoencoder_, grey, torch::kFloat32).view({10, 10, -1});
  const Tensor tokens = apart.tokens.view({10, 10, -1});
  EXPECT_LT((tokens[1][8] - of_grey[1][8]).abs().mean().item<double>(), 0.25) << "the upper right corner";
}

}  // namespace
}  // namespace reverie
