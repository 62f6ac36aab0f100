// Examples: what is given, what is wanted, and the words.
#include "training/world/example.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "training/world/captions.h"
#include "training/world/facts.h"

namespace reverie {
namespace {

TEST(Example, IsTextToImageAndDependsOnTheSeedAlone) {
  for (uint64_t i = 0; i < 20; ++i) {
    Random once(3, i), again(3, i);
    const Example first = sample_example(once, {}), second = sample_example(again, {});
    EXPECT_TRUE(first.references.empty());
    EXPECT_EQ(first.target.place, second.target.place);
    EXPECT_EQ(first.target.grid, second.target.grid);
    EXPECT_EQ(first.target.sprites.size(), second.target.sprites.size());
  }
}

TEST(Example, IsSquareInAboutHalfOfAllCases) {
  int squares = 0;
  for (uint64_t i = 0; i < 200; ++i) {
    Random random(4, i);
    if (sample_example(random, {}).target.grid == Grid{16, 16}) ++squares;
  }
  // One half and a seventh of the other: 114 expected, deviation 7.
  EXPECT_GT(squares, 85);
  EXPECT_LT(squares, 143);
}

TEST(Example, KeepsAGridThatIsGiven) {
  for (uint64_t i = 0; i < 10; ++i) {
    Random random(5, i);
    EXPECT_EQ(sample_example(random, {.scene = {.grid = {9, 12}}}).target.grid, (Grid{9, 12}));
  }
}

TEST(Example, IsAskedForInTheWordsOfItsTarget) {
  Random random(6, 0);
  const Example example = sample_example(random, {});
  Random ours(7, 0), captions(7, 0);
  EXPECT_EQ(words_for(example, ours), caption(example.target, captions));
}

// Some places have an old name that means another one first; nearly all can be told from the words.
TEST(Example, NamesItsPlaceInACaption) {
  constexpr uint64_t kExamples = 1500;
  int64_t named = 0, found = 0;
  for (uint64_t i = 0; i < kExamples; ++i) {
    Random random(10, i);
    const Example example =
        sample_example(random, {.scene = lesson_scenes(Lesson::Wide), .references = true});
    const Facts facts = facts_of(words_for(example, random));
    if (!std::holds_alternative<Captioned>(example.task)) continue;
    ++named;
    found += facts.places.contains(example.target.place) ? 1 : 0;
  }
  EXPECT_GT(named, static_cast<int64_t>(kExamples) / 3);
  EXPECT_GE(found, named * 98 / 100);
}

TEST(Example, IsAskedForInWordsThatTheLessonLists) {
  const auto with = example_words(Lesson::First, true), without = example_words(Lesson::First, false);
  const auto knows = [](const std::vector<std::string>& words, const std::string& word) {
    return std::binary_search(words.begin(), words.end(), word);
  };
  EXPECT_TRUE(knows(with, "replace"));
  EXPECT_FALSE(knows(without, "replace"));
  for (uint64_t i = 0; i < 2000; ++i) {
    Random random(9, i);
    const Example example =
        sample_example(random, {.scene = lesson_scenes(Lesson::First), .references = true});
    const std::string text = words_for(example, random);
    for (const std::string& word : words_of(text))
      EXPECT_TRUE(knows(with, word)) << '"' << word << "\" in: " << text;
  }
}

TEST(Example, IsHalfOfTheTimeAskedForWithReferencesOfEveryKind) {
  constexpr uint64_t kExamples = 1000;
  int given = 0, edits = 0, scenes = 0, groups = 0;
  for (uint64_t i = 0; i < kExamples; ++i) {
    Random random(8, i);
    const Example example = sample_example(random, {.references = true});
    if (example.references.empty()) continue;
    ++given;
    if (const auto* edit = std::get_if<Edit>(&example.task)) {
      ++edits;
      EXPECT_EQ(example.references.size(), 1U);
      EXPECT_EQ(example.references[0].grid, example.target.grid);
      EXPECT_EQ(example.target.sprites, edit->after.sprites);
    } else if (std::holds_alternative<ReferencedScene>(example.task)) {
      ++scenes;
    } else {
      ++groups;
      EXPECT_EQ(example.references[0].sprites, example.target.sprites) << "the subjects of a group stay";
    }
    EXPECT_FALSE(words_for(example, random).empty());
  }
  EXPECT_NEAR(given, 500, 60);
  EXPECT_NEAR(edits, 300, 50);
  EXPECT_NEAR(scenes, 150, 40);
  EXPECT_NEAR(groups, 50, 25);
}

}  // namespace
}  // namespace reverie
