// The scenes that encoder and decoder learn from.
#include "training/autoencoder_scenes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "core/random.h"

namespace reverie {
namespace {

TEST(AutoencoderScene, OneInTwelveHasAStyle) {
  constexpr int64_t kScenes = 1200;
  int64_t styled = 0;
  for (int64_t i = 0; i < kScenes; ++i) {
    Random random(5, i);
    styled += sample_scene(random, autoencoder_scene(i, false, false)).style != Style::Flat;
  }
  // 100 wanted, and three times the deviation of as many draws beside it. Observed: 104.
  EXPECT_NEAR(static_cast<double>(styled), kScenes / 12.0, 30);
}

TEST(AutoencoderScene, HasThingsOfEverySizeAndSignsWhereTheyCanBeDrawn) {
  bool has_large = false, has_small = false, has_sign = false;
  for (int64_t i = 0; i < 200; ++i) {
    Random random(6, i);
    const Scene scene = sample_scene(random, autoencoder_scene(i, false, true));
    has_sign = has_sign || scene.sign.has_value();
    for (const Sprite& sprite : scene.sprites) {
      has_large = has_large || sprite.tokens > kSlotTokens;
      has_small = has_small || sprite.tokens < kSlotTokens;
    }
    Random plain(6, i);
    EXPECT_FALSE(sample_scene(plain, autoencoder_scene(i, false, false)).sign.has_value());
  }
  EXPECT_TRUE(has_large);
  EXPECT_TRUE(has_small);
  EXPECT_TRUE(has_sign);
}

}  // namespace
}  // namespace reverie
