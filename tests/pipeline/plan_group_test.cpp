// tests/pipeline/plan_group_test.cpp
//
// Lists, known sets and numbers in a prompt become its pictures; nothing else does.

#include "pipeline/plan_group.h"

#include <gmock/gmock.h>

namespace reverie {
namespace {

using ::testing::ElementsAre;

TEST(PlanGroup, AListAfterAColonIsOnePictureEach) {
  EXPECT_THAT(
      plan_group("A character design sheet for a fantasy warrior: front view, side view, and back view", 15),
      ElementsAre("A character design sheet for a fantasy warrior: front view",
                  "A character design sheet for a fantasy warrior: side view",
                  "A character design sheet for a fantasy warrior: back view"));
  EXPECT_THAT(plan_group("A logo: red and blue", 15), ElementsAre("A logo: red", "A logo: blue"));
}

TEST(PlanGroup, FourSeasonsAreKnown) {
  EXPECT_THAT(
      plan_group("The fox in four seasons", 4),
      ElementsAre("The fox in spring", "The fox in summer", "The fox in autumn", "The fox in winter"));
}

TEST(PlanGroup, ANumberOfPicturesIsCounted) {
  EXPECT_EQ(plan_group("A series of 3 illustrations of a lighthouse", 15).size(), 3U);
  EXPECT_EQ(plan_group("Generate four images of a cat at play", 15).size(), 4U);
  EXPECT_EQ(plan_group("a storyboard of six panels about a robot", 15).size(), 6U);
}

TEST(PlanGroup, ThingsInAPictureAreNoPictures) {
  EXPECT_THAT(plan_group("three apples in a kitchen", 15), ElementsAre("three apples in a kitchen"));
  EXPECT_THAT(plan_group("a mountain lake at dawn", 15), ElementsAre("a mountain lake at dawn"));
  EXPECT_THAT(plan_group("a cat, a dog, and a bird", 15), ElementsAre("a cat, a dog, and a bird"));
}

TEST(PlanGroup, TheCeilingHolds) {
  EXPECT_EQ(plan_group("The fox in four seasons", 2).size(), 2U);
  EXPECT_EQ(plan_group("a series of 9 pictures", 3).size(), 3U);
  EXPECT_THAT(plan_group("The fox in four seasons", 1), ElementsAre("The fox in four seasons"));
}

TEST(PlanGroup, ANumberOfPicturesIsNotDrawnWithTheSubjectOfAList) {
  EXPECT_THAT(plan_group("Three pictures of a cat: on a beach, in a forest, at night", 15),
              ElementsAre("a cat on a beach", "a cat in a forest", "a cat at night"));
  EXPECT_THAT(plan_group("two views of a house: front and back", 15),
              ElementsAre("a house: front", "a house: back"));
}

TEST(PlanGroup, AModelIsAskedWhereThePromptListsNothing) {
  const Planner planner = [](const std::string& prompt, int64_t most) {
    std::vector<std::string> lines;
    for (int64_t i = 0; i < most; ++i) lines.push_back(prompt + std::to_string(i));
    return lines;
  };
  EXPECT_THAT(plan_group("a storyboard", 2, planner), ElementsAre("a storyboard0", "a storyboard1"));
  EXPECT_THAT(plan_group("two pictures of a cat", 3, planner).size(), 2U) << "as many as asked for";
  EXPECT_THAT(plan_group("The fox in four seasons", 4, planner)[0], "The fox in spring") << "rules go first";
}

TEST(PlanGroup, APlanOfTooFewIsNotFollowed) {
  const Planner planner = [](const std::string&, int64_t) { return std::vector<std::string>{"a", "b"}; };
  EXPECT_EQ(plan_group("a series of 3 pictures of a cat", 15, planner).size(), 3U);
  const Planner silent = [](const std::string&, int64_t) { return std::vector<std::string>{}; };
  EXPECT_THAT(plan_group("a lake at dawn", 15, silent), ElementsAre("a lake at dawn"));
}

TEST(PlanGroup, HostilePromptsEndSoon) {
  EXPECT_EQ(plan_group(std::string(100'000, 'a'), 15).size(), 1U);
  EXPECT_EQ(plan_group(std::string(3'900, ','), 15).size(), 1U);
  EXPECT_EQ(plan_group(std::string(1'900, '2') + " " + std::string(1'900, ' '), 15).size(), 1U);
}

}  // namespace
}  // namespace reverie
