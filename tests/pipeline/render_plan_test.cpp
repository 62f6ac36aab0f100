// tests/pipeline/render_plan_test.cpp
//
// Every size that may be asked for comes out exact, whatever the model's token and native area are, and the
// picture is neither stretched nor moved off its centre.

#include "pipeline/render_plan.h"

#include <gtest/gtest.h>

#include <functional>

namespace reverie {
namespace {

constexpr int64_t kMegapixel = 1024 * 1024;

struct Model {
  int64_t token_px;
  std::optional<int64_t> native_pixels;
};
constexpr Model kModels[] = {{16, std::nullopt}, {64, std::nullopt}, {16, kMegapixel}, {64, kMegapixel}};

std::vector<PixelSize> table_sizes() {
  std::vector<PixelSize> sizes;
  for (const SizeTable table : {SizeTable::Seedream4, SizeTable::Seedream5Pro}) {
    for (const SizeRow& row : size_rows(table)) sizes.push_back(row.size);
  }
  return sizes;
}

bool is_enlarged(const RenderPlan& plan, const Model& model) {
  return model.native_pixels && static_cast<double>(plan.wanted.pixels()) >
                                    kBeyondNative * static_cast<double>(*model.native_pixels);
}

void for_every_row(const std::function<void(const RenderPlan&, const Model&)>& check) {
  for (const Model& model : kModels) {
    for (const PixelSize size : table_sizes()) {
      SCOPED_TRACE(to_string(size) + " in tokens of " + std::to_string(model.token_px) +
                   (model.native_pixels ? ", one megapixel" : ""));
      check(plan_render(size, model.token_px, model.native_pixels), model);
    }
  }
}

// Red counts columns, green counts rows, blue both in blocks of 256, so each pixel knows where it was.
Image numbered(PixelSize size) {
  Image image{size.width_px, size.height_px, {}};
  image.rgb.reserve(static_cast<std::size_t>(3 * size.pixels()));
  for (int64_t y = 0; y < size.height_px; ++y) {
    for (int64_t x = 0; x < size.width_px; ++x) {
      image.rgb.push_back(static_cast<uint8_t>(x));
      image.rgb.push_back(static_cast<uint8_t>(y));
      image.rgb.push_back(static_cast<uint8_t>(16 * (x / 256) + y / 256));
    }
  }
  return image;
}

uint8_t channel(const Image& image, int64_t x, int64_t y, int64_t c) {
  return image.rgb[static_cast<std::size_t>(3 * (y * image.width_px + x) + c)];
}

TEST(PlanRender, EveryTableRowIsDrawnInWholeTokensAndLeavesEnoughToCut) {
  for_every_row([](const RenderPlan& plan, const Model& model) {
    EXPECT_EQ(plan.drawn.width_px % model.token_px, 0);
    EXPECT_EQ(plan.drawn.height_px % model.token_px, 0);
    EXPECT_GE(plan.drawn.width_px, model.token_px);
    EXPECT_GE(plan.drawn.height_px, model.token_px);
    EXPECT_GE(plan.enlarged.width_px, plan.wanted.width_px);
    EXPECT_GE(plan.enlarged.height_px, plan.wanted.height_px);
  });
}

TEST(PlanRender, NothingIsEnlargedWithinTheNativeAreaOrALittleBeyond) {
  for_every_row([](const RenderPlan& plan, const Model& model) {
    if (is_enlarged(plan, model)) return;
    EXPECT_EQ(plan.enlarged, plan.drawn);
    EXPECT_LT(plan.drawn.width_px - plan.wanted.width_px, model.token_px);
    EXPECT_LT(plan.drawn.height_px - plan.wanted.height_px, model.token_px);
  });
}

TEST(PlanRender, AboveTheNativeAreaTheModelDrawsThatAreaAndAtMostOneTokenMoreEachWay) {
  for_every_row([](const RenderPlan& plan, const Model& model) {
    if (!is_enlarged(plan, model)) return;
    const int64_t least_width = plan.drawn.width_px - model.token_px;
    const int64_t least_height = plan.drawn.height_px - model.token_px;
    EXPECT_LT(least_width * least_height, *model.native_pixels);
    EXPECT_GT(plan.drawn.pixels(), *model.native_pixels * 99 / 100);
    EXPECT_LT(plan.drawn.pixels(), plan.wanted.pixels());
  });
}

TEST(PlanRender, EnlargingStretchesNeitherWay) {
  // Sides are whole pixels: half a pixel of the shortest side drawn (667 for 21:9), and rounding up.
  constexpr double kLargestStretch = 0.002;
  for_every_row([](const RenderPlan& plan, const Model&) {
    const auto across =
        static_cast<double>(plan.enlarged.width_px) / static_cast<double>(plan.drawn.width_px);
    const auto down =
        static_cast<double>(plan.enlarged.height_px) / static_cast<double>(plan.drawn.height_px);
    EXPECT_NEAR(across / down, 1.0, kLargestStretch);
  });
}

TEST(PlanRender, WhatIsCutAwayIsLessThanOneToken) {
  for_every_row([](const RenderPlan& plan, const Model& model) {
    const auto factor =
        static_cast<double>(plan.enlarged.width_px) / static_cast<double>(plan.drawn.width_px);
    const double most = factor * static_cast<double>(model.token_px) + 1;
    EXPECT_LT(static_cast<double>(plan.enlarged.width_px - plan.wanted.width_px), most);
    EXPECT_LT(static_cast<double>(plan.enlarged.height_px - plan.wanted.height_px), most);
  });
}

TEST(PlanRender, ASizeOfExactlyTheNativeAreaIsDrawnAsItIs) {
  const RenderPlan plan = plan_render({1024, 1024}, 64, kMegapixel);
  EXPECT_EQ(plan.drawn, (PixelSize{1024, 1024}));
  EXPECT_EQ(plan.enlarged, (PixelSize{1024, 1024}));
}

TEST(PlanRender, TwoKIsDrawnAtHalfItsSidesByAModelOfOneMegapixel) {
  const RenderPlan plan = plan_render({2048, 2048}, 64, kMegapixel);
  EXPECT_EQ(plan.drawn, (PixelSize{1024, 1024}));
  EXPECT_EQ(plan.enlarged, (PixelSize{2048, 2048}));
}

TEST(FinishRender, CutsTheMiddleAndChangesNoPixelWhenNothingIsEnlarged) {
  const RenderPlan plan = plan_render({1280, 720}, 64, std::nullopt);
  ASSERT_EQ(plan.drawn, (PixelSize{1280, 768}));
  const Image image = finish_render(numbered(plan.drawn), plan);
  ASSERT_EQ(image.size(), plan.wanted);
  ASSERT_EQ(image.rgb.size(), static_cast<std::size_t>(3 * 1280 * 720));
  const Image expected = numbered(plan.drawn);
  for (const auto& [x, y] : {std::pair{0, 0}, {1279, 0}, {0, 719}, {1279, 719}, {640, 360}}) {
    for (int64_t c = 0; c < 3; ++c)
      EXPECT_EQ(channel(image, x, y, c), channel(expected, x, y + 24, c)) << x << "," << y;
  }
}

TEST(FinishRender, GivesBackAPictureThatAlreadyFits) {
  const RenderPlan plan = plan_render({128, 64}, 64, std::nullopt);
  EXPECT_EQ(finish_render(numbered({128, 64}), plan).rgb, numbered({128, 64}).rgb);
}

TEST(FinishRender, EnlargesAboutTheCentre) {
  // 300x100 with 7,500 pixels: 150x50 in tokens of 16 is 160x64, twice that 320x128, of which the middle.
  const RenderPlan plan = plan_render({300, 100}, 16, 7500);
  ASSERT_EQ(plan.drawn, (PixelSize{160, 64}));
  ASSERT_EQ(plan.enlarged, (PixelSize{320, 128}));
  Image drawn{160, 64, std::vector<uint8_t>(3 * 160 * 64, 0)};
  for (std::size_t y = 0; y < 64; ++y) {
    for (std::size_t i = 3 * (160 * y + 80); i < 3 * 160 * (y + 1); ++i)
      drawn.rgb[i] = 255;  // the right half
  }
  const Image image = finish_render(drawn, plan);
  ASSERT_EQ(image.size(), (PixelSize{300, 100}));
  EXPECT_LT(channel(image, 148, 50, 0), 128);
  EXPECT_GT(channel(image, 151, 50, 0), 127);
  for (const int64_t y : {0, 50, 99}) {
    EXPECT_EQ(channel(image, 140, y, 0), 0);
    EXPECT_EQ(channel(image, 160, y, 0), 255);
  }
}

TEST(FinishRender, TheLongestRowsComeOutExact) {
  for (const PixelSize wanted : {PixelSize{1512, 648}, PixelSize{3136, 1344}, PixelSize{5504, 3040}}) {
    const RenderPlan plan = plan_render(wanted, 64, kMegapixel);
    const Image image =
        finish_render(Image{plan.drawn.width_px, plan.drawn.height_px,
                            std::vector<uint8_t>(static_cast<std::size_t>(3 * plan.drawn.pixels()), 77)},
                      plan);
    EXPECT_EQ(image.size(), wanted);
    ASSERT_EQ(image.rgb.size(), static_cast<std::size_t>(3 * wanted.pixels()));
    EXPECT_EQ(image.rgb.front(), 77);
    EXPECT_EQ(image.rgb.back(), 77);
  }
}

}  // namespace
}  // namespace reverie
