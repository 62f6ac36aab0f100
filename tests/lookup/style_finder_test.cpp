#include "lookup/style_finder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

// A red disc over a sky that pales downwards.
Tensor picture(int64_t side) {
  const Tensor x = (torch::arange(side) + 0.5) / static_cast<double>(side);
  const Tensor down = x.view({-1, 1}).expand({side, side});
  const Tensor disc =
      ((x - 0.5).square().view({1, -1}) + (x - 0.5).square().view({-1, 1}) < 0.05).to(torch::kFloat);
  const Tensor sky = torch::stack({0.3 + 0.5 * down, 0.5 + 0.4 * down, 0.9 + 0.0 * down});
  return sky * (1 - disc) + torch::tensor({0.9, 0.1, 0.1}).view({3, 1, 1}) * disc;
}

TEST(StyleFeatures, AreFiniteAndHardlyDependOnTheSizeInPixels) {
  const Tensor small = style_features(picture(256)), large = style_features(picture(1024));
  ASSERT_EQ(small.sizes(), at::IntArrayRef({kStyleFeatures}));
  EXPECT_TRUE(small.isfinite().all().item<bool>());
  EXPECT_LT((small - large).abs().max().item<double>(), 0.1);
  EXPECT_TRUE(style_features(torch::zeros({3, 2, 3000})).isfinite().all().item<bool>());
}

TEST(StyleFeatures, DifferBetweenStyles) {
  const Tensor plain = picture(256);
  for (const Style style : all_styles()) {
    if (style == Style::Flat) continue;
    const Tensor treated = apply_style(plain.unsqueeze(0), style, 16, kPaperSeed)[0];
    EXPECT_GT((style_features(treated) - style_features(plain)).abs().max().item<double>(), 0.05)
        << name_of(style);
  }
}

TEST(StyleFinderTest, TakesTheStyleWhoseWeightsSumToTheMost) {
  std::vector<double> dark(kStyleFeatures + 1, 0), bright(kStyleFeatures + 1, 0);
  bright[0] = 1;      // the mean of red
  dark.back() = 0.4;  // and what is added
  BookPlaces places{{{"yard"}}, {{8, 8}}, 1, {}};
  places.styles = {
      {{"in noir"}, Style::Noir, dark}, {{"in ink"}, Style::Ink, bright}, {{"film"}, Style::Film}};
  const StyleFinder finder(places);
  EXPECT_EQ(finder.look(torch::full({3, 64, 64}, 0.6)), Style::Ink);
  EXPECT_EQ(finder.look(torch::full({3, 64, 64}, 0.2)), Style::Noir);
}

}  // namespace
}  // namespace reverie
