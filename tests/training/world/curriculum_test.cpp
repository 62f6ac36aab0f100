// What the lessons show, and that their lists of words are true.
#include "training/world/curriculum.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"
#include "training/world/captions.h"
#include "training/world/objects.h"

namespace reverie {
namespace {

using ::testing::Contains;
using ::testing::Not;

TEST(Curriculum, TheFirstLessonHoldsTwentyFourDifferentObjects) {
  const std::vector<std::int64_t> indexes = lesson_scenes(Lesson::First).objects;
  EXPECT_EQ(std::set<std::int64_t>(indexes.begin(), indexes.end()).size(), 24U);
  EXPECT_EQ(lesson_scenes(Lesson::First).places.size(), 12U);
  EXPECT_TRUE(lesson_scenes(Lesson::Second).places.empty()) << "every place";
}

TEST(Curriculum, TheBroadLessonHoldsEveryObjectInThePlacesOfTheFirst) {
  const SceneOptions broad = lesson_scenes(Lesson::Broad);
  EXPECT_TRUE(broad.objects.empty()) << "every object";
  EXPECT_EQ(broad.places, lesson_scenes(Lesson::First).places);
  EXPECT_FALSE(broad.seasons_and_weather || broad.styles || broad.signs);
}

std::set<std::int64_t> objects_of(Lesson lesson) {
  const std::vector<std::int64_t> indexes = lesson_scenes(lesson).objects;
  const std::set<std::int64_t> different(indexes.begin(), indexes.end());
  EXPECT_EQ(different.size(), indexes.size());
  return different;
}

TEST(Curriculum, TheSecondLessonHoldsTheFirstAndWhatPeopleTypeFirst) {
  const std::set<std::int64_t> second = objects_of(Lesson::Second);
  EXPECT_GE(second.size(), 110U);
  EXPECT_LE(second.size(), 140U);
  for (const std::int64_t index : objects_of(Lesson::First)) EXPECT_THAT(second, Contains(index));
  // Out of the prompts that other services' handbooks show.
  for (const char* word : {"owl", "t-rex", "mug", "armchair", "jazz singer", "tropical flower", "flowers",
                           "warrior", "pine tree", "grapes", "pile of books", "gear", "ancient temple"}) {
    EXPECT_THAT(second, Contains(object_index(word))) << word;
  }
}

TEST(Curriculum, ALessonIsFoundByItsNameAndOthersAreRefused) {
  EXPECT_EQ(lesson_of("first"), Lesson::First);
  EXPECT_EQ(lesson_of("second"), Lesson::Second);
  EXPECT_EQ(lesson_of("all"), Lesson::All);
  EXPECT_TRUE(lesson_scenes(Lesson::All).objects.empty());
  EXPECT_EQ(lesson_of("broad"), Lesson::Broad);
  EXPECT_EQ(lesson_names().size(), 5U);
  const SceneOptions wide = lesson_scenes(lesson_of("wide"));
  EXPECT_TRUE(wide.objects.empty() && wide.places.empty() && wide.seasons_and_weather);
  EXPECT_FALSE(wide.signs || !wide.styles);
  const SceneOptions drawn = network_scenes(Lesson::All);
  EXPECT_TRUE(drawn.signs && drawn.seasons_and_weather);
  EXPECT_FALSE(drawn.styles) << "they are drawn over finished pictures";
  try {
    lesson_of("third");
    FAIL() << "a lesson nobody gave was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(error.field(), "lesson");
    EXPECT_THAT(error.what(), testing::HasSubstr("third"));
  }
}

TEST(Curriculum, ALessonsWordsAreThoseOfItsCaptionsAndNoOthers) {
  const std::vector<std::string> words = lesson_words(Lesson::First);
  EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
  for (const std::int64_t index : lesson_scenes(Lesson::First).objects) {
    EXPECT_THAT(words, Contains(objects()[static_cast<std::size_t>(index)].name));
  }
  EXPECT_THAT(words, Not(Contains("giraffe")));
  const SceneOptions options = lesson_scenes(Lesson::First);
  for (std::uint64_t i = 0; i < 200; ++i) {
    Random random(2, i);  // captions that the list was not collected from
    const Scene scene = sample_scene(random, options);
    for (const std::string& word : words_of(caption(scene, random))) EXPECT_THAT(words, Contains(word));
  }
}

TEST(Curriculum, OnlyALessonWithSeasonsKnowsTheirWords) {
  const std::vector<std::string> plain = lesson_words(Lesson::First);
  const std::vector<std::string> more = lesson_words(Lesson::Second);
  for (const char* word :
       {"wintertime", "autumn", "summer", "fog", "raining", "storm", "snowfall", "clear"}) {
    EXPECT_THAT(plain, Not(Contains(word)));
    EXPECT_THAT(more, Contains(word));
  }
}

}  // namespace
}  // namespace reverie
