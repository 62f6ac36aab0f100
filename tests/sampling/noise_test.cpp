// tests/sampling/noise_test.cpp
//
// The noise generator: the known answers that the authors of Philox publish with Random123 (kat_vectors,
// philox4x32 with 10 rounds), and what makes the noise usable: order, independence, moments.

#include "sampling/noise.h"

#include <gtest/gtest.h>

#include "support/golden.h"

namespace reverie {
namespace {

TEST(Philox, GivesTheAuthorsKnownAnswers) {
  using Block = std::array<uint32_t, 4>;
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr uint32_t kOnes = 0xffffffff;
  EXPECT_EQ(philox4x32({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(GaussianNoise, TheSameSeedGivesTheSameNoise) {
  EXPECT_TRUE(gaussian_noise(7, 0, {1, 4, 8, 8}).equal(gaussian_noise(7, 0, {1, 4, 8, 8})));
}

TEST(GaussianNoise, SeedsAndImagesDifferInTheirHighBitsToo) {
  const Tensor first = gaussian_noise(7, 0, {64});
  EXPECT_FALSE(first.equal(gaussian_noise(8, 0, {64})));
  EXPECT_FALSE(first.equal(gaussian_noise(7, 1, {64})));
  EXPECT_FALSE(first.equal(gaussian_noise(7 + (uint64_t{1} << 32), 0, {64})));
  EXPECT_FALSE(first.equal(gaussian_noise(7, uint64_t{1} << 32, {64})));
}

TEST(GaussianNoise, IsCountedOutInRowMajorOrderWhateverTheShape) {
  const Tensor flat = gaussian_noise(3, 2, {24});
  EXPECT_TRUE(gaussian_noise(3, 2, {2, 3, 4}).flatten().equal(flat));
  // Not a whole number of blocks of four.
  EXPECT_TRUE(gaussian_noise(3, 2, {23}).equal(flat.narrow(0, 0, 23)));
  EXPECT_EQ(gaussian_noise(3, 2, {0}).numel(), 0);
}

TEST(GaussianNoise, HasTheMomentsOfANormalDistribution) {
  const Tensor x = gaussian_noise(12345, 0, {1 << 18}).to(torch::kFloat64);
  // With n = 262,144 one standard error is 0.002, 0.003, 0.005 and 0.010; each bound is about four of them.
  EXPECT_NEAR(x.mean().item<double>(), 0.0, 0.008);
  EXPECT_NEAR(x.var().item<double>(), 1.0, 0.011);
  EXPECT_NEAR(x.pow(3).mean().item<double>(), 0.0, 0.03);
  EXPECT_NEAR(x.pow(4).mean().item<double>(), 3.0, 0.08);
  // Neighbours come from one Box-Muller pair, or from neighbouring blocks.
  EXPECT_NEAR((x.slice(0, 0, -1) * x.slice(0, 1)).mean().item<double>(), 0.0, 0.008);
  EXPECT_NEAR((x.abs() > 1.959964).to(torch::kFloat64).mean().item<double>(), 0.05, 0.0018);
  EXPECT_TRUE(x.isfinite().all().item<bool>());
}

}  // namespace
}  // namespace reverie
