// Where signs find room. That scenes of the drawn world keep to it:
// training/world/lettering/sample_sign_test.
#include "lookup/sign_layout.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

constexpr Grid kGrid{16, 16};
const Inscription kOpen{SignKind::WoodenSign, "OPEN", 0};  // 4 rows and 6 columns, standing
const Inscription kCafe{SignKind::NeonSign, "CAFE", 0};    // 3 rows and 6 columns, hanging

TEST(PlacesForSigns, TheMiddleIsTakenWhereItIsFree) {
  const std::vector<Sign> alone = places_for(kOpen, {}, kGrid);
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0].column, 5);
  EXPECT_EQ(alone[0].row + alone[0].rows, kGrid.rows - 1) << "its feet are where things have theirs";
  EXPECT_EQ(places_for(kCafe, {{9, 5}}, kGrid).at(0).row, 0) << "it hangs above what stands";
}

TEST(PlacesForSigns, BesideThingsInTheMiddleOfEachGap) {
  const std::vector<Sign> both = places_for(kOpen, {{9, 9}}, {16, 24});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].column, 1);   // of columns 0 to 3
  EXPECT_EQ(both[1].column, 16);  // of 15 to 18
  EXPECT_TRUE(places_for(kOpen, {{9, 5}}, kGrid).empty());
  EXPECT_TRUE(places_for(kOpen, {}, {4, 16}).empty());
}

TEST(PlacesForSigns, ASideIsTheMiddleOfThatHalfOrTheNearestFreePlace) {
  EXPECT_EQ(place_at(Side::Left, kOpen, {}, kGrid)->column, 1);
  EXPECT_EQ(place_at(Side::Right, kOpen, {}, kGrid)->column, 9);
  EXPECT_EQ(place_at(Side::Middle, kOpen, {}, kGrid)->column, 5);
  EXPECT_EQ(place_at(Side::Left, kOpen, {{9, 1}}, kGrid)->column, 7);
  EXPECT_FALSE(place_at(Side::Left, kOpen, {{9, 5}}, kGrid));
}

}  // namespace
}  // namespace reverie
