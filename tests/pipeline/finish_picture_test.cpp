// From what was drawn to what was asked for.
#include "pipeline/finish_picture.h"

#include <gtest/gtest.h>

#include "image/resize.h"

namespace reverie {
namespace {

Image plain(PixelSize size, uint8_t value) {
  return {size.width_px, size.height_px,
          std::vector<uint8_t>(static_cast<std::size_t>(3 * size.pixels()), value)};
}

uint8_t red_at(const Image& picture, int64_t x, int64_t y) {
  return picture.rgb[static_cast<std::size_t>(3 * (y * picture.width_px + x))];
}

constexpr PixelSize kDrawn{256, 256};
constexpr Grid kGrid{8, 8};
const RenderPlan kSame{.wanted = kDrawn, .drawn = kDrawn, .enlarged = kDrawn};

TEST(FinishPicture, APlainPictureStaysAsItIs) {
  const Image picture = plain(kDrawn, 90);
  EXPECT_EQ(finish_picture(picture, {.plan = kSame, .grid = kGrid}).rgb, picture.rgb);
}

TEST(FinishPicture, WhatAnEditLeavesAloneIsTheGivenPicture) {
  const Image given = plain(kDrawn, 200);
  const Finish nothing{.plan = kSame, .grid = kGrid, .changed = std::vector<Square>{}, .given = &given};
  EXPECT_EQ(finish_picture(plain(kDrawn, 90), nothing).rgb, given.rgb);
  Finish all = nothing;
  all.changed.reset();
  EXPECT_EQ(red_at(finish_picture(plain(kDrawn, 90), all), 9, 9), 90);
}

TEST(FinishPicture, AStyleIsDrawnOverAllOfIt) {
  const Image given = plain(kDrawn, 200);
  const Finish noir{
      .plan = kSame, .grid = kGrid, .style = Style::Noir, .changed = std::vector<Square>{}, .given = &given};
  const Image treated = finish_picture(plain(kDrawn, 90), noir);
  EXPECT_NE(treated.rgb, given.rgb);
  Finish drawn_anew = noir;
  drawn_anew.changed.reset();
  EXPECT_NE(finish_picture(plain(kDrawn, 90), drawn_anew).rgb, treated.rgb)
      << "the given picture shows through";
}

TEST(FinishPicture, ASignIsDrawnBeforeTheStyleAndEnlarging) {
  torch::Tensor white = torch::ones({4, 64, 96});
  white.narrow(1, 0, 32).fill_(0);  // its upper half is not there
  Finish with_sign{.plan = kSame, .grid = kGrid, .sign = Cutout{white, {2, 3}}};
  const Image signed_one = finish_picture(plain(kDrawn, 90), with_sign);
  EXPECT_EQ(red_at(signed_one, 100, 100), 255);
  EXPECT_EQ(red_at(signed_one, 100, 80), 90) << "see-through";
  EXPECT_EQ(red_at(signed_one, 200, 100), 90);
  with_sign.style = Style::Noir;
  EXPECT_EQ(finish_picture(plain(kDrawn, 90), with_sign).rgb,
            finish_picture(signed_one, {.plan = kSame, .grid = kGrid, .style = Style::Noir}).rgb);
  const RenderPlan twice{.wanted = {512, 512}, .drawn = kDrawn, .enlarged = {512, 512}};
  const Image large =
      finish_picture(plain(kDrawn, 90), {.plan = twice, .grid = kGrid, .sign = Cutout{white, {2, 3}}});
  EXPECT_GT(red_at(large, 200, 200), 250);
}

// The torn edges of a watercolour's paper are white.
TEST(FinishPicture, AFrameIsWholeInAPictureThatIsCutAndEnlarged) {
  const RenderPlan plan{.wanted = {512, 300}, .drawn = kDrawn, .enlarged = {512, 512}};
  const Image paper =
      finish_picture(plain(kDrawn, 90), {.plan = plan, .grid = kGrid, .style = Style::Watercolour});
  ASSERT_EQ(paper.size(), (PixelSize{512, 300}));
  EXPECT_GT(red_at(paper, 256, 2), 200) << "at the top";
  EXPECT_GT(red_at(paper, 256, 297), 200) << "and below";
  EXPECT_LT(red_at(paper, 256, 150), 200);
}

}  // namespace
}  // namespace reverie
