#include "drawing/falling.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

using torch::Tensor;

constexpr paint::Color kGrey{0.5F, 0.5F, 0.6F}, kWhite{1, 1, 1}, kBlue{0.6F, 0.7F, 0.85F};

Tensor layer_of(Falling::Kind kind, int64_t layout, int64_t height = 96, int64_t width = 96) {
  return draw_falling({kind, kGrey, kWhite, kBlue}, layout, height, width, torch::kCPU);
}

TEST(FallingTest, HasANameForEachKindAndFindsItAgain) {
  for (const auto kind :
       {Falling::Kind::Rain, Falling::Kind::Snow, Falling::Kind::Fog, Falling::Kind::Storm}) {
    EXPECT_EQ(falling_named(name_of(kind)), kind);
  }
  EXPECT_FALSE(falling_named("hail").has_value());
}

TEST(FallingTest, IsALayerInPremultipliedAlpha) {
  for (const auto kind :
       {Falling::Kind::Rain, Falling::Kind::Snow, Falling::Kind::Fog, Falling::Kind::Storm}) {
    const Tensor layer = layer_of(kind, 0, 96, 160);
    EXPECT_EQ(layer.sizes(), at::IntArrayRef({4, 96, 160}));
    const Tensor alpha = layer[3];
    EXPECT_GT(alpha.mean().item<double>(), 0.01) << name_of(kind);
    EXPECT_LT(alpha.mean().item<double>(), 0.6) << name_of(kind);  // what stands behind stays visible
    EXPECT_TRUE((layer.narrow(0, 0, 3) <= alpha + 1e-3).all().item<bool>()) << name_of(kind);
  }
}

TEST(FallingTest, FallsElsewhereInEachLayoutAndAlikeInEachShape) {
  const Tensor first = layer_of(Falling::Kind::Rain, 0), second = layer_of(Falling::Kind::Rain, 1);
  EXPECT_GT((first - second).abs().mean().item<double>(), 0.01);
  const Tensor wide = layer_of(Falling::Kind::Rain, 0, 96, 160);
  EXPECT_LT((wide.narrow(2, 32, 96) - first).abs().mean().item<double>(), 1e-3);
}

}  // namespace
}  // namespace reverie
