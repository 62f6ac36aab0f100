// Fonts to letters: every character is there, on the line, and each typeface is another.
#include "training/world/lettering/glyphs_build.h"

#include <gtest/gtest.h>

#include "lookup/typefaces.h"

namespace reverie {
namespace {

const Glyphs& drawn() {
  static const Glyphs glyphs = draw_glyphs();
  return glyphs;
}

TEST(GlyphsBuild, DrawsEveryCharacterButTheSpace) {
  const auto has_ink = (drawn().masks > 128).flatten(2).any(2);  // [T, N]
  EXPECT_FALSE(has_ink.select(1, 0).any().item<bool>());
  EXPECT_TRUE(has_ink.narrow(1, 1, has_ink.size(1) - 1).all().item<bool>());
  EXPECT_GT(drawn().advances.min().item<int>(), 15);
}

TEST(GlyphsBuild, StandsCapitalsOnTheBaselineAsHighAsAnnounced) {
  for (std::size_t face = 0; face < typefaces().size(); ++face) {
    const auto f = static_cast<std::int64_t>(face);
    for (const char letter : {'H', 'E', 'I'}) {
      const auto rows = (drawn().masks[f][character_index(letter)] > 128).any(1).nonzero().view({-1});
      const auto cap = drawn().cap_heights[f].item<int>();
      EXPECT_NEAR(static_cast<double>(rows[-1].item<std::int64_t>()), kCellBaseline - 1, 3)
          << typefaces()[face].name << letter;
      EXPECT_NEAR(static_cast<double>(rows.numel()), cap, 5) << typefaces()[face].name << letter;
    }
  }
}

TEST(GlyphsBuild, GivesATypewriterOneAdvanceAndOthersMany) {
  const auto is_even = [](std::int64_t face) {
    const auto advances = drawn().advances[face];
    return (advances.max() - advances.min()).item<int>() <= 1;
  };
  EXPECT_FALSE(is_even(0));
  EXPECT_TRUE(is_even(2));
}

TEST(GlyphsBuild, DrawsNoTwoTypefacesAlikeAndTheSameEachTime) {
  for (std::int64_t one = 0; one < drawn().masks.size(0); ++one) {
    for (std::int64_t other = 0; other < one; ++other) {
      const auto difference =
          (drawn().masks[one].to(torch::kFloat) - drawn().masks[other].to(torch::kFloat)).abs();
      EXPECT_GT(difference.mean().item<float>(), 4.0F) << one << " and " << other;
    }
  }
  EXPECT_TRUE(torch::equal(draw_glyphs().masks, drawn().masks));
}

}  // namespace
}  // namespace reverie
