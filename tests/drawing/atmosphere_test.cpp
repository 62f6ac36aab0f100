#include "drawing/atmosphere.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

using torch::Tensor;

TEST(AtmosphereTest, ItsLightIsMultipliedAndThenHazed) {
  const Atmosphere dusk{{0.5F, 1, 1}, {1, 1, 0}, 0.25F};
  const Tensor lit = in_light_of(dusk, torch::full({3, 2, 2}, 0.8));
  EXPECT_NEAR(lit[0][0][0].item<double>(), 0.75 * 0.4 + 0.25, 1e-6);
  EXPECT_NEAR(lit[1][1][1].item<double>(), 0.75 * 0.8 + 0.25, 1e-6);
  EXPECT_NEAR(lit[2][0][1].item<double>(), 0.75 * 0.8, 1e-6);
}

TEST(AtmosphereTest, AClearDayChangesNothing) {
  const Tensor clear = torch::rand({3, 2, 2});
  EXPECT_TRUE(torch::equal(in_light_of({}, clear, torch::ones({2, 2})), clear));
}

TEST(AtmosphereTest, ItsSkyGoesFromTheTopToTheHorizonWhereThereIsSky) {
  const Atmosphere dusk{.sky = Sky{{0, 0, 1}, {0.5F, 0, 0.5F}, {1, 0, 0}, 1}};
  Tensor sky = torch::zeros({100, 4});
  sky.narrow(0, 0, 60).fill_(1);
  sky.narrow(1, 3, 1).fill_(0);  // a tower
  const Tensor green = torch::zeros({3, 100, 4});
  const Tensor lit = in_light_of(dusk, green, sky);
  EXPECT_NEAR(lit[2][0][0].item<double>(), 1, 0.02) << "zenith";
  EXPECT_NEAR(lit[0][37][0].item<double>(), 0.5, 0.02) << "middle";
  EXPECT_NEAR(lit[0][59][0].item<double>(), 1, 0.04) << "horizon";
  EXPECT_TRUE(torch::equal(lit.narrow(1, 60, 40), green.narrow(1, 60, 40)));
  EXPECT_TRUE(torch::equal(lit.select(2, 3), green.select(2, 3)));
  EXPECT_TRUE(torch::equal(in_light_of(dusk, green), green)) << "nobody knows where its sky is";
}

TEST(AtmosphereTest, AChangeBringsAPictureFromOneIntoTheOther) {
  const Atmosphere night{.light = {0.4F, 0.5F, 0.8F}, .haze = {0, 0, 0.2F}, .haze_amount = 0.1F};
  Atmosphere storm{.light = {0.2F, 0.4F, 0.6F}, .haze = {0, 0, 0.2F}, .haze_amount = 0.3F};
  storm.sky = Sky{};
  const Tensor day = torch::rand({3, 4, 4});
  const Tensor changed = in_light_of(change_of(night, storm), in_light_of(night, day));
  // Exact but for the haze that was there, which is lit once more: at most 0.1 * 0.2 * 0.5.
  EXPECT_LT((changed - in_light_of(storm, day)).abs().max().item<double>(), 0.011);
  EXPECT_GT((in_light_of(night, day) - in_light_of(storm, day)).abs().max().item<double>(), 0.1);
  EXPECT_FALSE(change_of(night, storm).sky);
  EXPECT_TRUE(torch::equal(in_light_of(change_of(storm, storm), day), day));
  EXPECT_LE(change_of(storm, night).light.r, 1) << "nothing gets brighter than it was";
}

TEST(AtmosphereTest, AThingIsInItsLightBehindWhatFalls) {
  const Atmosphere dusk{.on_things = paint::Color{1, 0.5F, 0.25F}};
  Tensor thing = torch::full({4, 2, 2}, 0.8);
  thing[3].fill_(1);
  thing.select(2, 1).zero_();  // nothing is there
  const Tensor lit = thing_in(dusk, thing, {});
  EXPECT_NEAR(lit[0][0][0].item<double>(), 0.8, 1e-6);
  EXPECT_NEAR(lit[1][0][0].item<double>(), 0.4, 1e-6);
  EXPECT_NEAR(lit[2][1][0].item<double>(), 0.2, 1e-6);
  EXPECT_TRUE(torch::equal(lit[3], thing[3])) << "it covers what it covered";

  const Tensor drops = torch::full({4, 2, 2}, 0.5);  // white, of half coverage
  const Tensor wet = thing_in(dusk, thing, drops);
  EXPECT_NEAR(wet[1][0][0].item<double>(), 0.5 + 0.5 * 0.4, 1e-6);
  EXPECT_EQ(wet.select(2, 1).abs().max().item<double>(), 0) << "no drops where there is no thing";
}

TEST(AtmosphereTest, HalfASkyLeavesHalfOfTheOther) {
  const Atmosphere dusk{.sky = Sky{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, 0.5F}};
  const Tensor lit = in_light_of(dusk, torch::zeros({3, 8, 8}), torch::full({8, 8}, 0.5));
  EXPECT_NEAR(lit[1][3][3].item<double>(), 0.25, 1e-6);
}

}  // namespace
}  // namespace reverie
