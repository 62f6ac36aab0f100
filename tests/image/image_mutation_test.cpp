// The fuzz target's rule, checked in every run on files that are damaged the same way each time.
#include <gtest/gtest.h>

#include <random>

#include "image/write_image.h"
#include "pictures.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace reverie {
namespace {

void feed(const std::string& bytes) {
  EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()), 0);
}

// std::mt19937 gives the same numbers everywhere; its distributions do not, hence the modulo.
size_t below(std::mt19937& random, size_t limit) {
  return random() % limit;
}

std::string damaged(std::string bytes, std::mt19937& random) {
  const size_t edits = 1 + below(random, 6);
  for (size_t i = 0; i < edits && bytes.size() > 16; ++i) {
    // Half of the edits hit the first 200 bytes, where the headers are.
    const size_t range = below(random, 2) == 0 ? std::min<size_t>(bytes.size(), 200) : bytes.size();
    const size_t at = below(random, range);
    switch (below(random, 6)) {
      case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(random, 8))); break;
      case 1: bytes[at] = static_cast<char>(below(random, 256)); break;
      case 2: bytes[at] = '\xff'; break;
      case 3: bytes.erase(at, 1 + below(random, 8)); break;
      case 4:
        bytes.insert(at, std::string(1 + below(random, 8), static_cast<char>(below(random, 256))));
        break;
      case 5: bytes.resize(std::max<size_t>(16, bytes.size() - below(random, bytes.size() / 2))); break;
    }
  }
  return bytes;
}

void expect_damage_is_survived(const std::string& whole, uint32_t seed) {
  feed(whole);
  std::mt19937 random(seed);
  for (int round = 0; round < 150; ++round) feed(damaged(whole, random));
}

TEST(ImageMutation, DamagedJpegsDecodeOrAreRefused) {
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".jpg"), 1);
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".jpg[interlace]"), 2);
  expect_damage_is_survived(encode_image({32, 24, std::vector<uint8_t>(32 * 24 * 3, 9)}, ImageFormat::Jpeg),
                            3);
}

TEST(ImageMutation, DamagedPngsDecodeOrAreRefused) {
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".png"), 4);
  expect_damage_is_survived(encode_image({32, 24, std::vector<uint8_t>(32 * 24 * 3, 9)}, ImageFormat::Png),
                            5);
}

TEST(ImageMutation, DamagedWebpsDecodeOrAreRefused) {
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".webp"), 6);
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".webp[lossless]"), 7);
}

TEST(ImageMutation, DamagedTiffsDecodeOrAreRefused) {
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".tif"), 8);
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".tif[compression=lzw]"), 9);
}

TEST(ImageMutation, DamagedGifsDecodeOrAreRefused) {
  expect_damage_is_survived(saved_as(red_and_blue(32, 24), ".gif"), 10);
}

TEST(ImageMutation, DamagedHeicsDecodeOrAreRefused) {
  expect_damage_is_survived(heic_red_and_blue(), 11);
}

TEST(ImageMutation, DamagedBmpsDecodeOrAreRefused) {
  expect_damage_is_survived(bmp_file(16, 16, 24, std::string(768, 'x')), 12);
  expect_damage_is_survived(bmp_file(16, 16, 8, std::string(1024 + 256, 'x'), 0, 54 + 1024), 13);
  const std::string masks = little(0xff0000, 4) + little(0xff00, 4) + little(0xff, 4) + little(0xff000000, 4);
  expect_damage_is_survived(bmp_file(16, 16, 32, masks + std::string(1024, 'x'), 6, 54 + 16), 14);
}

TEST(ImageMutation, NoiseBehindEachMagicNumberIsRefused) {
  std::mt19937 random(15);
  for (const std::string& magic : {std::string("\xff\xd8\xff"), std::string("\x89PNG\r\n\x1a\n"),
                                   std::string("GIF89a"), std::string("BM"), std::string("II\x2a\0", 4),
                                   std::string("MM\0\x2a", 4), std::string("RIFF\0\2\0\0WEBPVP8 ", 16),
                                   std::string("\0\0\0\x18"
                                               "ftypheic",
                                               12)}) {
    for (int round = 0; round < 30; ++round) {
      std::string bytes = magic;
      for (int i = 0; i < 300; ++i) bytes += static_cast<char>(below(random, 256));
      feed(bytes);
    }
  }
}

}  // namespace
}  // namespace reverie
