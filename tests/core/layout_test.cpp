// tests/core/layout_test.cpp
//
// Slots of a scene. That they are what the drawn world needs is proven in
// tests/training/world/scene_test.cpp.

#include "core/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace reverie {
namespace {

using testing::ElementsAre;

TEST(SlotsOf, PutsThingsSideBySideOnTheGroundAndInTheSky) {
  EXPECT_THAT(slots_of(Arrangement::Centre, {16, 16}, {false}, {}), ElementsAre(Slot{9, 5}));
  EXPECT_THAT(slots_of(Arrangement::Pair, {16, 16}, {false, true}, {}), ElementsAre(Slot{9, 1}, Slot{1, 9}));
  EXPECT_THAT(slots_of(Arrangement::Row, {16, 18}, {false, false, false}, {}),
              ElementsAre(Slot{9, 0}, Slot{9, 6}, Slot{9, 12}));
}

TEST(SlotsOf, MovesTheWholeSceneWhereThereIsRoom) {
  EXPECT_THAT(slots_of(Arrangement::Pair, {16, 16}, {false, false}, {1, 1}),
              ElementsAre(Slot{8, 2}, Slot{8, 10}));
  EXPECT_THAT(slots_of(Arrangement::Row, {16, 18}, {false, false, false}, {1, 0}),
              ElementsAre(Slot{9, 0}, Slot{9, 6}, Slot{9, 12}));
}

TEST(SlotsOf, RefusesWhatDoesNotFit) {
  EXPECT_THROW(slots_of(Arrangement::Pair, {16, 16}, {false}, {}), Error);
  EXPECT_THROW(slots_of(Arrangement::Row, {20, 12}, {false, false, false}, {}), Error);
  EXPECT_THROW(slots_of(Arrangement::Centre, {7, 16}, {false}, {}), Error);
  EXPECT_TRUE(fits(Arrangement::Stack, {12, 20}));
  EXPECT_FALSE(fits(Arrangement::Stack, {11, 24}));
}

TEST(Layout, AThingOfAnotherSizeKeepsItsFeetOrItsTop) {
  EXPECT_EQ(resized({9, 5}, 10, false, {16, 16}), (Square{{5, 3}, 10}));
  EXPECT_EQ(resized({9, 5}, 3, false, {16, 16}), (Square{{12, 7}, 3})) << "feet at row 15";
  EXPECT_EQ(resized({1, 5}, 4, true, {16, 16}), (Square{{1, 6}, 4}));
  EXPECT_EQ(resized({9, 0}, 10, false, {16, 16}), (Square{{5, 0}, 10})) << "not beyond the edge";
  EXPECT_EQ(resized({1, 1}, 10, false, {8, 8}), (Square{{0, 0}, 8})) << "never larger than the picture";
}

TEST(Layout, OneThingIsBehindOnOrUnderAnother) {
  constexpr Grid kGrid{16, 16};
  constexpr Slot kSlot{9, 5};
  const auto behind = related(Relation::Behind, kSlot, {}, 0, kGrid);
  EXPECT_LT(behind.one.slot.row, behind.other.slot.row) << "what is farther away stands higher";
  EXPECT_NE(behind.one.slot.column, behind.other.slot.column) << "or nothing of it would be seen";
  const auto front = related(Relation::InFrontOf, kSlot, {}, 0, kGrid);
  EXPECT_GT(front.one.slot.row, front.other.slot.row);
  const auto on = related(Relation::On, kSlot, {}, 2.5, kGrid);
  EXPECT_EQ(on.other, (Square{kSlot}));
  EXPECT_EQ(on.one.slot.row + on.one.tokens, kSlot.row + 3) << "its feet are on the surface";
  const auto on_huge = related(Relation::On, kSlot, {3, 10}, 3, kGrid);
  EXPECT_EQ(on_huge.one.tokens, 3);
  EXPECT_EQ(on_huge.one.slot.row + 3, on_huge.other.slot.row + 5) << "a larger thing has a higher surface";
  const auto under = related(Relation::Under, kSlot, {}, 0, kGrid);
  EXPECT_GT(under.other.tokens, under.one.tokens);
  EXPECT_EQ(under.other.slot.row + under.other.tokens, under.one.slot.row + under.one.tokens);
}

TEST(Layout, ACrowdStandsInRowsFromTheBackToTheFront) {
  for (const Grid grid : {Grid{16, 16}, {12, 20}, {20, 12}, {11, 24}, {8, 8}}) {
    for (std::int64_t count = 4; count <= 9; ++count) {
      const std::vector<Square> squares = crowd(count, grid);
      ASSERT_LE(squares.size(), static_cast<std::size_t>(count));
      ASSERT_GE(squares.size(), 4U) << grid.rows << "x" << grid.columns;
      for (std::size_t i = 0; i < squares.size(); ++i) {
        const auto& [slot, tokens] = squares[i];
        EXPECT_TRUE(slot.row >= 0 && slot.column >= 0 && slot.row + tokens <= grid.rows &&
                    slot.column + tokens <= grid.columns);
        if (i > 0) {
          EXPECT_GE(slot.row + tokens, squares[i - 1].slot.row + squares[i - 1].tokens);
        }
        for (std::size_t j = 0; j < i; ++j) EXPECT_NE(squares[i], squares[j]);
      }
    }
  }
  EXPECT_EQ(crowd(6, {16, 16}).size(), 6U);
}

TEST(Layout, SquaresShareTokens) {
  EXPECT_EQ(tokens_in_both({{0, 0}}, {{4, 3}}), 2 * 3);
  EXPECT_EQ(tokens_in_both({{0, 0}, 10}, {{4, 3}, 2}), 2 * 2) << "one within the other";
  EXPECT_EQ(tokens_in_both({{0, 0}}, {{0, 6}}), 0) << "side by side";
}

TEST(Layout, FreeColumnsCountWhatIsLarger) {
  EXPECT_THAT(free_columns({{{5, 0}, 10}}, 9, {16, 16}), ElementsAre(10));
  EXPECT_THAT(free_columns({{{12, 13}, 3}}, 9, {16, 16}), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

}  // namespace
}  // namespace reverie
