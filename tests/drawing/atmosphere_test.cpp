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

TEST(AtmosphereTest, HalfASkyLeavesHalfOfTheOther) {
  const Atmosphere dusk{.sky = Sky{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, 0.5F}};
  const Tensor lit = in_light_of(dusk, torch::zeros({3, 8, 8}), torch::full({8, 8}, 0.5));
  EXPECT_NEAR(lit[1][3][3].item<double>(), 0.25, 1e-6);
}

}  // namespace
}  // namespace reverie
