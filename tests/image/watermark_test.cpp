// tests/image/watermark_test.cpp
//
// The mark is seen, and only in its corner.

#include "image/watermark.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace reverie {
namespace {

Image grey(int64_t width, int64_t height) {
  return {width, height, std::vector<uint8_t>(static_cast<std::size_t>(width * height * 3), 128)};
}

TEST(Watermark, ChangesTheBottomRightCornerAndNothingElse) {
  Image image = grey(640, 480);
  add_watermark(image);
  int64_t changed = 0;
  for (int64_t y = 0; y < image.height_px; ++y) {
    for (int64_t x = 0; x < image.width_px; ++x) {
      if (image.rgb[static_cast<std::size_t>((y * image.width_px + x) * 3)] == 128) continue;
      ++changed;
      EXPECT_GT(x, image.width_px / 2);
      EXPECT_GT(y, image.height_px * 3 / 4);
    }
  }
  EXPECT_GT(changed, 200);
}

TEST(Watermark, IsSeenOnWhiteAndOnBlack) {
  for (const uint8_t tone : {uint8_t{0}, uint8_t{255}}) {
    Image image = grey(1024, 1024);
    std::fill(image.rgb.begin(), image.rgb.end(), tone);
    add_watermark(image);
    int most = 0;
    for (const uint8_t value : image.rgb) most = std::max(most, std::abs(int{value} - int{tone}));
    EXPECT_GT(most, 80) << int{tone};
  }
}

TEST(Watermark, SmallPicturesAreNoTrouble) {
  Image image = grey(16, 16);
  add_watermark(image);
  EXPECT_EQ(image.rgb.size(), 16U * 16U * 3U);
}

}  // namespace
}  // namespace reverie
