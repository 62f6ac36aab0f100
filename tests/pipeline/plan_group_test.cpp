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

TEST(PlanGroup, HostilePromptsEndSoon) {
  EXPECT_EQ(plan_group(std::string(100'000, 'a'), 15).size(), 1U);
  EXPECT_EQ(plan_group(std::string(3'900, ','), 15).size(), 1U);
  EXPECT_EQ(plan_group(std::string(1'900, '2') + " " + std::string(1'900, ' '), 15).size(), 1U);
}

}  // namespace
}  // namespace reverie
