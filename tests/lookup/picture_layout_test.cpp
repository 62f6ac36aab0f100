// tests/lookup/picture_layout_test.cpp
//
// From the words of a prompt to places in its picture.

#include "lookup/picture_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>
#include <set>

#include "lookup/small_books.h"
#include "lookup/worn_things.h"

namespace reverie {
namespace {

using testing::ElementsAre;

constexpr Grid kGrid{16, 18};

// 0 cat, 1 dog, 2 fox stand; 3 moon hangs.
PictureBook small_book(std::optional<BookDrawings> drawings = {}) {
  return {kSlotTokens,
          kSlotTokens,
          {{{"cat", "cats"}, 0}, {{"dog"}, 1}, {{"fox"}, 2}, {{"moon"}, 3, {}, true}},
          {},
          torch::zeros({4 * kSlotTokens * kSlotTokens, 2}),
          std::move(drawings)};
}

// The same with outlines: all fill the lower half of their square.
PictureBook drawn_book() {
  constexpr int64_t kSide = kSlotTokens * PictureBook::kDrawingPx;
  Tensor rgba = torch::zeros({4, 4, kSide, kSide}, torch::kUInt8);
  rgba.narrow(2, kSide / 2, kSide / 2).fill_(255);
  return small_book(BookDrawings{rgba, {{1, 1, 1}}});
}

std::vector<PlacedPicture> planned(const std::string& prompt, Grid grid = kGrid, uint64_t seed = 0) {
  const PictureBook book = small_book();
  return plan_layout(book, book.named_in(prompt), grid, seed);
}

std::vector<PlacedPicture> drawn(const std::string& prompt, Grid grid = kGrid) {
  const PictureBook book = drawn_book();
  return plan_layout(book, book.named_in(prompt), grid, 0);
}

// Of the one thing in it.
int64_t size_in(const std::string& prompt) {
  return drawn(prompt).at(0).tokens;
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

TEST(PlanLayout, WithOutlinesMoreThanThreeAreACrowdOfOneGroup) {
  const auto six = drawn("six cats");
  ASSERT_EQ(six.size(), 6U);
  for (const PlacedPicture& one : six) {
    EXPECT_LT(one.tokens, kSlotTokens);
    EXPECT_EQ(one.group, 0);
  }
  EXPECT_EQ(drawn("nine cats").size(), 9U);
  EXPECT_EQ(drawn("a cat, a dog, a fox and two cats").size(), 5U);
}

TEST(PlanLayout, AThingHasTheSizeThatIsSaidRightBeforeIt) {
  EXPECT_EQ(size_in("a huge cat"), 10);
  EXPECT_EQ(size_in("a tiny brown cat"), 3) << "cats do not come in brown";
  EXPECT_EQ(size_in("a small moon"), 4);
  EXPECT_EQ(size_in("a cat on a huge lawn"), kSlotTokens);
  EXPECT_EQ(planned("a huge cat").at(0).tokens, kSlotTokens) << "without an outline it cannot be drawn";
  const auto three = drawn("three tiny cats");
  ASSERT_EQ(three.size(), 3U);
  for (const PlacedPicture& one : three) EXPECT_TRUE(one.tokens == 3 && !one.group) << "they stand apart";
}

TEST(PlanLayout, AShotSetsTheSizeOfEverything) {
  EXPECT_EQ(size_in("a close-up of a cat"), 10);
  EXPECT_EQ(size_in("a cat, macro shot"), 10);
  EXPECT_EQ(size_in("portrait of a cat"), 8);
  EXPECT_EQ(size_in("a wide shot of a cat"), 4);
  EXPECT_EQ(size_in("a cat in the distance"), 4);
  EXPECT_EQ(size_in("a close-up of a tiny cat"), 3) << "the thing's own size counts first";
  EXPECT_EQ(size_in("a cat in portrait format"), kSlotTokens);
  for (const PlacedPicture& one : drawn("a wide shot of a cat and a dog")) EXPECT_EQ(one.tokens, 4);
}

TEST(PlanLayout, LargeThingsThatCoverEachOtherAreOneGroup) {
  const auto two = drawn("a huge cat and a huge dog", {16, 16});
  ASSERT_EQ(two.size(), 2U);
  EXPECT_TRUE(two[0].group && two[0].group == two[1].group);
  const auto apart = drawn("a huge cat and a dog", {16, 20});
  EXPECT_FALSE(apart[0].group || apart[1].group);
}

TEST(PlanLayout, ALargeThingInTheSkyIsOneGroupWithWhatItReaches) {
  const auto stack = drawn("a huge moon above a huge cat", {16, 16});
  ASSERT_EQ(stack.size(), 2U);
  EXPECT_TRUE(stack[0].group && stack[0].group == stack[1].group);
}

TEST(PlanLayout, WhatIsBehindIsFirstInItsGroup) {
  for (const char* prompt : {"a cat behind a dog", "a dog in front of the cat"}) {
    const auto two = drawn(prompt);
    ASSERT_EQ(two.size(), 2U) << prompt;
    EXPECT_EQ(two[0].picture, 0) << prompt;
    EXPECT_LT(two[0].slot.row, two[1].slot.row) << prompt;
    EXPECT_TRUE(two[0].group && two[0].group == two[1].group) << prompt;
  }
  EXPECT_FALSE(planned("a cat behind a dog")[0].group);
}

TEST(PlanLayout, OneThingStandsOnOrUnderAnother) {
  for (const char* prompt : {"a cat on a dog", "a cat sitting on top of a dog"}) {
    const auto on = drawn(prompt);
    ASSERT_EQ(on.size(), 2U) << prompt;
    EXPECT_EQ(on[1].picture, 0) << prompt << ": it is in front";
    EXPECT_EQ(on[1].slot.row + on[1].tokens, on[0].slot.row + 3) << prompt << ": where the dog begins";
  }
  const auto under = drawn("a tiny cat under a dog");
  ASSERT_EQ(under.size(), 2U);
  EXPECT_EQ(under[1].tokens, 3);
  EXPECT_GT(under[0].tokens, kSlotTokens);
  EXPECT_EQ(under[0].slot.row + under[0].tokens, under[1].slot.row + under[1].tokens);
}

TEST(PlanLayout, OtherThingsStandBesideTwoOfWhichOneIsBehindTheOther) {
  const auto three = drawn("a fox and a cat behind a dog");
  ASSERT_EQ(three.size(), 3U);
  EXPECT_EQ(three[0].picture, 2);
  EXPECT_FALSE(three[0].group);
  EXPECT_GT(three[1].slot.column, three[0].slot.column);
  EXPECT_TRUE(three[1].group && three[1].group == three[2].group);
}

TEST(PlanLayout, ASideIsNoSurface) {
  const auto apart = drawn("a cat on the left and a dog on the right");
  ASSERT_EQ(apart.size(), 2U);
  EXPECT_FALSE(apart[0].group);
  EXPECT_FALSE(relation_said(" on the left and a"));
  EXPECT_EQ(relation_said(" on top of the"), Relation::On);
  EXPECT_EQ(relation_said(" behind"), Relation::Behind);
}

TEST(PlanLayout, WhatIsWornIsInFrontOfItsBearerAndMovesItUpWhereItHangsBelow) {
  const PictureBook book = book_with_clothes();
  const std::vector<FoundThing> found = with_what_they_bear(book, book.named_in("a bear in a shirt"));
  const std::vector<PlacedPicture> placed = plan_layout(book, found, kGrid, 0);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_EQ(placed[0].picture, 0) << "behind";
  EXPECT_EQ(placed[0].group, placed[1].group);
  EXPECT_TRUE(placed[0].group.has_value() && placed[1].inset.has_value());
  const Slot alone = plan_layout(book, book.named_in("a bear"), kGrid, 0).at(0).slot;
  EXPECT_LT(placed[0].slot.row, alone.row);
  EXPECT_EQ(placed[0].slot.column, alone.column);
  EXPECT_LE(placed[1].slot.row + placed[1].tokens, kGrid.rows);
}

TEST(PlanLayout, WhatSurroundsStandsAtBothSidesOfTheRest) {
  const std::vector<PlacedPicture> placed = drawn("a dog surrounded by four cats");
  ASSERT_EQ(placed.size(), 5U);
  const auto dog =
      std::find_if(placed.begin(), placed.end(), [](const auto& one) { return one.picture == 1; });
  ASSERT_NE(dog, placed.end());
  EXPECT_NEAR(static_cast<double>(dog->slot.column), 6, 1) << "in the middle";
  int64_t at_left = 0, at_right = 0;
  for (const PlacedPicture& one : placed) {
    const int64_t twice_middle = 2 * one.slot.column + one.tokens;
    if (one.picture == 0) (twice_middle < kGrid.columns ? at_left : at_right) += 1;
  }
  EXPECT_EQ(at_left, 2);
  EXPECT_EQ(at_right, 2);
  EXPECT_EQ(drawn("surrounded by a cat").size(), 1U) << "one alone surrounds nothing";
  EXPECT_EQ(drawn("surrounded by a cat").at(0).tokens, kSlotTokens);
}

TEST(PlanLayout, OnAPageThingsStandAsThere) {
  const PictureBook book = drawn_book();
  const auto on_page = [&](const char* prompt) {
    return plan_layout(book, book.named_in(prompt), kGrid, 0, Staging::Page);
  };
  EXPECT_GE(on_page("a cat").at(0).tokens, 10);
  const std::vector<PlacedPicture> three = on_page("a cat, a dog and a fox");
  ASSERT_EQ(three.size(), 3U);
  EXPECT_GT(three[0].picture == 0 ? three[0].tokens : three[1].tokens, 3);
  const PictureBook plain = small_book();
  EXPECT_EQ(plan_layout(plain, plain.named_in("a cat"), kGrid, 0, Staging::Page).at(0).tokens, kSlotTokens)
      << "a book without outlines has one size";
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
