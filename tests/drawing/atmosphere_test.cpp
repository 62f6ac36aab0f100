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
  const Tensor clear = torch::rand({2, 3, 2, 2});
  EXPECT_TRUE(torch::equal(in_light_of({}, clear), clear));
}

}  // namespace
}  // namespace reverie
