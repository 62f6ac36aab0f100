#include "pipeline/prepare_scenery.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "drawing/colours.h"
#include "lookup/block_glyphs.h"
#include "pipeline/shapes_book.h"
#include "pipeline/shown_pictures.h"
#include "pipeline/small_autoencoder.h"

namespace reverie {
namespace {

constexpr Grid kPlaceGrid{8, 8};
constexpr int64_t kTokens = 64;

// A thing of noise and a place of noise, in the latents of the small autoencoder.
PictureBook book_for(const Flux2Autoencoder& autoencoder) {
  const int64_t channels = 4 * autoencoder.config().latent_channels;
  torch::manual_seed(2);
  BookPlaces places{{{"yard"}}, {kPlaceGrid}, 1, torch::randn({1, kTokens, channels})};
  const Atmosphere rain{.falling = Falling{Falling::Kind::Rain, {0.5F, 0.5F, 0.6F}, {1, 1, 1}}};
  places.hours = {{{"at night"}, {.light = {0.3F, 0.3F, 0.5F}}, {}},
                  {{"at dusk"}, {.sky = Sky{{1, 0, 0}, {1, 0, 0}, {1, 0, 0}, 1}}, {}},
                  {{"late"}, {.on_things = paint::Color{0.5F, 0.5F, 0.5F}}, {}}};
  places.skies = torch::full({1, kTokens, BookPlaces::kViewPx * BookPlaces::kViewPx}, 255, torch::kUInt8);
  places.weathers = {{{"raining"}, {rain, rain, rain, rain}}};
  constexpr int64_t kSide = kSlotTokens * PictureBook::kDrawingPx;
  const BookDrawings drawings{torch::full({1, 4, kSide, kSide}, 255, torch::kUInt8), {{1, 1, 1}}};
  return {kSlotTokens, kSlotTokens, {{{"cat"}, 0}}, {}, torch::randn({kSlotTokens * kSlotTokens, channels}),
          drawings,    places};
}

class PrepareScenery : public testing::Test {
 protected:
  Tensor tokens(const SceneryPlan& plan, Grid grid = kPlaceGrid) const {
    const PreparedPicture scenery = prepare_scenery(plan, book_, &letters_, autoencoder_, grid);
    EXPECT_EQ(scenery.grid, grid);
    EXPECT_EQ(scenery.tokens.sizes(), at::IntArrayRef({grid.rows * grid.columns, book_.channels()}));
    return scenery.tokens;
  }

  const torch::NoGradGuard no_grad_;
  const Glyphs letters_ = block_glyphs();
  const Flux2Autoencoder autoencoder_ = small_autoencoder();
  const PictureBook book_ = book_for(autoencoder_);
  const Backdrop yard_{0, 0, kPlaceGrid};
};

TEST_F(PrepareScenery, EncodesThePlaceAgainInTheShapeOfThePicture) {
  const int64_t px = shown_px(autoencoder_);
  EXPECT_EQ(px, 8) << "all pixels of a token, where it has fewer than a network is shown in training";
  const Tensor packed = book_.tokens(yard_).t().reshape({1, -1, 8, 8});
  const Tensor picture = (autoencoder_.decode(autoencoder_.unpack(packed))[0] / 2 + 0.5).clamp(0, 1);
  const Tensor wanted = encode_shown(autoencoder_, picture, torch::kFloat32);
  EXPECT_LT((tokens({.place = yard_}) - wanted).abs().max().item<double>(), 1e-4);
  tokens({.place = Backdrop{0, 0, {8, 12}}}, {8, 12});
}

TEST_F(PrepareScenery, ASignIsLitUnlessItGlows) {
  const auto sign_at = [&](SignKind kind, int64_t hour) {
    const Sign sign{kind, "HI", 0, find_colour("blue"), 2, 1, 5, 4};
    return prepare_sign({.place = yard_, .hour = hour, .sign = sign}, book_, letters_, kPlaceGrid, 32);
  };
  const Cutout by_day = sign_at(SignKind::Billboard, 0);
  EXPECT_EQ(by_day.rgba.sizes(), at::IntArrayRef({4, 160, 128}));
  EXPECT_EQ(by_day.slot, (Slot{2, 1}));
  EXPECT_TRUE(torch::allclose(sign_at(SignKind::Billboard, 3).rgba.narrow(0, 0, 3),
                              by_day.rgba.narrow(0, 0, 3) * 0.5, 0, 1e-6));
  EXPECT_TRUE(torch::equal(sign_at(SignKind::NeonSign, 3).rgba, sign_at(SignKind::NeonSign, 0).rgba));
}

TEST_F(PrepareScenery, DrawsRainAndSignsOverIt) {
  const Tensor plain = tokens({.place = yard_});
  const auto differs = [&](const SceneryPlan& plan) {
    return !torch::allclose(tokens(plan), plain, 0, 1e-3);
  };
  EXPECT_TRUE(differs({.place = yard_, .weather = 1}));
  EXPECT_TRUE(differs({.place = yard_, .hour = 1}));
  EXPECT_TRUE(differs({.place = yard_, .sign = Sign{SignKind::Label, "HI", 0, kNoColour, 2, 1, 3, 4}}));
}

TEST_F(PrepareScenery, DrawsTheSkyOfTheHourWhereThePlaceHasSky) {
  const Tensor red = torch::tensor({1.0, 0.0, 0.0}).view({3, 1, 1}).expand({3, 64, 64}).contiguous();
  const Tensor wanted = encode_shown(autoencoder_, red, torch::kFloat32);
  EXPECT_LT((tokens({.place = yard_, .hour = 2}) - wanted).abs().max().item<double>(), 1e-4);
}

TEST_F(PrepareScenery, TakesAGivenPictureInsteadOfAPlace) {
  const Tensor given = torch::rand({3, 40, 40});
  const int64_t px = shown_px(autoencoder_);
  const Tensor wanted = encode_shown(autoencoder_, fitted(given, kPlaceGrid, px), torch::kFloat32);
  EXPECT_LT((tokens({.given = given}) - wanted).abs().max().item<double>(), 1e-5);
}

}  // namespace
}  // namespace reverie
