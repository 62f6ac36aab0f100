// tests/lookup/picture_layout_test.cpp
//
// From the words of a prompt to places in its picture.

#include "lookup/picture_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <set>

namespace reverie {
namespace {

using testing::ElementsAre;

constexpr Grid kGrid{16, 18};

// 0 cat, 1 dog, 2 fox stand; 3 moon hangs.
PictureBook small_book() {
  return {1,
          1,
          {{{"cat", "cats"}, 0}, {{"dog"}, 1}, {{"fox"}, 2}, {{"moon"}, 3, {}, true}},
          {},
          torch::zeros({4, 2})};
}

std::vector<PlacedPicture> planned(const std::string& prompt, Grid grid = kGrid, uint64_t seed = 0) {
  return plan_layout(small_book().named_in(prompt), grid, seed);
}

// Pictures in the order of their columns.
std::vector<int64_t> from_left(const std::string& prompt) {
  std::vector<PlacedPicture> pictures = planned(prompt);
  std::stable_sort(pictures.begin(), pictures.end(),
                   [](const PlacedPicture& one, const PlacedPicture& other) {
                     return one.slot.column < other.slot.column;
                   });
  std::vector<int64_t> numbers;
  for (const PlacedPicture& one : pictures) numbers.push_back(one.picture);
  return numbers;
}

int64_t column_of_cat(const std::string& prompt) {
  return planned(prompt).at(0).slot.column;
}

TEST(PlanLayout, OneThingStandsInTheMiddleOrWhereTheWordsPutIt) {
  EXPECT_LT(column_of_cat("a cat on the left, in a garden"), column_of_cat("a cat in a garden"));
  EXPECT_GT(column_of_cat("a cat on the right side, in a garden"), column_of_cat("a cat in a garden"));
}

TEST(PlanLayout, ThingsStandInTheOrderOfTheWordsUnlessTheySayOtherwise) {
  EXPECT_THAT(from_left("a cat and a dog"), ElementsAre(0, 1));
  EXPECT_THAT(from_left("a cat to the left of a dog"), ElementsAre(0, 1));
  EXPECT_THAT(from_left("a cat to the right of a dog"), ElementsAre(1, 0));
  EXPECT_THAT(from_left("two cats right of a dog"), ElementsAre(1, 0, 0));
  EXPECT_THAT(from_left("a cat on the right and a dog on the left"), ElementsAre(1, 0));
  EXPECT_THAT(from_left("a cat, a dog and a fox"), ElementsAre(0, 1, 2));
  EXPECT_THAT(from_left("a cat between a dog and a fox"), ElementsAre(1, 0, 2));
  EXPECT_THAT(from_left("a dog between two cats"), ElementsAre(0, 1, 0));
  EXPECT_THAT(from_left("a cat in the middle, a fox on the left and a dog on the right"),
              ElementsAre(2, 0, 1));
}

TEST(PlanLayout, WhatHangsInTheSkyIsAboveWhatStands) {
  const auto below = planned("a cat below the moon"), above = planned("a moon above a cat");
  for (const auto& stack : {below, above}) {
    ASSERT_EQ(stack.size(), 2U);
    EXPECT_EQ(stack[0].picture, 3);
    EXPECT_EQ(stack[0].slot.column, stack[1].slot.column);
    EXPECT_LT(stack[0].slot.row, stack[1].slot.row);
  }
  const auto apart = planned("a cat and the moon");
  EXPECT_NE(apart[0].slot.column, apart[1].slot.column);
  EXPECT_LT(apart[1].slot.row, apart[0].slot.row);
}

TEST(PlanLayout, MoreThanThreeStandInRowsAsLongAsThereIsRoom) {
  const auto six = planned("six cats");
  ASSERT_EQ(six.size(), 6U);
  std::set<std::pair<int64_t, int64_t>> different;
  for (const PlacedPicture& one : six) different.insert({one.slot.row, one.slot.column});
  EXPECT_EQ(different.size(), 6U);
  EXPECT_EQ(planned("nine cats").size(), 6U) << "two rows have room";
}

TEST(PlanLayout, ASeedMovesTheScene) {
  std::set<int64_t> columns;
  for (uint64_t seed = 0; seed < 20; ++seed) columns.insert(planned("a cat", kGrid, seed)[0].slot.column);
  EXPECT_EQ(columns.size(), 3U);
}

TEST(PlanLayout, WithoutRoomNothingIsShown) {
  EXPECT_TRUE(planned("a cat and a dog", {4, 4}).empty());
  EXPECT_TRUE(planned("nothing of that").empty());
}

}  // namespace
}  // namespace reverie
