// tests/pipeline/tiled_decode_test.cpp
//
// Decoding in tiles: tiles cover everything, a picture that fits is one tile, where only one tile draws its
// pixels are kept to the bit, and no border can be found by looking for a step.

#include "pipeline/tiled_decode.h"

#include <ATen/CPUGeneratorImpl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/utils.h>
#include <tuple>
#include <utility>

#include "image/expect_error.h"
#include "pipeline/small_autoencoder.h"

namespace reverie {
namespace {

using testing::ElementsAre;

constexpr int64_t kScale = 4;  // of small_autoencoder()
constexpr TileOptions kTiles{.tile_latents = 16, .overlap_latents = 4};

class DecodeTiled : public testing::Test {
 protected:
  // [1, 4, rows, columns]: smooth, and brighter from left to right, so that the statistics of the group norms
  // differ from tile to tile and so does the tone of what they decode.
  static Tensor slope(int64_t rows, int64_t columns) {
    const Tensor across = torch::linspace(-1, 1, columns).view({1, 1, 1, columns});
    const Tensor down = torch::linspace(-0.5, 0.5, rows).view({1, 1, rows, 1});
    const Tensor channels = torch::tensor({1.0, -0.7, 0.4, 0.2}).view({1, 4, 1, 1});
    return ((across + down) * channels).to(torch::kFloat32);
  }

  static Tensor random_latents(int64_t rows, int64_t columns) {
    return torch::randn({1, 4, rows, columns}, at::detail::createCPUGenerator(5));
  }

  const torch::NoGradGuard no_grad;
  const Flux2Autoencoder autoencoder = small_autoencoder();
};

TEST(TileStarts, CoverEveryLengthWithTheOverlapAskedForAndNoTileTooMany) {
  for (const auto& [tile, overlap] : {std::pair<int64_t, int64_t>{16, 4}, {64, 16}, {8, 0}, {3, 2}}) {
    for (int64_t length = 1; length <= 300; ++length) {
      SCOPED_TRACE(std::to_string(length) + " in " + std::to_string(tile) + " sharing " +
                   std::to_string(overlap));
      const std::vector<int64_t> starts = tile_starts(length, tile, overlap);
      if (length <= tile) {
        ASSERT_THAT(starts, ElementsAre(0));
        continue;
      }
      ASSERT_EQ(starts.front(), 0);
      ASSERT_EQ(starts.back(), length - tile);
      for (std::size_t i = 1; i < starts.size(); ++i) {
        ASSERT_GT(starts[i], starts[i - 1]);
        ASSERT_LE(starts[i], starts[i - 1] + tile - overlap);
      }
      const int64_t step = tile - overlap;
      ASSERT_EQ(static_cast<int64_t>(starts.size()), 1 + (length - tile + step - 1) / step);
    }
  }
}

TEST_F(DecodeTiled, APictureThatFitsIsDecodedAtOnce) {
  const Tensor latents = random_latents(16, 12);
  int64_t tiles = 0;
  const Tensor picture = decode_tiled(autoencoder, latents, kTiles, [&](int64_t, int64_t) { ++tiles; });
  EXPECT_TRUE(picture.equal(autoencoder.decode(latents)));
  EXPECT_EQ(tiles, 0);
}

TEST_F(DecodeTiled, EachSideIsTiledOnlyIfItIsLonger) {
  for (const auto& [rows, columns, count] : {std::tuple{16, 40, 3}, {40, 16, 3}, {17, 17, 4}, {8, 17, 2}}) {
    SCOPED_TRACE(std::to_string(rows) + "x" + std::to_string(columns));
    std::vector<std::pair<int64_t, int64_t>> seen;
    const Tensor picture = decode_tiled(autoencoder, random_latents(rows, columns), kTiles,
                                        [&](int64_t done, int64_t all) { seen.emplace_back(done, all); });
    EXPECT_EQ(picture.sizes(), (std::vector<int64_t>{1, 3, rows * kScale, columns * kScale}));
    EXPECT_EQ(picture.scalar_type(), torch::kFloat32);
    EXPECT_TRUE(picture.isfinite().all().item<bool>());
    ASSERT_EQ(seen.size(), static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < seen.size(); ++i) {
      EXPECT_EQ(seen[i], (std::pair<int64_t, int64_t>(static_cast<int64_t>(i) + 1, count)));
    }
  }
}

TEST_F(DecodeTiled, WhereOneTileDrawsAloneItsPixelsAreKeptToTheBit) {
  // 40 columns in tiles of 16 sharing 4 begin at 0, 12 and 24.
  const Tensor latents = random_latents(16, 40);
  const Tensor picture = decode_tiled(autoencoder, latents, kTiles);
  const auto columns_of = [](const Tensor& x, int64_t from, int64_t to) {
    return x.slice(3, from * kScale, to * kScale);
  };
  const Tensor first = autoencoder.decode(latents.narrow(3, 0, 16));
  const Tensor middle = autoencoder.decode(latents.narrow(3, 12, 16));
  const Tensor last = autoencoder.decode(latents.narrow(3, 24, 16));
  EXPECT_TRUE(columns_of(picture, 0, 12).equal(columns_of(first, 0, 12)));
  EXPECT_TRUE(columns_of(picture, 16, 24).equal(columns_of(middle, 4, 12)));
  EXPECT_TRUE(columns_of(picture, 28, 40).equal(columns_of(last, 4, 16)));
}

TEST_F(DecodeTiled, BetweenTwoTilesEveryPixelLiesBetweenTheirs) {
  // 29 columns: tiles at 0, 12 and 13, of which the last two share far more than the overlap, and in columns
  // 13 to 15 all three draw. Weights that do not add up to one would leave the range here.
  const Tensor latents = random_latents(16, 29);
  const Tensor picture = decode_tiled(autoencoder, latents, kTiles);
  const auto inside = [](const Tensor& tile, int64_t from, int64_t start) {
    return tile.narrow(3, (from - start) * kScale, 3 * kScale);
  };
  const Tensor a = inside(autoencoder.decode(latents.narrow(3, 0, 16)), 13, 0);
  const Tensor b = inside(autoencoder.decode(latents.narrow(3, 12, 16)), 13, 12);
  const Tensor c = inside(autoencoder.decode(latents.narrow(3, 13, 16)), 13, 13);
  const Tensor shared = picture.narrow(3, 13 * kScale, 3 * kScale);
  constexpr double kRounding = 1e-5;
  EXPECT_TRUE((shared >= torch::minimum(torch::minimum(a, b), c) - kRounding).all().item<bool>());
  EXPECT_TRUE((shared <= torch::maximum(torch::maximum(a, b), c) + kRounding).all().item<bool>());
}

// The mean step from each column of pixels to the next: [W - 1].
Tensor mean_steps(const Tensor& picture) {
  return picture.diff(1, 3).abs().mean({0, 1, 2});
}

// Edges of the tiles of 40 columns within the picture: where the second and third begin, where the first two
// end. Step i lies between the columns of pixels i and i + 1.
Tensor border_steps() {
  return torch::tensor({12, 16, 24, 28}) * kScale - 1;
}

TEST_F(DecodeTiled, NoStepAtATileBorderIsLargerThanStepsElsewhere) {
  const Tensor steps = mean_steps(decode_tiled(autoencoder, slope(16, 40), kTiles));
  Tensor elsewhere = steps.clone();
  elsewhere.index_fill_(0, border_steps(), 0);
  EXPECT_LE(steps.index_select(0, border_steps()).max().item<double>(), elsewhere.max().item<double>());
}

TEST_F(DecodeTiled, TheSearchForStepsWouldFindTilesLaidSideBySide) {
  // Sabotage: the same tiles without a fade, cut in the middle of what they share.
  const Tensor latents = slope(16, 40);
  const auto tile = [&](int64_t start, int64_t from, int64_t to) {
    return autoencoder.decode(latents.narrow(3, start, 16))
        .slice(3, (from - start) * kScale, (to - start) * kScale);
  };
  const Tensor steps = mean_steps(torch::cat({tile(0, 0, 14), tile(12, 14, 26), tile(24, 26, 40)}, 3));
  const Tensor seams = torch::tensor({14, 26}) * kScale - 1;
  const Tensor faded = mean_steps(decode_tiled(autoencoder, latents, kTiles)).index_select(0, border_steps());
  EXPECT_GT(steps.index_select(0, seams).max().item<double>(), 2 * faded.max().item<double>());
}

TEST_F(DecodeTiled, StopsAtTheTileDuringWhichItIsCancelled) {
  int64_t tiles = 0;
  const auto cancel = [&](int64_t done, int64_t) {
    ++tiles;
    if (done == 2) throw Error(ErrorCode::Cancelled, "cancelled during decode");
  };
  expect_error([&] { decode_tiled(autoencoder, random_latents(16, 40), kTiles, cancel); },
               ErrorCode::Cancelled, "", "cancelled during decode");
  EXPECT_EQ(tiles, 2);
}

}  // namespace
}  // namespace reverie
