// tests/lookup/edit_plan_test.cpp
//
// Where things are after an edit.

#include "lookup/edit_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include "lookup/small_books.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr Grid kGrid{16, 18};
constexpr Slot kLeft{9, 1}, kRight{9, 11};

// 0 cat, 1 car, 2 red car, 3 moon (it hangs).
const PictureBook& book() {
  static const PictureBook book{1,
                                1,
                                {{{"cat", "cats"}, 0, {}, false, 1},
                                 {{"car", "cars"}, 1, {{"red", 2}}, false, 1},
                                 {{"moon"}, 3, {}, true}},
                                {},
                                torch::zeros({4, 1})};
  return book;
}

EditPlan planned(const std::string& prompt, std::vector<PlacedPicture> seen, Grid grid = kGrid) {
  return plan_edit(read_instructions(book(), prompt).list, book(), std::move(seen), grid);
}

const std::vector<PlacedPicture> kCatAndCar{{0, kLeft}, {1, kRight}};

TEST(PlanEdit, WhatGoesIsShownAsGoingAndTheRestStays) {
  const EditPlan plan = planned("remove the car", kCatAndCar);
  EXPECT_THAT(plan.pictures, UnorderedElementsAre(PlacedPicture{0, kLeft}, PlacedPicture{1, kRight, true}));
  EXPECT_THAT(plan.changed, ElementsAre(Square{kRight}));
  EXPECT_THAT(plan.notes, IsEmpty());
}

TEST(PlanEdit, WhatIsReplacedOrRecolouredKeepsItsPlace) {
  EXPECT_THAT(
      planned("replace the cat with a red car", kCatAndCar).pictures,
      UnorderedElementsAre(PlacedPicture{1, kRight}, PlacedPicture{2, kLeft}, PlacedPicture{0, kLeft, true}));
  const EditPlan red = planned("make the car red", kCatAndCar);
  EXPECT_THAT(red.pictures, UnorderedElementsAre(PlacedPicture{0, kLeft}, PlacedPicture{2, kRight},
                                                 PlacedPicture{1, kRight, true}));
  EXPECT_THAT(red.changed, ElementsAre(Square{kRight}));
}

TEST(PlanEdit, SeveralAreChangedAtOnce) {
  const Slot middle{9, 6};
  const std::vector<PlacedPicture> cats{{0, kLeft}, {0, middle}, {1, kRight}};
  const EditPlan gone = planned("remove the cats", cats);
  EXPECT_THAT(gone.pictures, UnorderedElementsAre(PlacedPicture{1, kRight}, PlacedPicture{0, kLeft, true},
                                                  PlacedPicture{0, middle, true}));
  EXPECT_EQ(gone.changed.size(), 2U);
  EXPECT_EQ(planned("remove the cat", cats).changed.size(), 1U);
  EXPECT_EQ(planned("remove two cats", cats).changed.size(), 2U);
  EXPECT_THAT(planned("remove two cats", cats).notes, IsEmpty());
  EXPECT_THAT(planned("remove three cats", cats).notes,
              ElementsAre("found on the picture only 2 of 3: cats"));
  const std::vector<PlacedPicture> cars{{1, kLeft}, {1, kRight}};
  EXPECT_THAT(planned("make the cars red", cars).pictures,
              UnorderedElementsAre(PlacedPicture{2, kLeft}, PlacedPicture{2, kRight},
                                   PlacedPicture{1, kLeft, true}, PlacedPicture{1, kRight, true}));
  EXPECT_THAT(planned("remove the cars", {{0, kLeft}}).notes, ElementsAre("not found on the picture: cars"));
}

TEST(PlanEdit, WhatComesStandsWhereTheWordsSayOrWhereThereIsRoom) {
  const std::vector<PlacedPicture> cat{{0, kLeft}};
  EXPECT_THAT(planned("add a car on the right", cat).changed, ElementsAre(Square{kRight}));
  const EditPlan crowded = planned("add a car on the left", cat);
  ASSERT_EQ(crowded.changed.size(), 1U);
  EXPECT_EQ(crowded.changed[0].slot.column, kLeft.column + kSlotTokens) << "as near as there is room";
  EXPECT_EQ(planned("add a moon", kCatAndCar).changed.at(0).slot.row, 1) << "above both";
  EXPECT_EQ(planned("add a car to the right of the cat", cat).changed.at(0).slot.column,
            kLeft.column + kSlotTokens);
  EXPECT_EQ(planned("add two cars", {}).changed.size(), 2U);
}

TEST(PlanEdit, WhatMovesLeavesOnePlaceForAnother) {
  const EditPlan plan = planned("move the cat to the right", {{0, kLeft}});
  EXPECT_THAT(plan.pictures, UnorderedElementsAre(PlacedPicture{0, kRight}, PlacedPicture{0, kLeft, true}));
  EXPECT_THAT(plan.changed, UnorderedElementsAre(Square{kLeft}, Square{kRight}));
}

TEST(PlanEdit, WhatCannotBeDoneIsSaid) {
  const EditPlan nothing = planned("remove the moon", kCatAndCar);
  EXPECT_THAT(nothing.notes, ElementsAre("not found on the picture: moon"));
  EXPECT_THAT(nothing.changed, IsEmpty());
  EXPECT_EQ(nothing.pictures.size(), 2U) << "all else stays";
  const EditPlan full = planned("add a red car", kCatAndCar, {16, 16});
  EXPECT_THAT(full.notes, ElementsAre("there is no room for: red car"));
  const EditPlan stays =
      planned("move the cat to the right", {{0, {9, 0}}, {1, {9, 6}}, {1, {9, 10}}}, {16, 16});
  EXPECT_THAT(stays.changed, IsEmpty());
  EXPECT_THAT(stays.notes, ElementsAre("there is no room for: cat"));
  EXPECT_EQ(stays.pictures.size(), 3U) << "nothing is lost on the way";
}

TEST(PlanEdit, OfSeveralTheOneThatWasSaidIsMeant) {
  const std::vector<PlacedPicture> cars{{1, kLeft}, {2, kRight}};
  EXPECT_THAT(planned("remove the red car", cars).changed, ElementsAre(Square{kRight}));
  EXPECT_THAT(planned("remove the car on the right", cars).changed, ElementsAre(Square{kRight}));
  EXPECT_THAT(planned("remove the car", cars).changed, ElementsAre(Square{kLeft}))
      << "the one that is not red";
  const std::vector<PlacedPicture> alike{{1, kLeft}, {1, kRight}};
  EXPECT_THAT(planned("remove the car on the right", alike).changed, ElementsAre(Square{kRight}));
}

TEST(PlanEdit, AThingOfAnotherSizeKeepsItsFeet) {
  const EditPlan plan = planned("make the cat huge", kCatAndCar);
  const PlacedPicture huge{0, {5, 0}, false, 10};
  EXPECT_THAT(plan.pictures,
              UnorderedElementsAre(huge, PlacedPicture{1, kRight}, PlacedPicture{0, kLeft, true}));
  EXPECT_THAT(plan.changed, UnorderedElementsAre(Square{kLeft}, Square{{5, 0}, 10}));
  const EditPlan small = planned("make the car smaller", kCatAndCar);
  EXPECT_THAT(small.changed, UnorderedElementsAre(Square{kRight}, Square{{11, 12}, 4}));
}

TEST(PlanEdit, WhatGrowsBehindOthersCoversNoneOfThem) {
  const EditPlan plan = planned("make the cat gigantic", {{0, {9, 4}}, {1, kRight}});
  ASSERT_EQ(plan.pictures.size(), 3U);
  EXPECT_EQ(plan.pictures[0].picture, 0) << "the larger one is behind";
  EXPECT_EQ(plan.pictures[1].picture, 1);
  EXPECT_TRUE(plan.pictures[0].group && plan.pictures[0].group == plan.pictures[1].group);
  EXPECT_FALSE(plan.pictures[2].group) << "which goes";
}

TEST(PlanEdit, WhatComesHasTheSizeThatIsSaid) {
  EXPECT_THAT(planned("add a tiny car on the right", {{0, kLeft}}).changed, ElementsAre(Square{{12, 13}, 3}));
  const EditPlan other = planned("replace the cat with a big car", {{0, kLeft}});
  EXPECT_THAT(other.pictures,
              UnorderedElementsAre(PlacedPicture{1, {7, 0}, false, 8}, PlacedPicture{0, kLeft, true}));
}

TEST(PlanEdit, WhatIsPutOnSomebodyIsInFrontAndNothingElseChanges) {
  const PictureBook book = book_with_clothes();
  const auto edited = [&](const char* prompt, const std::vector<PlacedPicture>& seen) {
    return plan_edit(read_instructions(book, prompt).list, book, seen, kGrid);
  };
  const EditPlan plan = edited("put a hat on the bear", {{0, kLeft}});
  ASSERT_EQ(plan.pictures.size(), 2U);
  EXPECT_EQ(plan.pictures[0].picture, 0) << "behind";
  EXPECT_EQ(plan.pictures[0].slot, kLeft);
  EXPECT_TRUE(plan.pictures[0].group && plan.pictures[0].group == plan.pictures[1].group);
  EXPECT_THAT(plan.changed, ElementsAre(plan.pictures[1].square()));
  EXPECT_THAT(plan.notes, IsEmpty());
  EXPECT_THAT(edited("give the bear a hat", {}).notes, ElementsAre("not found on the picture: bear"));
}

TEST(PlanEdit, AThingIsPutOnOrUnderAnother) {
  const EditPlan on = planned("put a small car on the cat", {{0, kLeft}});
  ASSERT_EQ(on.pictures.size(), 2U);
  EXPECT_EQ(on.pictures[1], (PlacedPicture{1, {5, 2}, false, 4})) << "its feet are at the top of the cat";
  const EditPlan under = planned("add a car under the cat", {{0, kLeft}});
  EXPECT_THAT(under.changed, ElementsAre(Square{{11, 2}, 4}));
}

}  // namespace
}  // namespace reverie
