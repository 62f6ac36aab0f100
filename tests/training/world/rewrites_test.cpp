// Both sides of a rewriting say the same scene: read back with facts.h, in the words the image model knows.
#include "training/world/rewrites.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "training/world/captions.h"
#include "training/world/facts.h"

namespace reverie {
namespace {

constexpr std::uint64_t kScenes = 3000;

template <typename Check>
void for_each_pair(Manner manner, Surprises surprises, const Check& check) {
  for (std::uint64_t i = 0; i < kScenes; ++i) {
    Random random(11, i);
    const Scene scene = sample_scene(random);
    check(scene, rewriting_of(scene, manner, surprises, random));
  }
}

TEST(Rewrites, KeepEverythingThatWasSaidAndNameNothingElse) {
  for (const Manner manner : {Manner::Standard, Manner::Fast}) {
    for_each_pair(manner, Surprises::None, [](const Scene&, const Rewriting& pair) {
      EXPECT_EQ(broken_fact(facts_of(pair.prompt), facts_of(pair.answer)), "")
          << pair.prompt << " -> " << pair.answer;
    });
  }
}

TEST(Rewrites, AreTrueOfTheirScene) {
  for_each_pair(Manner::Standard, Surprises::None, [](const Scene& scene, const Rewriting& pair) {
    EXPECT_EQ(broken_fact(facts_of(pair.answer), facts_of(scene)), "") << pair.answer;
  });
}

TEST(Rewrites, UseOnlyWordsThatCaptionsUse) {
  const auto known = vocabulary_words();
  for_each_pair(Manner::Standard, Surprises::None, [&](const Scene&, const Rewriting& pair) {
    for (const std::string& word : words_of(pair.answer)) {
      EXPECT_TRUE(std::binary_search(known.begin(), known.end(), word)) << word << " in: " << pair.answer;
    }
  });
}

TEST(Rewrites, MostPromptsGrowAndTheStandardMannerAddsMore) {
  const auto added_words = [](Manner manner) {
    double sum = 0;
    for_each_pair(manner, Surprises::None, [&](const Scene&, const Rewriting& pair) {
      sum += static_cast<double>(words_of(pair.answer).size()) -
             static_cast<double>(words_of(pair.prompt).size());
    });
    return sum / static_cast<double>(kScenes);
  };
  const double fast = added_words(Manner::Fast), standard = added_words(Manner::Standard);
  EXPECT_GT(fast, 1.5);
  EXPECT_GT(standard, fast + 1);
}

TEST(Rewrites, StandardOnesSayTheTimeOfDay) {
  for_each_pair(Manner::Standard, Surprises::None, [](const Scene&, const Rewriting& pair) {
    EXPECT_FALSE(facts_of(pair.answer).times.empty()) << pair.answer;
  });
}

TEST(Rewrites, CopyWordsInQuotesAsTheyStand) {
  int quoted = 0;
  for_each_pair(Manner::Standard, Surprises::Some, [&](const Scene&, const Rewriting& pair) {
    const auto in_quotes = [](const std::string& text) {
      const std::size_t begin = text.find('"');
      return begin == std::string::npos ? "" : text.substr(begin, text.find('"', begin + 1) + 1 - begin);
    };
    if (!in_quotes(pair.prompt).empty()) ++quoted;
    EXPECT_EQ(in_quotes(pair.prompt), in_quotes(pair.answer));
  });
  EXPECT_GT(quoted, 50);
}

TEST(Rewrites, CopyWordsThatNobodyKnowsAndPutMistakesRight) {
  const auto known = vocabulary_words();
  int copied = 0, corrected = 0;
  for_each_pair(Manner::Standard, Surprises::Some, [&](const Scene&, const Rewriting& pair) {
    const auto answer = words_of(pair.answer);
    for (const std::string& word : words_of(pair.prompt)) {
      if (std::binary_search(known.begin(), known.end(), word)) continue;
      const bool is_there = std::find(answer.begin(), answer.end(), word) != answer.end();
      ++(is_there ? copied : corrected);
    }
  });
  EXPECT_GT(copied, 100);
  EXPECT_GT(corrected, 50);
}

TEST(Rewrites, DependOnSeedAndIndexAlone) {
  for (std::uint64_t i = 0; i < 20; ++i) {
    Random first(3, i), second(3, i);
    const Rewriting a = rewriting_of(sample_scene(first), Manner::Standard, Surprises::Some, first);
    const Rewriting b = rewriting_of(sample_scene(second), Manner::Standard, Surprises::Some, second);
    EXPECT_EQ(a.prompt, b.prompt);
    EXPECT_EQ(a.answer, b.answer);
  }
}

}  // namespace
}  // namespace reverie
