// Recolouring: the main colour turns, everything else stays.
#include "training/world/recolour.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "training/world/objects.h"
#include "training/world/scene.h"

namespace reverie {
namespace {

// [1, 4, 8, 8]: upper six rows red in two shades, then a grey and a blue row; alpha falls to the right.
torch::Tensor little_car() {
  torch::Tensor car = torch::zeros({1, 4, 8, 8});
  const auto paint = [&](std::int64_t row, std::int64_t rows, double r, double g, double b) {
    const double rgb[] = {r, g, b};
    for (std::int64_t c = 0; c < 3; ++c) car[0][c].narrow(0, row, rows).fill_(rgb[c]);
  };
  paint(0, 3, 0.90, 0.15, 0.12);
  paint(3, 3, 0.60, 0.10, 0.08);
  paint(6, 1, 0.50, 0.50, 0.50);
  paint(7, 1, 0.20, 0.40, 0.80);
  car[0][3] = torch::linspace(1, 0.2, 8).expand({8, 8});
  return car;
}

// The colour of one pixel, as hue (0 to 1) and saturation.
std::pair<double, double> hue_and_saturation(const torch::Tensor& rgba, std::int64_t row) {
  const double r = rgba[0][0][row][2].item<double>(), g = rgba[0][1][row][2].item<double>(),
               b = rgba[0][2][row][2].item<double>();
  const double top = std::max({r, g, b}), chroma = top - std::min({r, g, b});
  const double sextant = top == r ? (g - b) / chroma : top == g ? (b - r) / chroma + 2 : (r - g) / chroma + 4;
  return {std::fmod(sextant / 6 + 1, 1), chroma / top};
}

TEST(Recolour, KeepsAlphaExactly) {
  for (std::size_t c = 0; c < colours().size(); ++c) {
    const auto turned = recolour(little_car(), {static_cast<std::int64_t>(c)});
    EXPECT_TRUE(torch::equal(turned.select(1, 3), little_car().select(1, 3))) << colours()[c].name;
    EXPECT_GE(turned.min().item<float>(), 0.0F);
    EXPECT_LE(turned.max().item<float>(), 1.0F);
  }
}

TEST(Recolour, TurnsTheMainColourToTheOneAskedFor) {
  for (std::size_t c = 0; c < colours().size(); ++c) {
    const Colour& colour = colours()[c];
    const auto [hue, saturation] =
        hue_and_saturation(recolour(little_car(), {static_cast<std::int64_t>(c)}), 0);
    const double off = std::abs(std::remainder(hue - static_cast<double>(colour.hue), 1));
    if (colour.name != "white") {
      EXPECT_LT(off, 0.02) << colour.name;
    }
    EXPECT_NEAR(saturation, colour.saturation, 0.03) << colour.name;
  }
}

TEST(Recolour, LeavesGreysAndOtherHuesAlone) {
  const auto turned = recolour(little_car(), {colour_index("green")});
  EXPECT_TRUE(torch::allclose(turned.narrow(2, 6, 2), little_car().narrow(2, 6, 2), 0, 1e-5));
}

TEST(Recolour, KeepsShadeDarkerThanLight) {
  for (std::size_t c = 0; c < colours().size(); ++c) {
    const auto turned = recolour(little_car(), {static_cast<std::int64_t>(c)});
    const float light = turned[0].narrow(0, 0, 3).select(1, 0).sum().item<float>();
    const float shade = turned[0].narrow(0, 0, 3).select(1, 3).sum().item<float>();
    EXPECT_GT(light, 1.1F * shade) << colours()[c].name;
  }
}

TEST(Recolour, LeavesASpriteWithoutAColourAskedAsItIs) {
  EXPECT_TRUE(torch::allclose(recolour(little_car(), {kNoColour}), little_car(), 0, 1e-6));
}

TEST(Recolour, LeavesAGreySpriteAsItIs) {
  torch::Tensor grey = torch::full({1, 4, 8, 8}, 0.5);
  EXPECT_TRUE(torch::allclose(recolour(grey, {0}), grey, 0, 1e-6));
}

TEST(Recolour, TreatsEachSpriteOfABatchAsIfAlone) {
  torch::Tensor blue = little_car();
  blue =
      torch::cat({blue.narrow(1, 2, 1), blue.narrow(1, 1, 1), blue.narrow(1, 0, 1), blue.narrow(1, 3, 1)}, 1);
  const auto both =
      recolour(torch::cat({little_car(), blue}), {colour_index("yellow"), colour_index("pink")});
  EXPECT_TRUE(torch::allclose(both[0], recolour(little_car(), {colour_index("yellow")})[0], 0, 1e-6));
  EXPECT_TRUE(torch::allclose(both[1], recolour(blue, {colour_index("pink")})[0], 0, 1e-6));
}

TEST(Recolour, RefusesAnUnknownColourAndAWrongCount) {
  EXPECT_THROW(recolour(little_car(), {static_cast<std::int64_t>(colours().size())}), Error);
  EXPECT_THROW(recolour(little_car(), {-2}), Error);
  EXPECT_THROW(recolour(little_car(), {0, 1}), Error);
}

}  // namespace
}  // namespace reverie
