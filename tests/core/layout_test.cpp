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

}  // namespace
}  // namespace reverie
