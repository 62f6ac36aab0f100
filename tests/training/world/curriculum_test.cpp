// What the first lesson shows, and that its list of words is true.
#include "training/world/curriculum.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "training/world/captions.h"
#include "training/world/objects.h"

namespace reverie {
namespace {

using ::testing::Contains;
using ::testing::Not;

TEST(Curriculum, TheFirstLessonHoldsTwentyFourDifferentObjects) {
  const std::vector<std::int64_t> indexes = lesson_objects(Lesson::First);
  EXPECT_EQ(std::set<std::int64_t>(indexes.begin(), indexes.end()).size(), 24U);
}

TEST(Curriculum, ALessonsWordsAreThoseOfItsCaptionsAndNoOthers) {
  const std::vector<std::string> words = lesson_words(Lesson::First);
  EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
  for (const std::int64_t index : lesson_objects(Lesson::First)) {
    EXPECT_THAT(words, Contains(objects()[static_cast<std::size_t>(index)].name));
  }
  EXPECT_THAT(words, Not(Contains("giraffe")));
  SceneOptions options;
  options.objects = lesson_objects(Lesson::First);
  for (std::uint64_t i = 0; i < 200; ++i) {
    Random random(2, i);  // captions that the list was not collected from
    const Scene scene = sample_scene(random, options);
    for (const std::string& word : words_of(caption(scene, random))) EXPECT_THAT(words, Contains(word));
  }
}

TEST(Curriculum, OnlyALessonWithSeasonsKnowsTheirWords) {
  const std::vector<std::string> plain = lesson_words(Lesson::First);
  const std::vector<std::string> more = lesson_words(Lesson::First, {.seasons_and_weather = true});
  for (const char* word :
       {"wintertime", "autumn", "summer", "fog", "raining", "storm", "snowfall", "clear"}) {
    EXPECT_THAT(plain, Not(Contains(word)));
    EXPECT_THAT(more, Contains(word));
  }
}

}  // namespace
}  // namespace reverie
