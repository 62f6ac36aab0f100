// Styles: each keeps what the scene shows, none looks like another, and size, batch and repetition change
// nothing.
#include "training/world/styles/style.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <cmath>
#include <map>

#include "core/error.h"
#include "training/world/compose.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr std::int64_t kPx = 16;
constexpr std::uint64_t kSeed = 1;
constexpr Grid kGrid = {10, 12};

Tensor luminance(const Tensor& pictures) {  // [B, 3, H, W] -> [B, H, W]
  return 0.299 * pictures.select(1, 0) + 0.587 * pictures.select(1, 1) + 0.114 * pictures.select(1, 2);
}

// Sampled scenes, two for each place and time. [96, 3, H, W]
Tensor draw_scenes(std::int64_t px, Grid grid, std::int64_t every) {
  Compositor draws(block_atlas(), torch::kCPU);
  std::vector<Scene> scenes;
  for (std::uint64_t i = 0; scenes.size() < 96; ++i) {
    Random random(11, i);
    Scene scene = sample_scene(random, {.grid = grid});
    scene.place = static_cast<std::int64_t>(scenes.size()) % static_cast<std::int64_t>(places().size());
    scene.time = static_cast<TimeOfDay>((scenes.size() / places().size()) % 4);
    scenes.push_back(scene);
  }
  std::vector<Tensor> pictures;
  for (std::size_t i = 0; i < scenes.size(); i += static_cast<std::size_t>(every)) {
    pictures.push_back(draws.render(scenes[i], px));
  }
  return torch::stack(pictures);
}

const Tensor& flat_pictures() {
  static const Tensor pictures = draw_scenes(kPx, kGrid, 2);  // [48, 3, 160, 192]
  return pictures;
}

const Tensor& styled(Style style) {
  static std::map<Style, Tensor> all;
  const auto [at, is_new] = all.try_emplace(style);
  if (is_new) at->second = apply_style(flat_pictures(), style, kPx, kSeed);
  return at->second;
}

class EachStyle : public testing::TestWithParam<Style> {};
INSTANTIATE_TEST_SUITE_P(All, EachStyle, testing::ValuesIn(all_styles()),
                         [](const auto& style) { return std::to_string(static_cast<int>(style.param)); });

TEST_P(EachStyle, KeepsShapeAndRange) {
  const Tensor& pictures = styled(GetParam());
  EXPECT_EQ(pictures.sizes(), flat_pictures().sizes());
  EXPECT_FALSE(pictures.isnan().any().item<bool>());
  EXPECT_GE(pictures.min().item<float>(), 0);
  EXPECT_LE(pictures.max().item<float>(), 1);
}

TEST_P(EachStyle, DrawsTheSameTwiceAndForEachPictureOfABatch) {
  const Tensor& batch = styled(GetParam());
  const Tensor three = flat_pictures().narrow(0, 0, 3);
  EXPECT_TRUE(
      torch::equal(apply_style(three, GetParam(), kPx, kSeed), apply_style(three, GetParam(), kPx, kSeed)));
  for (const std::int64_t i : {0, 7}) {
    const Tensor one = apply_style(flat_pictures().narrow(0, i, 1), GetParam(), kPx, kSeed)[0];
    EXPECT_LT((one - batch[i]).abs().max().item<float>(), 1e-3);  // observed 2e-5: sums in another order
  }
}

// Pictures at a size that is no multiple of a token, and at the smallest and an odd scale.
TEST_P(EachStyle, TreatsAnyPicture) {
  const Tensor picture = flat_pictures().narrow(0, 5, 1).narrow(2, 0, 61).narrow(3, 0, 83).contiguous();
  for (const std::int64_t px : {4, 11, 64, 256}) {
    const Tensor treated = apply_style(picture, GetParam(), px, kSeed);
    EXPECT_EQ(treated.sizes(), picture.sizes());
    EXPECT_FALSE(treated.isnan().any().item<bool>());
  }
}

double correlation(const Tensor& one, const Tensor& other) {
  const Tensor a = one - one.mean(), b = other - other.mean();
  return ((a * b).sum() / (a.norm() * b.norm() + 1e-12)).item<double>();
}

// Where luminance, seen through half closed eyes, changes: [B, h, w], without the frames that some styles
// draw.
Tensor structure(const Tensor& pictures) {
  constexpr std::int64_t kEyes = 7, kFrame = 20;
  const Tensor light = at::avg_pool2d(luminance(pictures).unsqueeze(1), {kEyes, kEyes}, {1, 1}, {3, 3});
  const std::int64_t h = light.size(2) - 2, w = light.size(3) - 2;
  const Tensor dx = light.narrow(2, 1, h).narrow(3, 2, w) - light.narrow(2, 1, h).narrow(3, 0, w);
  const Tensor dy = light.narrow(2, 2, h).narrow(3, 1, w) - light.narrow(2, 0, h).narrow(3, 1, w);
  const Tensor strength = (dx.square() + dy.square()).sqrt();
  const Tensor soft = at::avg_pool2d(strength, {5, 5}, {1, 1}, {2, 2});
  return soft.narrow(2, kFrame, soft.size(2) - 2 * kFrame).narrow(3, kFrame, soft.size(3) - 2 * kFrame);
}

TEST_P(EachStyle, KeepsTheStructureOfTheScene) {
  const Tensor before = structure(flat_pictures()), after = structure(styled(GetParam()));
  double sum = 0;
  for (std::int64_t i = 0; i < before.size(0); ++i) sum += correlation(before[i], after[i]);
  const double mean = sum / static_cast<double>(before.size(0));
  RecordProperty("correlation", std::to_string(mean));
  EXPECT_GT(mean, 0.3) << "unrelated pictures have about 0.1";
}

double psnr(const Tensor& one, const Tensor& other) {
  return -10 * std::log10((one - other).square().mean().item<double>() + 1e-12);
}

// Least decibels between a picture treated small and the same treated large and made small.
double least_agreement(Style style) {
  switch (style) {
    case Style::PopArt: return 15;
    case Style::Ink: return 19;
    case Style::StainedGlass:
    case Style::Blueprint:
    case Style::ArtDeco: return 21;
    default: return 26;
  }
}

TEST_P(EachStyle, LooksTheSameAtBothSizes) {
  static const Tensor large = draw_scenes(64, {8, 8}, 24);  // [4, 3, 512, 512]
  const Tensor small = at::avg_pool2d(large, {4, 4});
  const double agreement = psnr(apply_style(small, GetParam(), 16, kSeed),
                                at::avg_pool2d(apply_style(large, GetParam(), 64, kSeed), {4, 4}));
  RecordProperty("psnr", std::to_string(agreement));
  EXPECT_GT(agreement, least_agreement(GetParam()));
}

// What a glance takes in: colour, contrast, saturation, texture, and the border. [B, features]
Tensor glance(const Tensor& pictures) {
  constexpr std::int64_t kEdge = 6;
  const Tensor light = luminance(pictures).flatten(1);  // [B, H*W]
  const Tensor saturation = (pictures.amax(1) - pictures.amin(1)).flatten(1);
  const Tensor step =
      (pictures.narrow(3, 1, pictures.size(3) - 1) - pictures.narrow(3, 0, pictures.size(3) - 1))
          .abs()
          .mean(1);  // [B, H, W - 1]
  const Tensor bend = (step.narrow(2, 1, step.size(2) - 1) - step.narrow(2, 0, step.size(2) - 1)).abs();
  const Tensor top = pictures.narrow(2, 0, kEdge), foot = pictures.narrow(2, pictures.size(2) - kEdge, kEdge);
  const Tensor border = torch::cat({top, foot}, 2).flatten(2);  // [B, 3, n]
  const Tensor shares = torch::tensor({0.02F, 0.5F, 0.98F});
  const Tensor warmth = (pictures.select(1, 0) - pictures.select(1, 2)).flatten(1);
  const auto column = [](const Tensor& values) { return values.unsqueeze(1); };
  return torch::cat({pictures.mean({2, 3}), column(light.std(1)), torch::quantile(light, shares, 1).t(),
                     column(saturation.mean(1)), column(saturation.std(1)), column(step.mean({1, 2})),
                     column(bend.mean({1, 2})), column((step < 1.0 / 512).to(torch::kFloat).mean({1, 2})),
                     border.mean(2), column(border.std(2).mean(1)), column(warmth.std(1))},
                    1);
}

TEST(Styles, AreToldApartInPairsByWhatAGlanceTakesIn) {
  std::map<Style, Tensor> learned, asked;  // of odd and even scenes: [24, features]
  for (const Style style : all_styles()) {
    const Tensor all = glance(styled(style)).view({flat_pictures().size(0) / 2, 2, -1});
    learned[style] = all.select(1, 0);
    asked[style] = all.select(1, 1);
  }
  for (const Style one : all_styles()) {
    for (const Style other : all_styles()) {
      if (one >= other) continue;
      const Tensor a = learned[one].mean(0), b = learned[other].mean(0);
      const Tensor unit = ((learned[one].var(0) + learned[other].var(0)) / 2).sqrt() + 1e-3;
      const auto nearer_a = [&](const Tensor& x) {
        return (((x - a) / unit).square().sum(1) < ((x - b) / unit).square().sum(1)).to(torch::kFloat);
      };
      const double right =
          (nearer_a(asked[one]).mean() + 1 - nearer_a(asked[other]).mean()).item<double>() / 2;
      EXPECT_GE(right, 0.95) << static_cast<int>(one) << " and " << static_cast<int>(other);
    }
  }
}

TEST(Styles, LeaveAFlatPictureAsItIs) {
  EXPECT_TRUE(torch::equal(styled(Style::Flat), flat_pictures()));
}

TEST(Styles, ChangeThePaperWithTheSeed) {
  const Tensor picture = flat_pictures().narrow(0, 0, 1);
  EXPECT_FALSE(torch::equal(apply_style(picture, Style::Watercolour, kPx, 1),
                            apply_style(picture, Style::Watercolour, kPx, 2)));
}

TEST(Styles, RefuseOtherShapesAndScales) {
  const Tensor picture = flat_pictures().narrow(0, 0, 1);
  EXPECT_THROW(apply_style(picture[0], Style::Ink, kPx, kSeed), Error);
  EXPECT_THROW(apply_style(picture.narrow(1, 0, 1), Style::Ink, kPx, kSeed), Error);
  EXPECT_THROW(apply_style(picture.to(torch::kDouble), Style::Ink, kPx, kSeed), Error);
  EXPECT_THROW(apply_style(picture, Style::Ink, 3, kSeed), Error);
  EXPECT_THROW(apply_style(picture, Style::Ink, 257, kSeed), Error);
}

TEST(Styles, AreMixedInABatchOfScenes) {
  Compositor draws(block_atlas(), torch::kCPU);
  std::vector<Scene> scenes;
  for (std::uint64_t i = 0; i < 6; ++i) {
    Random random(4, i);
    scenes.push_back(sample_scene(random, {.grid = kGrid}));
    scenes.back().style = i % 2 == 0 ? Style::Noir : (i == 3 ? Style::Flat : Style::Blueprint);
  }
  const Tensor batch = draws.render_batch(scenes, kPx);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const Tensor one = draws.render(scenes[i], kPx);
    EXPECT_LT((batch[static_cast<std::int64_t>(i)] - one).abs().max().item<float>(), 1e-3) << i;
    Scene plain = scenes[i];
    plain.style = Style::Flat;
    EXPECT_EQ(torch::equal(one, draws.render(plain, kPx)), scenes[i].style == Style::Flat);
  }
}

}  // namespace
}  // namespace reverie
