// tests/image/thumbnail_test.cpp
//
// Thumbnails of every kind of file we read.

#include "image/thumbnail.h"

#include "expect_error.h"
#include "image/sniff.h"
#include "pictures.h"

namespace reverie {
namespace {

Image thumbnail(const std::string& file, int64_t longest_px) {
  const std::string jpeg = make_thumbnail(file, longest_px, {"picture"});
  EXPECT_EQ(sniff_format(jpeg), SourceFormat::Jpeg);
  return decode_image(jpeg, {"thumbnail"});
}

TEST(Thumbnail, TheLongerSideIsAsLongAsAsked) {
  for (const char* suffix : {".jpg", ".png", ".webp", ".tif", ".gif"}) {
    const Image wide = thumbnail(saved_as(red_and_blue(640, 320), suffix), 100);
    EXPECT_EQ(wide.size(), (PixelSize{100, 50})) << suffix;
    EXPECT_TRUE(is_near(wide, 10, 25, 255, 0, 0, 12)) << suffix << " " << pixel(wide, 10, 25);
    EXPECT_TRUE(is_near(wide, 90, 25, 0, 0, 255, 12)) << suffix << " " << pixel(wide, 90, 25);
    EXPECT_EQ(thumbnail(saved_as(red_and_blue(320, 640), suffix), 100).size(), (PixelSize{50, 100}))
        << suffix;
  }
}

TEST(Thumbnail, ASmallPictureStaysAsItIs) {
  EXPECT_EQ(thumbnail(saved_as(red_and_blue(64, 48), ".png"), 384).size(), (PixelSize{64, 48}));
}

TEST(Thumbnail, ABitmapHasOneToo) {
  std::string rows;
  for (int i = 0; i < 64 * 48; ++i) rows += std::string("\x00\x00\xff", 3);  // blue, green, red
  const std::string file = bmp_file(64, 48, 24, rows);
  EXPECT_EQ(thumbnail(file, 384).size(), (PixelSize{64, 48}));
  const Image small = thumbnail(file, 32);
  EXPECT_EQ(small.size(), (PixelSize{32, 24}));
  EXPECT_TRUE(is_near(small, 16, 12, 255, 0, 0, 8)) << pixel(small, 16, 12);
}

TEST(Thumbnail, TransparencyLiesOverWhite) {
  const vips::VImage clear = red_and_blue(200, 100).bandjoin(0);
  EXPECT_TRUE(is_near(thumbnail(saved_as(clear, ".png"), 50), 5, 5, 255, 255, 255, 8));
}

TEST(Thumbnail, WhatIsNoPictureIsRefused) {
  expect_error([] { make_thumbnail("hello", 100, {"it", "file"}); }, ErrorCode::InvalidRequest, "file", "it");
  const std::string cut = saved_as(red_and_blue(64, 48), ".png").substr(0, 40);
  expect_error([&] { make_thumbnail(cut, 100, {"it", "file"}); }, ErrorCode::InvalidRequest, "file", "it");
}

}  // namespace
}  // namespace reverie
