// What a model is taught to write, and the lists by which its texts are judged.
#include "training/world/writing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "training/world/captions.h"

namespace reverie {
namespace {

bool holds(const std::vector<std::string>& sorted, const std::string& word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

TEST(Writing, PutsThePromptIntoItsInstruction) {
  for (std::uint64_t i = 0; i < 60; ++i) {
    Random random(1, i);
    const Scene scene = sample_scene(random);
    const auto task = static_cast<WritingTask>(i % 3);
    const WritingSample sample = writing_of(scene, task, Surprises::Some, random);
    EXPECT_NE(sample.question.find(sample.prompt), std::string::npos);
    EXPECT_EQ(sample.question.find('{'), std::string::npos) << sample.question;
    EXPECT_TRUE(sample.question.ends_with('\n'));
    EXPECT_FALSE(sample.answer.empty());
  }
}

TEST(WritingWords, AddPlacesAndTimesButNeitherThingsNorColours) {
  const WritingWords words = writing_words({});
  for (const char* word : {"beach", "night", "dawn", "forest"}) EXPECT_TRUE(holds(words.adds, word)) << word;
  for (const char* word : {"cat", "car", "robot", "tulip"}) EXPECT_FALSE(holds(words.adds, word)) << word;
  for (const Colour& colour : colours()) {
    EXPECT_FALSE(holds(words.adds, colour.name)) << colour.name;
    EXPECT_TRUE(holds(words.modifiers, colour.name)) << colour.name;
  }
}

TEST(WritingWords, APlanMayLeaveOutWhatAsksForItAndNothingElse) {
  const WritingWords words = writing_words({});
  for (const char* word : {"pictures", "different", "storyboard", "three"}) {
    EXPECT_TRUE(holds(words.plan_words, word)) << word;
  }
  for (const char* word : {"cat", "red", "beach", "night"})
    EXPECT_FALSE(holds(words.plan_words, word)) << word;
}

TEST(WritingWords, AreTheSameEachTime) {
  EXPECT_EQ(writing_words({}).adds, writing_words({}).adds);
}

}  // namespace
}  // namespace reverie
