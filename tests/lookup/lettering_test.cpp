// Lines of letters: broken evenly, centred, inside their box, at any size.
#include "lookup/lettering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "lookup/block_glyphs.h"

namespace reverie {
namespace {

using testing::ElementsAre;

struct Ink {
  double left, top, right, bottom;
};

Ink ink_of(const torch::Tensor& coverage) {
  const auto rows = (coverage > 0.5).any(1).nonzero().view({-1});
  const auto columns = (coverage > 0.5).any(0).nonzero().view({-1});
  const auto at = [](const torch::Tensor& from, std::int64_t i) {
    return static_cast<double>(from[i].item<std::int64_t>());
  };
  return {at(columns, 0), at(rows, 0), at(columns, -1) + 1, at(rows, -1) + 1};
}

torch::Tensor draw(const std::string& words, const LetteringBox& box) {
  return draw_lettering(block_glyphs(), words, 0, box, 200, 400);
}

TEST(Lettering, BreaksLinesEvenlyAndOnlyWhereTheyAreLong) {
  EXPECT_THAT(broken_into_lines("OPEN"), ElementsAre("OPEN"));
  EXPECT_THAT(broken_into_lines("HOSPITAL"), ElementsAre("HOSPITAL"));
  EXPECT_THAT(broken_into_lines("A CAT"), ElementsAre("A CAT"));
  EXPECT_THAT(broken_into_lines("Oxen.ai Cafe"), ElementsAre("Oxen.ai", "Cafe"));
  EXPECT_THAT(broken_into_lines("MIND THE GAP"), ElementsAre("MIND", "THE", "GAP"));
  EXPECT_THAT(broken_into_lines("HOME SWEET HOME NOW"), ElementsAre("HOME", "SWEET", "HOME NOW"));
  EXPECT_THROW(broken_into_lines("  "), Error);
}

TEST(Lettering, MakesCapitalsAsHighAsAskedWhereThereIsRoom) {
  const Ink ink = ink_of(draw("AB", {50, 40, 300, 120, 45}));
  EXPECT_NEAR(ink.bottom - ink.top, 45, 1.5);
  EXPECT_NEAR((ink.left + ink.right) / 2, 200, 1.5);
  EXPECT_NEAR((ink.top + ink.bottom) / 2, 100, 1.5);
}

// Half a pixel of a mask is a ninth of a pixel here.
TEST(Lettering, IsTheSameFromSmallerMasks) {
  const LetteringBox box{4, 4, 100, 40, 16};
  const auto drawn = [&](const Glyphs& glyphs) { return draw_lettering(glyphs, "AB C", 0, box, 48, 108); };
  const auto difference = (drawn(block_glyphs()) - drawn(block_glyphs().smaller(4))).abs();
  EXPECT_LT(difference.mean().item<double>(), 0.005);  // observed 0.0022
  EXPECT_LT(difference.max().item<double>(), 0.15);    // observed 0.065
}

TEST(Lettering, ASignsWordsLieWhereItsKindHasThem) {
  Sign sign{SignKind::Poster, "HI", 0, -1, 0, 0, 0, 0};
  const SignSize size = size_of(sign.kind, sign.words);
  sign.rows = size.rows;
  sign.columns = size.columns;
  const auto letters = letter_sign(block_glyphs(), sign, 16);
  EXPECT_EQ(letters.sizes(), (torch::IntArrayRef{sign.rows * 16, sign.columns * 16}));
  const Ink ink = ink_of(letters);
  const SignBox box = lettering_of(sign);
  EXPECT_GE(ink.top, box.top * 16 - 1);
  EXPECT_LE(ink.bottom, box.bottom * 16 + 1);
  EXPECT_NEAR((ink.left + ink.right) / 2, (box.left + box.right) * 8, 1.5);
}

TEST(Lettering, StaysInsideItsBoxHoweverLongTheWords) {
  const LetteringBox box = {30, 20, 200, 60, 90};
  for (const char* words : {"A", "ABCDEFGHIJK", "ABC DEFG", "ABCDEFGHIJ KLMNOPQ RSTUVW XYZ"}) {
    const Ink ink = ink_of(draw(words, box));
    EXPECT_GE(ink.left, 29) << words;
    EXPECT_GE(ink.top, 19) << words;
    EXPECT_LE(ink.right, 231) << words;
    EXPECT_LE(ink.bottom, 81) << words;
  }
}

TEST(Lettering, IsCrispWhenEnlarged) {
  const auto large = draw_lettering(block_glyphs(), "A", 0, {0, 0, 800, 800, 600}, 800, 800);
  const auto grey = ((large > 0.02) & (large < 0.98)).to(torch::kFloat).mean().item<float>();
  EXPECT_LT(grey, 0.01F);  // observed 0.004; without sharpening 0.017
}

TEST(Lettering, RefusesWhatItHasNoLettersFor) {
  const auto field = [](const std::string& words, std::int64_t typeface) {
    try {
      draw_lettering(block_glyphs(), words, typeface, {0, 0, 90, 90, 40}, 100, 100);
    } catch (const Error& error) {
      return error.field();
    }
    return std::string("accepted");
  };
  EXPECT_EQ(field("C++", 0), "words");
  EXPECT_EQ(field("", 0), "words");
  EXPECT_EQ(field("A", 6), "typeface");
  EXPECT_EQ(field("A", -1), "typeface");
}

}  // namespace
}  // namespace reverie
