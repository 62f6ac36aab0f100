// tests/core/staging_test.cpp
//
// Pages, tables and frames: everything inside the picture, nothing twice, and each as it is meant to look.
#include "core/staging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/error.h"

namespace reverie {
namespace {

constexpr Grid kSquare{16, 16}, kWide{12, 22}, kHigh{20, 15};

int64_t bottom(const StagedSquare& one) {
  return one.square.slot.row + one.square.tokens;
}

double middle_column(const StagedSquare& one) {
  return static_cast<double>(one.square.slot.column) + static_cast<double>(one.square.tokens) / 2;
}

const StagedSquare& of_thing(const std::vector<StagedSquare>& all, int64_t thing) {
  return *std::find_if(all.begin(), all.end(), [&](const StagedSquare& one) { return one.thing == thing; });
}

TEST(Staging, EverythingIsInsideAndNothingStandsTwice) {
  for (const Staging staging : {Staging::Page, Staging::Table, Staging::Frame}) {
    for (const Grid grid : {kSquare, kWide, kHigh, Grid{8, 8}, Grid{8, 32}, Grid{32, 8}, Grid{64, 64}}) {
      for (int64_t count = 1; count <= 12; ++count) {
        std::set<int64_t> things;
        for (const StagedSquare& one : staged(staging, count, grid)) {
          const auto& [slot, tokens] = one.square;
          EXPECT_TRUE(slot.row >= 0 && slot.column >= 0 && slot.row + tokens <= grid.rows &&
                      slot.column + tokens <= grid.columns && tokens >= 3)
              << name_of(staging) << " of " << count << " on " << grid.rows << "x" << grid.columns << ": "
              << slot.row << " " << slot.column << " " << tokens;
          EXPECT_TRUE(things.insert(one.thing).second && one.thing >= 0 && one.thing < count);
        }
      }
    }
    EXPECT_TRUE(staged(staging, 0, kSquare).empty());
    EXPECT_THROW(staged(staging, 1, {7, 16}), Error);
  }
}

TEST(Staging, AllThatIsUsuallyAskedForHasRoom) {
  for (const Grid grid : {kSquare, kWide, kHigh}) {
    for (int64_t count = 1; count <= 5; ++count) {
      EXPECT_EQ(staged(Staging::Page, count, grid).size(), static_cast<std::size_t>(count));
      EXPECT_EQ(staged(Staging::Table, count, grid).size(), static_cast<std::size_t>(count));
      EXPECT_EQ(staged(Staging::Frame, count, grid).size(), static_cast<std::size_t>(count));
    }
  }
}

TEST(Staging, OnAPageNothingCoversAnotherAndTheFirstIsTheLargest) {
  for (const Grid grid : {kSquare, kWide, kHigh}) {
    for (int64_t count = 1; count <= 6; ++count) {
      const std::vector<StagedSquare> all = staged(Staging::Page, count, grid);
      for (const StagedSquare& one : all) {
        EXPECT_LE(one.square.tokens, of_thing(all, 0).square.tokens);
        for (const StagedSquare& other : all) {
          if (one.thing != other.thing) {
            EXPECT_EQ(tokens_in_both(one.square, other.square), 0) << count;
          }
        }
      }
    }
  }
  EXPECT_GE(staged(Staging::Page, 1, kSquare)[0].square.tokens, 10) << "one alone fills it";
  const std::vector<StagedSquare> three = staged(Staging::Page, 3, kHigh);
  EXPECT_LT(bottom(of_thing(three, 0)), bottom(of_thing(three, 1))) << "on a high page it is above";
  const std::vector<StagedSquare> wide = staged(Staging::Page, 3, kWide);
  EXPECT_LT(middle_column(of_thing(wide, 1)), middle_column(of_thing(wide, 0))) << "on a wide one between";
  EXPECT_GT(middle_column(of_thing(wide, 2)), middle_column(of_thing(wide, 0)));
}

TEST(Staging, OnATableTheyAreCloseTogetherAndTheLastIsInFront) {
  const std::vector<StagedSquare> three = staged(Staging::Table, 3, kSquare);
  EXPECT_GT(bottom(of_thing(three, 1)), bottom(of_thing(three, 0)));
  EXPECT_EQ(three.back().thing, 1) << "drawn last";
  EXPECT_GT(tokens_in_both(of_thing(three, 0).square, of_thing(three, 1).square), 0);
  EXPECT_GT(middle_column(of_thing(three, 1)), middle_column(of_thing(three, 0)));
  EXPECT_LT(middle_column(of_thing(three, 1)), middle_column(of_thing(three, 2)));
}

TEST(Staging, AFrameLeavesTheMiddleFree) {
  for (const Grid grid : {kSquare, kWide}) {
    const std::vector<StagedSquare> five = staged(Staging::Frame, 5, grid);
    const double middle = static_cast<double>(grid.columns) / 2;
    EXPECT_LT(middle_column(of_thing(five, 0)), middle - 3);
    EXPECT_GT(middle_column(of_thing(five, 1)), middle + 3);
    EXPECT_TRUE(std::is_sorted(
        five.begin(), five.end(),
        [](const StagedSquare& one, const StagedSquare& other) { return bottom(one) < bottom(other); }))
        << "the nearest are drawn last";
    EXPECT_EQ(tokens_in_both(of_thing(five, 0).square, of_thing(five, 1).square), 0);
  }
}

TEST(Staging, HasNames) {
  for (const Staging staging : {Staging::Page, Staging::Table, Staging::Frame})
    EXPECT_EQ(staging_named(name_of(staging)), staging);
  EXPECT_FALSE(staging_named("heap"));
}

}  // namespace
}  // namespace reverie
