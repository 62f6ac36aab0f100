// What signs say: only letters that can be drawn, of a size that can be read, and nothing withheld by
// accident.
#include "training/world/lettering/sign_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "lookup/lettering.h"

namespace reverie {
namespace {

void expect_fit_for_signs(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  EXPECT_GE(words.size(), 1U) << text;
  EXPECT_LE(words.size(), 4U) << text;
  for (const char c : text) EXPECT_NO_THROW(character_index(c)) << text;
  EXPECT_LE(longest_of(broken_into_lines(text)), 16U) << text;
  for (const std::string& word : words) EXPECT_LE(word.size(), 11U) << text;
}

TEST(SignWords, AreAFewHundredDifferentTexts) {
  const auto& words = sign_words();
  EXPECT_GE(words.size(), 240U);
  EXPECT_EQ(std::set<std::string>(words.begin(), words.end()).size(), words.size());
  for (const std::string& text : words) expect_fit_for_signs(text);
}

TEST(SignWords, VaryAndCanAllBeWritten) {
  std::set<std::string> texts;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    Random random(1, i);
    const std::string text = sample_sign_words(random, false);
    expect_fit_for_signs(text);
    texts.insert(text);
  }
  EXPECT_GT(texts.size(), 1200U);
}

TEST(SignWords, AreWithheldInOneOfTwentyWhateverTheirCase) {
  int withheld = 0;
  for (std::uint64_t i = 0; i < 300; ++i) {
    Random random(2, i), other(3, i);
    EXPECT_FALSE(is_held_out_text(sample_sign_words(random, false)));
    EXPECT_TRUE(is_held_out_text(sample_sign_words(other, true)));
  }
  for (int i = 0; i < 4000; ++i) {
    const std::string text = "Word" + std::to_string(i);
    withheld += is_held_out_text(text);
    EXPECT_EQ(is_held_out_text(text), is_held_out_text("WORD" + std::to_string(i)));
  }
  EXPECT_NEAR(withheld / 4000.0, 0.05, 0.015);
}

}  // namespace
}  // namespace reverie
