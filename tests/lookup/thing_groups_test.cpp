// tests/lookup/thing_groups_test.cpp
//
// What is drawn for one picture, and what of it is drawn together.

#include "lookup/thing_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const PlacedPicture kUsual{0, {9, 1}}, kSmall{1, {11, 9}, false, 4}, kHuge{2, {5, 2}, false, 10};

TEST(ThingGroups, WhatTheBookHasAsItIsIsNotDrawn) {
  const GroupedThings things = grouped({kUsual, kSmall});
  EXPECT_THAT(things.in_book, ElementsAre(kUsual));
  EXPECT_THAT(things.to_draw, ElementsAre(ElementsAre(kSmall)));
  EXPECT_THAT(grouped({kUsual}).to_draw, IsEmpty());
}

TEST(ThingGroups, InAnotherLightTheBookHasOnlyWhatGoes) {
  const PlacedPicture going{2, {9, 9}, true};
  const GroupedThings things = grouped({kUsual, going, kSmall}, false);
  EXPECT_THAT(things.in_book, ElementsAre(going));
  EXPECT_THAT(things.to_draw, ElementsAre(ElementsAre(kUsual), ElementsAre(kSmall)));
}

TEST(ThingGroups, ThoseOfOneNumberAreDrawnTogetherInTheirOrder) {
  PlacedPicture back = kUsual, front = kSmall, other = kHuge;
  back.group = front.group = 3;
  EXPECT_THAT(grouped({back, other, front}).to_draw,
              ElementsAre(ElementsAre(back, front), ElementsAre(other)));
}

TEST(ThingGroups, WhatALargeThingCoversIsDrawnWithIt) {
  std::vector<PlacedPicture> things{kUsual, kHuge, kSmall};
  group_what_covers(things);
  ASSERT_TRUE(things[0].group);
  EXPECT_EQ(things[1].group, things[0].group);
  EXPECT_EQ(things[2].group, things[0].group);

  std::vector<PlacedPicture> usual{kUsual, {1, {9, 5}}};
  group_what_covers(usual);
  EXPECT_FALSE(usual[0].group) << "things of the usual size are shown side by side, as in training";

  std::vector<PlacedPicture> going{kHuge, {0, {9, 1}, true}};
  group_what_covers(going);
  EXPECT_FALSE(going[0].group || going[1].group) << "what goes covers nothing";
}

TEST(ThingGroups, GroupsThatMeetBecomeOne) {
  std::vector<PlacedPicture> things{{0, {9, 0}}, {1, {9, 3}}, {2, {9, 14}}, {3, {9, 16}}, kHuge};
  things[0].group = things[1].group = 0;
  things[2].group = things[3].group = 1;
  things[4].tokens = 14;
  group_what_covers(things);
  for (const PlacedPicture& one : things) EXPECT_EQ(one.group, things[0].group);
}

TEST(ThingGroups, AFrameHoldsAllOfAGroup) {
  const Frame frame = frame_of({kUsual, kSmall});
  EXPECT_EQ(frame.slot, (Slot{9, 1}));
  EXPECT_EQ(frame.grid, (Grid{6, 12}));
}

TEST(ThingGroups, TheyStandOnTheBooksGreyTheLastInFront) {
  const Tensor white = torch::ones({4, 16, 16});
  Tensor red = torch::zeros({4, 16, 16});
  red[0].fill_(1);
  red[3].fill_(1);
  const Tensor picture = on_grey({{white, {0, 0}}, {red, {0, 1}}}, {2, 3}, 8);
  EXPECT_EQ(picture.sizes(), at::IntArrayRef({3, 16, 24}));
  EXPECT_NEAR(picture[1][4][4].item<double>(), 1, 1e-6);
  EXPECT_NEAR(picture[1][4][12].item<double>(), 0, 1e-6) << "the red one is in front";
  const Tensor empty = on_grey({}, {2, 3}, 8);
  EXPECT_NEAR(empty[2][4][20].item<double>(), PictureBook::kGrey, 1e-6);
}

}  // namespace
}  // namespace reverie
