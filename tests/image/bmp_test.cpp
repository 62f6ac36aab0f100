// Windows bitmaps: each depth we accept, spelled out byte by byte, and every way to lie in the header.
#include "image/bmp.h"

#include "expect_error.h"
#include "pictures.h"

namespace reverie {
namespace {

const ImageSource kSource{"scan.bmp", "image"};

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

void expect_refused(const std::string& bytes, const std::string& words) {
  expect_error([&] { decode_image(bytes, kSource); }, ErrorCode::InvalidRequest, "image", words);
}

// 16x16, the stored (bottom) first row red, all others blue.
std::string rows_of(const std::string& red, const std::string& blue) {
  return repeat(red, 16) + repeat(blue, 16 * 15);
}

void expect_red_below_blue(const std::string& bytes) {
  const Image image = decode_image(bytes, kSource);
  ASSERT_EQ(image.size(), (PixelSize{16, 16}));
  EXPECT_EQ(pixel(image, 7, 15), "255,0,0");
  EXPECT_EQ(pixel(image, 7, 14), "0,0,255");
  EXPECT_EQ(pixel(image, 15, 0), "0,0,255");
}

TEST(Bmp, Reads24BitsBottomRowFirst) {
  expect_red_below_blue(
      bmp_file(16, 16, 24, rows_of(std::string("\0\0\xff", 3), std::string("\xff\0\0", 3))));
}

TEST(Bmp, ReadsPadded24BitRows) {
  const std::string row =
      repeat(std::string("\x01\x02\x03", 3), 17) + std::string(1, '\x77');  // 51 bytes and one
  const Image image = decode_image(bmp_file(17, 16, 24, repeat(row, 16)), kSource);
  EXPECT_EQ(pixel(image, 0, 0), "3,2,1");
  EXPECT_EQ(pixel(image, 16, 15), "3,2,1");
}

TEST(Bmp, ReadsNegativeHeightAsTopRowFirst) {
  const std::string pixels = rows_of(std::string("\0\0\xff", 3), std::string("\xff\0\0", 3));
  const Image image = decode_image(bmp_file(16, -16, 24, pixels), kSource);
  EXPECT_EQ(pixel(image, 0, 0), "255,0,0");
  EXPECT_EQ(pixel(image, 0, 15), "0,0,255");
}

TEST(Bmp, Reads32BitsAndIgnoresTheSpareByte) {
  expect_red_below_blue(
      bmp_file(16, 16, 32, rows_of(std::string("\0\0\xff\0", 4), std::string("\xff\0\0\x55", 4))));
}

TEST(Bmp, Reads16BitsAsFiveFiveFive) {
  expect_red_below_blue(bmp_file(16, 16, 16, rows_of(little(0x7c00, 2), little(0x001f, 2))));
}

TEST(Bmp, Reads16BitsWithMasks) {
  const std::string masks = little(0xf800, 4) + little(0x07e0, 4) + little(0x001f, 4);
  expect_red_below_blue(
      bmp_file(16, 16, 16, masks + rows_of(little(0xf800, 2), little(0x001f, 2)), 3, 54 + 12));
}

TEST(Bmp, Reads8And4And1BitsThroughThePalette) {
  const std::string palette = std::string("\0\0\xff\0", 4) + std::string("\xff\0\0\0", 4);
  const auto with_palette = [&](int colours) { return palette + std::string((colours - 2) * 4, '\0'); };
  expect_red_below_blue(bmp_file(
      16, 16, 8, with_palette(256) + std::string(16, '\0') + std::string(16 * 15, '\1'), 0, 54 + 1024));
  expect_red_below_blue(
      bmp_file(16, 16, 4, with_palette(16) + std::string(8, '\0') + std::string(8 * 15, '\x11'), 0, 54 + 64));
  const std::string one_bit_rows = std::string(4, '\0') + repeat("\xff\xff" + std::string(2, '\0'), 15);
  expect_red_below_blue(bmp_file(16, 16, 1, with_palette(2) + one_bit_rows, 0, 54 + 8));
}

TEST(Bmp, ReadsTheOldOs2Header) {
  const std::string file = "BM" + little(0, 8) + little(26, 4) + little(12, 4) + little(16, 2) +
                           little(16, 2) + little(1, 2) + little(24, 2) +
                           rows_of(std::string("\0\0\xff", 3), std::string("\xff\0\0", 3));
  expect_red_below_blue(file);
}

TEST(Bmp, LaysAlphaOverWhiteWhereAMaskSaysThereIsOne) {
  const std::string masks = little(0xff0000, 4) + little(0xff00, 4) + little(0xff, 4) + little(0xff000000, 4);
  const std::string pixels = repeat(little(0x80ff0000, 4), 256);
  const Image image = decode_image(bmp_file(16, 16, 32, masks + pixels, 6, 54 + 16), kSource);
  EXPECT_EQ(pixel(image, 3, 3), "255,127,127");
}

TEST(Bmp, RefusesPixelsThatAreNotThere) {
  const std::string whole = bmp_file(16, 16, 24, std::string(768, '\0'));
  expect_refused(whole.substr(0, whole.size() - 1), "cut short");
  expect_refused(whole.substr(0, 54), "cut short");
  expect_refused(whole.substr(0, 20), "cut short");
  expect_refused(bmp_file(5000, 5000, 32, ""), "5000x5000 pixels of 32 bits do not fit");
  expect_refused(bmp_file(16, 16, 24, std::string(768, '\0'), 0, 0xffffffff), "cut short");
}

TEST(Bmp, RefusesSizesBeyondTheLimits) {
  expect_refused(bmp_file(65535, 65535, 24, "x"), "65535x65535");
  expect_refused(bmp_file(-16, 16, 24, "x"), "-16x16");
  expect_refused(bmp_file(16, INT32_MIN, 24, "x"), "16x2147483648");
  expect_refused(bmp_file(0, 0, 24, "x"), "0x0");
}

TEST(Bmp, RefusesCompressionByName) {
  for (const uint32_t method : {1U, 2U, 4U, 5U, 99U}) {
    expect_refused(bmp_file(16, 16, 8, std::string(2000, '\0'), method), "compressed bmp");
  }
}

TEST(Bmp, RefusesOddDepths) {
  for (const uint16_t bits : {0, 2, 15, 64}) {
    expect_refused(bmp_file(16, 16, bits, std::string(5000, '\0')), "bits a pixel");
  }
  expect_refused(bmp_file(16, 16, 24, std::string(5000, '\0'), 3), "bits a pixel");
}

TEST(Bmp, RefusesPaletteLies) {
  std::string file = bmp_file(16, 16, 8, std::string(1024 + 256, '\0'), 0, 54 + 1024);
  file.replace(46, 4, little(257, 4));
  expect_refused(file, "palette of 257 colours");
  std::string short_palette = bmp_file(16, 16, 8, std::string(8, '\0') + std::string(256, '\2'), 0, 54 + 8);
  short_palette.replace(46, 4, little(2, 4));
  expect_refused(short_palette, "outside its palette");
}

TEST(Bmp, RefusesHeadersOfUnknownLength) {
  std::string file = bmp_file(16, 16, 24, std::string(768, '\0'));
  for (const uint64_t length : {0ULL, 13ULL, 39ULL, 1025ULL, 0xffffffffULL}) {
    file.replace(14, 4, little(length, 4));
    expect_refused(file, "bmp header");
  }
}

}  // namespace
}  // namespace reverie
