// Scenes to be drawn from reference pictures: what the pictures show, and how the words name them.
#include "training/world/references.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"
#include "training/world/curriculum.h"

namespace reverie {
namespace {

constexpr std::uint64_t kScenes = 4000;

const std::vector<ReferencedScene>& scenes() {
  static const std::vector<ReferencedScene> all = [] {
    std::vector<ReferencedScene> made;
    for (std::uint64_t i = 0; i < kScenes; ++i) {
      Random random(21, i);
      made.push_back(sample_referenced_scene(random, {}));
    }
    return made;
  }();
  return all;
}

TEST(References, ShowEachSubjectAloneAndSomewhereElse) {
  for (const ReferencedScene& scene : scenes()) {
    ASSERT_EQ(scene.subjects.size(), scene.target.sprites.size());
    for (std::size_t i = 0; i < scene.subjects.size(); ++i) {
      if (scene.subjects[i] < 0) continue;
      const Scene& reference = scene.references.at(static_cast<std::size_t>(scene.subjects[i]));
      ASSERT_EQ(reference.sprites.size(), 1U);
      EXPECT_EQ(reference.sprites[0].object, scene.target.sprites[i].object);
      EXPECT_EQ(reference.sprites[0].colour, scene.target.sprites[i].colour);
      EXPECT_FALSE(reference.place == scene.target.place && reference.time == scene.target.time);
    }
  }
}

TEST(References, ShowAPlaceEmptyAndAsTheTargetHasIt) {
  std::size_t seen = 0;
  for (const ReferencedScene& scene : scenes()) {
    if (scene.place < 0) continue;
    const Scene& reference = scene.references.at(static_cast<std::size_t>(scene.place));
    EXPECT_TRUE(reference.sprites.empty());
    EXPECT_EQ(reference.place, scene.target.place);
    EXPECT_EQ(reference.layout, scene.target.layout);
    EXPECT_EQ(reference.time, scene.target.time);
    ++seen;
  }
  EXPECT_GT(seen, kScenes / 8);
}

TEST(References, AreEachUsedOnceAndComeInAnyOrder) {
  std::size_t out_of_order = 0;
  for (const ReferencedScene& scene : scenes()) {
    std::multiset<std::int64_t> used;
    for (const std::int64_t subject : scene.subjects) {
      if (subject >= 0) used.insert(subject);
    }
    if (scene.place >= 0) used.insert(scene.place);
    ASSERT_EQ(used.size(), scene.references.size());
    for (std::size_t i = 0; i < scene.references.size(); ++i)
      EXPECT_EQ(used.count(static_cast<std::int64_t>(i)), 1U);
    out_of_order +=
        scene.subjects.size() > 1 && scene.subjects[0] > scene.subjects[1] && scene.subjects[1] >= 0 ? 1 : 0;
  }
  EXPECT_GT(out_of_order, kScenes / 20);
}

TEST(References, AreNamedInTheWordsWhichSayNoColourOfWhatTheyShow) {
  std::set<std::string> known;
  for (const auto& some : {vocabulary_words(), reference_words()}) known.insert(some.begin(), some.end());
  for (std::uint64_t i = 0; i < kScenes; ++i) {
    Random random(22, i);
    const ReferencedScene& scene = scenes()[i];
    const std::string text = words_of_references(scene, random);
    for (const std::string& word : words_of(text))
      EXPECT_TRUE(known.count(word)) << "\"" << word << "\" in: " << text;
    const bool all_given =
        std::all_of(scene.subjects.begin(), scene.subjects.end(), [](auto s) { return s >= 0; });
    if (!all_given) continue;
    const auto& phrases = places()[static_cast<std::size_t>(scene.target.place)].phrases;
    for (const Colour& colour : colours()) {
      if (testing::Value(phrases, testing::Contains(testing::HasSubstr(colour.name))))
        continue;  // "a green meadow"
      const auto words = words_of(text);
      EXPECT_EQ(std::count(words.begin(), words.end(), colour.name), 0) << text;
    }
  }
}

TEST(References, AreCalledByTheirNumberFromOneToFourteen) {
  std::set<std::string> names;
  for (std::uint64_t i = 0; i < 100; ++i) {
    Random random(1, i);
    names.insert(picture_name(3, random));
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre("image 3", "picture 3", "@Image3", "the third image",
                                                   "the third picture"));
  Random random(1, 1);
  EXPECT_THROW(picture_name(0, random), Error);
  EXPECT_THROW(picture_name(15, random), Error);
}

TEST(Groups, KeepTheirSubjectsWhereTheyStandAndChangeTheRest) {
  for (std::uint64_t i = 0; i < 300; ++i) {
    Random random(23, i);
    const std::vector<Scene> group = sample_group(random, {}, 4);
    ASSERT_EQ(group.size(), 4U);
    for (const Scene& scene : group) {
      EXPECT_EQ(scene.sprites, group[0].sprites);
      EXPECT_FALSE(holds_held_out_pair(scene));
    }
  }
  Random random(1, 1);
  EXPECT_THROW(sample_group(random, {}, 1), Error);
}

// A sign that stands alone leaves no subject to go on with; one in eight of these scenes began with such a
// sign.
TEST(SampleGroup, FindsASubjectWhereScenesHaveSignsThatStandAlone) {
  for (std::uint64_t i = 0; i < 300; ++i) {
    Random random(31, i);
    const auto group = sample_group(random, lesson_scenes(Lesson::All), 2);
    EXPECT_FALSE(group.front().sprites.empty());
    EXPECT_EQ(group.front().sprites, group.back().sprites);
  }
}

}  // namespace
}  // namespace reverie
