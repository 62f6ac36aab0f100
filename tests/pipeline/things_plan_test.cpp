// tests/pipeline/things_plan_test.cpp
//
// What a request wants to be where, on pictures with coloured shapes.

#include "pipeline/things_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>

#include "pipeline/shapes_book.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

using testing_shapes::book;
using testing_shapes::kCar;
using testing_shapes::kCat;
using testing_shapes::kGrid;
using testing_shapes::picture_of;
using testing_shapes::plan_of;

const PictureFinder& finder() {
  static const PictureFinder one(book());
  return one;
}

ThingsPlan planned(const std::string& prompt, const std::vector<Image>& references,
                   PixelSize size = {18 * 16, 16 * 16}) {
  return plan_things({.book = book(), .finder = &finder(), .can_write = true}, prompt, references,
                     plan_of(size), kGrid, 0);
}

std::vector<int64_t> pictures_in(const ThingsPlan& plan) {
  std::vector<int64_t> pictures;
  for (const PlacedPicture& one : plan.shown.things) pictures.push_back(one.picture);
  return pictures;
}

TEST(PlanThings, WithoutReferencesWordsDecide) {
  EXPECT_THAT(pictures_in(planned("a cat to the right of a red car", {})), ElementsAre(2, 0));
  EXPECT_THAT(planned("a cat", {}).notes, IsEmpty());
  const ThingsPlan crowd = planned("nine cats", {});
  EXPECT_EQ(crowd.shown.things.size(), 6U);
  EXPECT_THAT(crowd.notes, ElementsAre(HasSubstr("room for 6 of the 9")));
}

TEST(PlanThings, SaysWhichColourAThingDoesNotComeIn) {
  EXPECT_THAT(planned("a red cat and a red car", {}).notes,
              ElementsAre("the model has no red cat, only the usual one"));
  EXPECT_THAT(planned("a blue cat", {}).notes, IsEmpty())
      << "nothing comes in blue: an unknown word, if it is one";
}

TEST(PlanThings, AnEditKeepsWhatStandsOnThePicture) {
  const ThingsPlan gone = planned("remove the cat", {picture_of({kCat, kCar})});
  EXPECT_THAT(gone.shown.things, UnorderedElementsAre(kCar, PlacedPicture{0, {9, 1}, true}));
  EXPECT_THAT(gone.changed, ElementsAre(kCat.slot));
  const ThingsPlan night = planned("make it night", {picture_of({kCat, kCar})});
  EXPECT_THAT(night.shown.things, UnorderedElementsAre(kCat, kCar));
  EXPECT_THAT(night.changed, IsEmpty()) << "all of it changes";
  const ThingsPlan red = planned("make the car red", {picture_of({kCar})});
  EXPECT_THAT(red.shown.things,
              UnorderedElementsAre(PlacedPicture{2, kCar.slot}, PlacedPicture{1, kCar.slot, true}));
}

TEST(PlanThings, WhatHangsWhereItCannotIsTakenForAMistakeUnlessTheWordsNameIt) {
  const PlacedPicture hanging{3, {1, 6}};
  EXPECT_THAT(planned("make it night", {picture_of({kCat, hanging})}).shown.things, ElementsAre(kCat));
  EXPECT_THAT(planned("remove the tree", {picture_of({kCat, hanging})}).changed, ElementsAre(hanging.slot));
}

TEST(PlanThings, WhatIsNotThereIsSaidAndNothingIsKeptByForce) {
  const ThingsPlan plan = planned("remove the tree", {picture_of({kCat})});
  EXPECT_THAT(plan.notes, ElementsAre("not found on the picture: tree"));
  EXPECT_THAT(plan.changed, IsEmpty());
}

TEST(PlanThings, WithoutAFinderOrInAnotherRatioOnlyTheWordsCount) {
  const std::vector<Image> references{picture_of({kCat, kCar})};
  EXPECT_THAT(
      plan_things({book()}, "add a tree", references, plan_of({288, 256}), kGrid, 0).shown.things.size(), 1U);
  EXPECT_THAT(pictures_in(planned("add a tree", references, {512, 256})), ElementsAre(3));
}

TEST(PlanThings, TakesFromAPictureWhatTheWordsLeaveToIt) {
  const Grid small{8, 8};
  const std::vector<Image> references{picture_of({{0, {1, 1}}}, small), picture_of({{2, {1, 1}}}, small)};
  EXPECT_THAT(pictures_in(planned("the car from image 2 next to a tree", references)), ElementsAre(2, 3));
  EXPECT_THAT(pictures_in(planned("the subject of the first picture and the subject of @Image2", references)),
              ElementsAre(0, 2));
  EXPECT_THAT(pictures_in(planned("put the cat from image 1 on the left", references)), ElementsAre(0))
      << "no edit: the cat comes from a picture";
  EXPECT_THAT(pictures_in(planned("the subject of image 7", references)), IsEmpty());
  EXPECT_THAT(planned("the style of the first image with the subject from image 2", references).notes,
              ElementsAre(HasSubstr("no style")));
}

TEST(PlanThings, AStripOfAPictureCostsNoMoreThanAnother) {
  const Image strip{200'000, 1, std::vector<uint8_t>(600'000, 128)};
  EXPECT_THAT(pictures_in(planned("the subject of image 1", {strip})), IsEmpty());
}

TEST(PlanThings, WhatIsDoneToAThingOfAPictureIsAnEdit) {
  const std::vector<Image> references{picture_of({kCat, kCar})};
  EXPECT_THAT(planned("remove the cat from image 1", references).changed, ElementsAre(kCat.slot));
  EXPECT_THAT(planned("in the first picture, remove the cat", references).changed, ElementsAre(kCat.slot));
  const std::vector<Image> cat{picture_of({{0, {1, 1}}}, {8, 8})};
  EXPECT_THAT(pictures_in(planned("the subject of image 1 set next to a tree", cat)), ElementsAre(0, 3));
}

TEST(PlanThings, APlaceIsNamedOrRecognisedOrSuitsAnything) {
  using testing_shapes::book_with_places;
  using testing_shapes::picture_of_bars;
  static const PictureFinder finder(book_with_places());
  static const PlaceFinder place_finder(book_with_places());
  const auto place_of = [&](const std::string& prompt, const std::vector<Image>& references,
                            PixelSize size = {18 * 16, 16 * 16}) {
    const LookupParts parts{book_with_places(), &finder, &place_finder};
    return plan_things(parts, prompt, references, plan_of(size), kGrid, 0).shown.backdrop;
  };
  const Backdrop yard{0, 0, kGrid}, hall{1, 0, kGrid}, yard_in_winter{0, 0, kGrid, 1};
  EXPECT_EQ(place_of("a cat in a yard", {}), yard);
  EXPECT_EQ(place_of("a cat in a snowy yard", {}), yard_in_winter);
  EXPECT_EQ(place_of("a cat", {}), hall) << "which suits anything";
  EXPECT_EQ(place_of("make it winter", {picture_of_bars(true)}), yard_in_winter);
  EXPECT_EQ(place_of("make it night", {picture_of_bars(false)}), hall);
  EXPECT_EQ(place_of("put it in a yard", {picture_of_bars(false)}), yard) << "the words decide";
  EXPECT_FALSE(place_of("make it night", {picture_of({kCat, kCar})})) << "nothing is recognised";
  EXPECT_EQ(place_of("make the cat red", {picture_of_bars(true)}, {512, 256}), yard) << "in another ratio";
  EXPECT_EQ(place_of("a cat in the place of image 1", {picture_of_bars(true)}, {512, 256}), yard);
}

TEST(PlanThings, WhatIsQuotedIsWrittenBesideTheThings) {
  const ThingsPlan sign = planned("a cat with a wooden sign that says \"HI\" on the left", {});
  ASSERT_TRUE(sign.sign);
  EXPECT_EQ(sign.sign->words, "HI");
  ASSERT_EQ(sign.shown.things.size(), 1U);
  EXPECT_GE(sign.shown.things[0].slot.column, sign.sign->column + sign.sign->columns)
      << "the cat makes room for it";
  const ThingsPlan above = planned("a cat and a car and a wooden sign that says \"WELCOME\"", {});
  ASSERT_TRUE(above.sign);
  EXPECT_EQ(above.sign->row, 0) << "no room to stand";
  EXPECT_THAT(planned("a cat with a sign that says \"\xc3\xa9\"", {}).notes,
              ElementsAre(HasSubstr("cannot write")));
  EXPECT_FALSE(plan_things({book()}, "a sign that says \"HI\"", {}, plan_of({288, 256}), kGrid, 0).sign)
      << "a model without letters";
}

TEST(PlanThings, WordsAreNotWrittenIntoAGivenPicture) {
  const ThingsPlan plan = planned("remove the cat and add a sign that says \"HI\"", {picture_of({kCat})});
  EXPECT_FALSE(plan.sign);
  EXPECT_THAT(plan.notes, ElementsAre(HasSubstr("no words")));
}

TEST(PictureMentioned, InTheFormsPeopleUse) {
  EXPECT_EQ(picture_mentioned(" from image 1 next to"), 0U);
  EXPECT_EQ(picture_mentioned(" in picture 12"), 11U);
  EXPECT_EQ(picture_mentioned(" of @Image3, and"), 2U);
  EXPECT_EQ(picture_mentioned(" from the second photo"), 1U);
  for (const char* none : {"", " from", " from a garden", " next to image 1", " of image", " of image zero",
                           " of image 0", " of the last picture", " of image 99999999999999999999"}) {
    EXPECT_FALSE(picture_mentioned(none)) << none;
  }
}

}  // namespace
}  // namespace reverie
