#include "lookup/scenery.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "drawing/colours.h"
#include "lookup/block_glyphs.h"

namespace reverie {
namespace {

Tensor plain(double value, int64_t height, int64_t width) {
  return torch::full({3, height, width}, value);
}

TEST(SceneryTest, IsInTheBookOnItsGridsWhereNothingIsDrawnOverIt) {
  BookPlaces places{{{"in a forest"}}, {{16, 16}}, 1, {}};
  EXPECT_TRUE(is_in_book(places, {16, 16}, {}));
  EXPECT_FALSE(is_in_book(places, {12, 20}, {}));
  EXPECT_FALSE(is_in_book(places, {16, 16}, {.weather = 1}));
  EXPECT_FALSE(is_in_book(places, {16, 16}, {.hour = 1}));
  EXPECT_FALSE(is_in_book(places, {16, 16}, {.sign = Sign{SignKind::Label, "HI", 0, kNoColour, 2, 1, 3, 4}}));
}

TEST(SceneryTest, ASignIsDrawnWithItsWordsWhereItStands) {
  const Sign sign{SignKind::Billboard, "HI", 0, find_colour("blue"), 2, 1, 5, 4};
  const Cutout cut = cut_out(sign, block_glyphs(), 16);
  EXPECT_EQ(cut.rgba.sizes(), at::IntArrayRef({4, 80, 64}));
  EXPECT_EQ(cut.slot, (Slot{2, 1}));
  Sign other = sign;
  other.words = "H";
  EXPECT_GT((cut.rgba - cut_out(other, block_glyphs(), 16).rgba).abs().max().item<double>(), 0.3);
  const Tensor drawn = draw_scenery(plain(0.2, 128, 128), {cut}, {}, 0, 16);
  EXPECT_GT(drawn[2].narrow(0, 32, 80).narrow(1, 16, 64).mean().item<double>(), 0.3);
  EXPECT_NEAR(drawn[2][10][100].item<double>(), 0.2, 1e-6);
}

TEST(SceneryTest, AThingIsCutOutOfItsGrey) {
  Tensor alpha = torch::zeros({4, 4});
  alpha.narrow(1, 2, 2).fill_(1);  // the right half
  Tensor picture = plain(PictureBook::kGrey, 8, 8);
  picture.narrow(2, 4, 4).fill_(0.9);
  const Tensor cut = cut_out(picture, alpha);
  EXPECT_EQ(cut.sizes(), at::IntArrayRef({4, 8, 8}));
  EXPECT_NEAR(cut[0][4][0].item<double>(), 0, 1e-6);
  EXPECT_NEAR(cut[3][4][0].item<double>(), 0, 1e-6);
  EXPECT_NEAR(cut[0][4][7].item<double>(), 0.9, 1e-6);
  EXPECT_NEAR(cut[3][4][7].item<double>(), 1, 1e-6);
}

TEST(SceneryTest, FitsAPictureByCuttingHalfAndStretchingHalf) {
  // A square with a black frame, an eighth wide, in a picture twice as wide as high.
  Tensor square = plain(1, 160, 160);
  square.narrow(1, 0, 20).fill_(0);
  square.narrow(1, 140, 20).fill_(0);
  square.narrow(2, 0, 20).fill_(0);
  square.narrow(2, 140, 20).fill_(0);
  const Tensor wide = fitted(square, {10, 20}, 4);
  EXPECT_EQ(wide.sizes(), at::IntArrayRef({3, 40, 80}));
  // 0.5 / sqrt(2) of the height is left on either side of the middle: the frame above is 0.125 - 0.146 wide.
  EXPECT_GT(wide[0][0][40].item<double>(), 0.9);
  EXPECT_LT(wide[0][20][8].item<double>(), 0.1);  // nothing is cut off at the sides
  EXPECT_GT(wide[0][20][12].item<double>(), 0.9);
  const Tensor same = fitted(square, {10, 10}, 16);
  EXPECT_LT((same - square).abs().max().item<double>(), 1e-5);
}

TEST(SceneryTest, DrawsTheLightThenThingsThenWhatFalls) {
  const Tensor ground = plain(0.2, 64, 64);
  Tensor white = torch::ones({4, 16, 16});
  const Tensor with_thing = draw_scenery(ground, {{white, {1, 2}}}, {}, 0, 16);
  EXPECT_NEAR(with_thing[0][20][40].item<double>(), 1, 1e-6);
  EXPECT_NEAR(with_thing[0][40][40].item<double>(), 0.2, 1e-6);
  EXPECT_NEAR(ground[0][20][40].item<double>(), 0.2, 1e-6);  // the given picture stays as it is

  const Atmosphere snow{.falling = Falling{Falling::Kind::Snow, {}, {1, 1, 1}, {0.6F, 0.7F, 0.85F}}};
  const Tensor snowy = draw_scenery(ground, {}, snow, 0, 16);
  EXPECT_GT(snowy.mean().item<double>(), 0.21);

  const Atmosphere dark{.light = {0.5F, 0.5F, 0.5F}};
  const Tensor dim = draw_scenery(ground, {{white, {1, 2}}}, dark, 0, 16);
  EXPECT_NEAR(dim[0][40][40].item<double>(), 0.1, 1e-6);
  EXPECT_NEAR(dim[0][20][40].item<double>(), 1, 1e-6) << "a thing stays as it is by day";
}

TEST(SceneryTest, TheSkyIsNotWhereASeasonHasSomethingElse) {
  const Tensor usual = plain(0.6, 32, 48);
  Tensor spring = usual + 0.05;  // a paler sky
  spring.narrow(1, 0, 8).narrow(2, 0, 8).fill_(0.95);
  const Tensor left = sky_in_season(torch::ones({8, 12}), usual, spring);
  EXPECT_EQ(left.sizes(), at::IntArrayRef({32, 48}));
  EXPECT_EQ(left[4][4].item<double>(), 0) << "blossoms";
  EXPECT_EQ(left[4][20].item<double>(), 1);
  EXPECT_EQ(sky_in_season(torch::zeros({8, 12}), usual, spring).max().item<double>(), 0);
}

TEST(SceneryTest, AThingStandsInTheLightAndBehindWhatFallsWhereItIs) {
  const Atmosphere snow{.falling = Falling{Falling::Kind::Snow, {}, {1, 1, 1}, {0.6F, 0.7F, 0.85F}},
                        .on_things = paint::Color{0.5F, 0.5F, 0.5F}};
  const Surroundings surroundings = surroundings_in(snow, 0, {8, 8}, 16);
  Tensor black = torch::zeros({4, 128, 128});
  black[3].fill_(1);
  const Tensor whole = standing_in(surroundings, {black, {0, 0}}, 16).rgba;
  EXPECT_GT(whole[0].max().item<double>(), 0.3) << "flakes";
  EXPECT_LT(whole[0].mean().item<double>(), 0.3);
  const Tensor part = black.narrow(1, 0, 32).narrow(2, 0, 32);
  const Cutout there = standing_in(surroundings, {part, {3, 5}}, 16);
  EXPECT_EQ(there.slot, (Slot{3, 5}));
  EXPECT_TRUE(torch::equal(there.rgba, whole.narrow(1, 48, 32).narrow(2, 80, 32)));
  const Tensor over_edge = standing_in(surroundings, {part, {7, -1}}, 16).rgba;
  EXPECT_TRUE(
      torch::equal(over_edge.narrow(1, 0, 16).narrow(2, 16, 16), whole.narrow(1, 112, 16).narrow(2, 0, 16)));
  EXPECT_EQ(over_edge.narrow(1, 16, 16)[0].max().item<double>(), 0) << "outside nothing is known to fall";
  EXPECT_TRUE(torch::equal(standing_in(surroundings, {part, {20, 20}}, 16).rgba, part)) << "nor far outside";

  const Tensor white = torch::ones({4, 32, 32});
  EXPECT_NEAR(standing_in({{.on_things = paint::Color{1, 0.5F, 1}}}, {white, {0, 0}}, 16)
                  .rgba[1][3][3]
                  .item<double>(),
              0.5, 1e-6);
  const Atmosphere without_light{.light = {0.5F, 0.5F, 0.5F}, .falling = snow.falling};
  const Surroundings by_day = surroundings_in(without_light, 0, {8, 8}, 16);
  EXPECT_TRUE(torch::equal(standing_in(by_day, {white, {3, 5}}, 16).rgba, white)) << "shown as by day";
}

TEST(SceneryTest, TheSkyLiesBehindThings) {
  const Atmosphere dusk{.sky = Sky{{1, 0, 0}, {1, 0, 0}, {1, 0, 0}, 1}};
  Tensor sky = torch::zeros({64, 64});
  sky.narrow(0, 0, 32).fill_(1);
  const Tensor drawn =
      draw_scenery(plain(0.2, 64, 64), {{torch::ones({4, 16, 16}), {1, 2}}}, dusk, 0, 16, sky);
  EXPECT_NEAR(drawn[1][4][4].item<double>(), 0, 1e-6);
  EXPECT_NEAR(drawn[1][20][40].item<double>(), 1, 1e-6);
  EXPECT_NEAR(drawn[1][40][4].item<double>(), 0.2, 1e-6);
}

TEST(SceneryTest, AThingAtTheEdgeIsCutAndOneOutsideIsLeftOut) {
  const Tensor ground = plain(0.2, 64, 64), white = torch::ones({4, 32, 32});
  const Tensor drawn = draw_scenery(ground, {{white, {3, 3}}, {white, {9, 9}}, {white, {-1, 0}}}, {}, 0, 16);
  EXPECT_NEAR(drawn[0][60][60].item<double>(), 1, 1e-6);
  EXPECT_NEAR(drawn[0][5][5].item<double>(), 0.2, 1e-6);
}

}  // namespace
}  // namespace reverie
