// tests/pipeline/reference_pictures_test.cpp
//
// Reference pictures: the size each is encoded at, which part of it, and how its tokens are numbered.

#include "pipeline/reference_pictures.h"

#include <gtest/gtest.h>

#include <torch/utils.h>
#include <tuple>

#include "pipeline/small_autoencoder.h"

namespace reverie {
namespace {

Image grey(PixelSize size, uint8_t value = 128) {
  return {size.width_px, size.height_px,
          std::vector<uint8_t>(static_cast<std::size_t>(3 * size.pixels()), value)};
}

TEST(PrepareReference, IsEncodedInWholeTokensWithinOneMegapixel) {
  using Case = std::tuple<PixelSize, int64_t, PixelSize>;
  for (const auto& [given, token_px, expected] : {
           Case{{1024, 1024}, 16, {1024, 1024}},  // as it is
           Case{{100, 50}, 16, {96, 48}},         // cut down, never filled up
           Case{{127, 64}, 64, {64, 64}},         // a whole token less one pixel
           Case{{2048, 1024}, 16, {1440, 720}},   // 1448.1 x 724.07: cut to whole pixels, then to tokens
           Case{{2048, 1024}, 64, {1408, 704}},   // the same in larger tokens
           Case{{4096, 4096}, 64, {1024, 1024}},  // a sixteenth
           Case{{20, 20}, 64, {64, 64}},          // smaller than a token: one token
           Case{{30, 480}, 64, {64, 1024}},       // enlarged until the short side is one token
           Case{{15, 240}, 16, {16, 256}},        // the narrowest picture that is read
       }) {
    SCOPED_TRACE(to_string(given) + " in tokens of " + std::to_string(token_px));
    const Image image = prepare_reference(grey(given), token_px);
    EXPECT_EQ(image.size(), expected) << to_string(image.size());
    EXPECT_EQ(image.rgb.size(), static_cast<std::size_t>(3 * expected.pixels()));
    EXPECT_LE(image.size().pixels(), kMaxReferencePixels);
  }
}

TEST(PrepareReference, KeepsTheMiddleAndEveryPixelOfIt) {
  // 36 columns in tokens of 16 are 32: two go on each side. Red counts columns.
  Image image = grey({36, 16});
  for (std::size_t i = 0; i < image.rgb.size(); i += 3) image.rgb[i] = static_cast<uint8_t>(i / 3 % 36);
  const Image cut = prepare_reference(image, 16);
  ASSERT_EQ(cut.size(), (PixelSize{32, 16}));
  EXPECT_EQ(cut.rgb.front(), 2);
  EXPECT_EQ(cut.rgb[3 * 31], 33);
}

TEST(PrepareReference, IsEncodedAtItsShareOfAnArea) {
  EXPECT_EQ(prepare_reference(grey({1024, 1024}), 64, 512 * 512).size(), (PixelSize{512, 512}));
  EXPECT_EQ(prepare_reference(grey({256, 256}), 64, 512 * 512).size(), (PixelSize{256, 256}))
      << "never enlarged";
}

class EncodeReferences : public testing::Test {
 protected:
  const torch::NoGradGuard no_grad;
  const Flux2Autoencoder autoencoder = small_autoencoder();  // 8 pixels a token, 4 latent channels
};

TEST_F(EncodeReferences, TokensOfAllPicturesFollowEachOtherNumberedByTens) {
  const ReferenceTokens references =
      encode_references(autoencoder, {grey({16, 8}), grey({24, 16}), grey({8, 8})}, torch::kCPU);
  ASSERT_EQ(references.tokens.sizes(), (std::vector<int64_t>{1, 2 + 6 + 1, 16}));
  ASSERT_EQ(references.ids.sizes(), (std::vector<int64_t>{9, 4}));
  const Tensor ids = references.ids.to(torch::kInt64);
  EXPECT_TRUE(ids.select(1, 0).equal(torch::tensor({10, 10, 20, 20, 20, 20, 20, 20, 30})));
  EXPECT_TRUE(ids.select(1, 1).equal(torch::tensor({0, 0, 0, 0, 0, 1, 1, 1, 0})));  // rows
  EXPECT_TRUE(ids.select(1, 2).equal(torch::tensor({0, 1, 0, 1, 2, 0, 1, 2, 0})));  // columns
  EXPECT_TRUE(ids.select(1, 3).equal(torch::zeros({9}, torch::kInt64)));
}

TEST_F(EncodeReferences, ThePlaceInTheListChangesTheNumberAndNotTheTokens) {
  const Image dark = grey({16, 16}, 20);
  const Image light = grey({16, 16}, 230);
  const Tensor one = encode_references(autoencoder, {dark, light}, torch::kCPU).tokens;
  const Tensor other = encode_references(autoencoder, {light, dark}, torch::kCPU).tokens;
  EXPECT_TRUE(one.narrow(1, 0, 4).equal(other.narrow(1, 4, 4)));
  EXPECT_TRUE(one.narrow(1, 4, 4).equal(other.narrow(1, 0, 4)));
  EXPECT_FALSE(one.narrow(1, 0, 4).equal(one.narrow(1, 4, 4)));
}

TEST_F(EncodeReferences, ManyShareAnArea) {
  const std::vector<Image> four(4, grey({32, 32}));
  const auto tokens = [&](std::optional<int64_t> pixels) {
    return encode_references(autoencoder, four, torch::kCPU, pixels).tokens.size(1);
  };
  EXPECT_EQ(tokens({}), 4 * 16);
  EXPECT_EQ(tokens(4 * 32 * 32), 4 * 16);
  EXPECT_EQ(tokens(4 * 16 * 16), 4 * 4);
  EXPECT_EQ(tokens(1), 4) << "a token is the least";
}

}  // namespace
}  // namespace reverie
