// tests/pipeline/things_plan_test.cpp
//
// What a request wants to be where, on pictures with coloured shapes.

#include "pipeline/things_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>

#include "lookup/block_glyphs.h"
#include "lookup/sign_layout.h"
#include "pipeline/shapes_book.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;
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
  const ThingsPlan crowd = planned("nine cats, nine cats and nine cats", {});
  ASSERT_EQ(crowd.to_draw.size(), 1U);
  EXPECT_EQ(crowd.to_draw[0].size(), 18U);
  EXPECT_THAT(crowd.notes, ElementsAre(HasSubstr("room for 18 of the 27")));
}

TEST(PlanThings, WhatTheBookDoesNotHaveAsItIsToBeShownIsDrawn) {
  const ThingsPlan plan = planned("a huge cat and a car", {});
  EXPECT_THAT(pictures_in(plan), ElementsAre(1));
  ASSERT_EQ(plan.to_draw.size(), 1U);
  EXPECT_EQ(plan.to_draw[0].at(0).tokens, 10);
  EXPECT_THAT(plan.notes, IsEmpty());
  EXPECT_THAT(planned("six huge cats", {}).notes,
              ElementsAre(HasSubstr("the size that was asked for: cats")));
  EXPECT_THAT(planned("a cat behind a car", {}).notes, IsEmpty());
  EXPECT_THAT(planned("two cats behind a car", {}).notes,
              ElementsAre(HasSubstr("not as said: cats behind a car")));
  const ThingsPlan edit = planned("make the cat tiny", {picture_of({kCat, kCar})});
  EXPECT_THAT(edit.shown.things, UnorderedElementsAre(kCar, PlacedPicture{0, kCat.slot, true}));
  ASSERT_EQ(edit.to_draw.size(), 1U);
  EXPECT_EQ(edit.to_draw[0].at(0).tokens, 3);
  EXPECT_THAT(edit.changed, Optional(SizeIs(2)));
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
  EXPECT_THAT(gone.changed, Optional(ElementsAre(Square{kCat.slot})));
  const ThingsPlan night = planned("make it night", {picture_of({kCat, kCar})});
  EXPECT_THAT(night.shown.things, UnorderedElementsAre(kCat, kCar));
  EXPECT_FALSE(night.changed) << "all of it changes";
  const ThingsPlan red = planned("make the car red", {picture_of({kCar})});
  EXPECT_THAT(red.shown.things,
              UnorderedElementsAre(PlacedPicture{2, kCar.slot}, PlacedPicture{1, kCar.slot, true}));
}

TEST(PlanThings, WhatHangsWhereItCannotIsTakenForAMistakeUnlessTheWordsNameIt) {
  const PlacedPicture hanging{3, {1, 6}};
  EXPECT_THAT(planned("make it night", {picture_of({kCat, hanging})}).shown.things, ElementsAre(kCat));
  EXPECT_THAT(planned("remove the tree", {picture_of({kCat, hanging})}).changed,
              Optional(ElementsAre(Square{hanging.slot})));
}

TEST(PlanThings, WhatIsNotThereIsSaidAndNothingIsKeptByForce) {
  const ThingsPlan plan = planned("remove the tree", {picture_of({kCat})});
  EXPECT_THAT(plan.notes, ElementsAre("not found on the picture: tree"));
  EXPECT_FALSE(plan.changed);
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
  EXPECT_THAT(planned("remove the cat from image 1", references).changed,
              Optional(ElementsAre(Square{kCat.slot})));
  EXPECT_THAT(planned("in the first picture, remove the cat", references).changed,
              Optional(ElementsAre(Square{kCat.slot})));
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

TEST(PlanThings, SaysThatAPictureShowsOnePlace) {
  const LookupParts parts{testing_shapes::book_with_places()};
  const auto notes = [&](const char* prompt) {
    return plan_things(parts, prompt, {}, plan_of({288, 256}), kGrid, 0).notes;
  };
  EXPECT_THAT(notes("a cat in a hall behind a yard"),
              ElementsAre("a picture shows one place: hall, without yard"));
  EXPECT_THAT(notes("a cat in a yard, a sunny yard"), IsEmpty());
}

class PlanScenery : public testing::Test {
 protected:
  static ThingsPlan plan_for(const std::string& prompt, const std::vector<Image>& references = {},
                             PixelSize size = {18 * 16, 16 * 16}, Grid grid = kGrid) {
    using testing_shapes::book_with_places;
    static const PictureFinder finder(book_with_places());
    static const PlaceFinder place_finder(book_with_places());
    static const SettingFinder setting_finder(book_with_places());
    return plan_things({book_with_places(), &finder, &place_finder, &setting_finder}, prompt, references,
                       plan_of(size), grid, 0);
  }

  static constexpr int64_t kRain = 1;
};

TEST_F(PlanScenery, IsNeededForWhatTheBookDoesNotHave) {
  EXPECT_FALSE(plan_for("a cat in a yard").scenery);
  const auto rainy = plan_for("a cat in a yard in the rain").scenery;
  ASSERT_TRUE(rainy);
  EXPECT_EQ(rainy->place, (Backdrop{0, 0, kGrid}));
  EXPECT_EQ(rainy->weather, kRain);
  EXPECT_FALSE(plan_for("a cat in a hall in the rain").scenery) << "nothing falls in a hall";
  const auto wide = plan_for("a cat in a yard", {}, {512, 256}, {16, 32}).scenery;
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->weather, 0);
}

TEST_F(PlanScenery, SeveralAreThreeAloneAndTwoBesideSomethingElse) {
  const auto count = [](const char* prompt) { return plan_for(prompt).shown.things.size(); };
  EXPECT_EQ(count("a cat in a yard"), 1U);
  EXPECT_EQ(count("cats in a yard"), 3U);
  EXPECT_EQ(count("cats and a car in a yard"), 3U);
  EXPECT_EQ(count("two cats in a yard"), 2U);
  EXPECT_EQ(count("cats, a car and a tree in a yard"), 3U) << "one of each";
  const ThingsPlan behind = plan_for("cats behind a car in a yard");
  ASSERT_EQ(behind.to_draw.size(), 1U);
  EXPECT_EQ(behind.to_draw[0].size(), 2U);
}

TEST_F(PlanScenery, AStyleIsLeftToTheFinishedPicture) {
  const ThingsPlan inked = plan_for("a cat in a yard, in ink");
  EXPECT_EQ(inked.style, Style::Ink);
  EXPECT_EQ(inked.prompt, "a cat in a yard") << "the network draws it plain";
  EXPECT_FALSE(inked.scenery);
  EXPECT_EQ(inked.shown.things.size(), 1U);
  EXPECT_EQ(plan_for("a cat in a yard").style, Style::Flat);
}

TEST_F(PlanScenery, AnEditThatAsksForAStyleAloneDrawsNothingAnew) {
  const Image yard = testing_shapes::picture_of_bars(true);
  for (const char* prompt : {"turn it into an ink drawing", "image 1 in ink"}) {
    const ThingsPlan inked = plan_for(prompt, {yard});
    EXPECT_EQ(inked.style, Style::Ink) << prompt;
    EXPECT_THAT(inked.changed, Optional(IsEmpty())) << prompt;
    EXPECT_FALSE(inked.scenery) << prompt;
  }
  EXPECT_FALSE(plan_for("image 1 in ink at night", {yard}).changed) << "night falls on all of it";
  EXPECT_FALSE(plan_for("image 1 in ink by day", {yard}).changed) << "whatever it was before";
  const ThingsPlan gone = plan_for("remove the cat, in ink", {picture_of({kCat, kCar})});
  EXPECT_EQ(gone.style, Style::Ink);
  EXPECT_THAT(gone.changed, Optional(ElementsAre(Square{kCat.slot})));
  EXPECT_FALSE(plan_for("turn it into an ink drawing of a hall", {yard}).changed) << "another place";
  EXPECT_FALSE(plan_for("make it rain, in the rain, in ink", {yard}).changed) << "rain falls on all of it";
}

TEST_F(PlanScenery, AnEditOfTheWholePictureDrawsOverTheGivenOne) {
  const Image yard = testing_shapes::picture_of_bars(true);
  const auto rainy = plan_for("make it look like it is raining", {yard}).scenery;
  ASSERT_TRUE(rainy);
  EXPECT_FALSE(rainy->place);
  EXPECT_EQ(rainy->given.size(0), 3);
  EXPECT_EQ(rainy->weather, kRain);
  const auto unknown = plan_for("make it look like it is raining", {picture_of({kCat, kCar})}).scenery;
  ASSERT_TRUE(unknown);
  EXPECT_TRUE(unknown->given.defined()) << "also where nothing of the place is recognised";
  const auto moved = plan_for("move it to a hall, in ink", {yard});
  EXPECT_EQ(moved.shown.backdrop, (Backdrop{1, 0, kGrid})) << "the words name another place";
}

TEST_F(PlanScenery, AtAnotherHourThePlaceAndItsThingsAreDrawn) {
  const ThingsPlan night = plan_for("a cat in a yard at night");
  ASSERT_TRUE(night.scenery);
  EXPECT_EQ(night.scenery->hour, 1);
  EXPECT_THAT(night.shown.things, IsEmpty());
  ASSERT_EQ(night.to_draw.size(), 1U);
  EXPECT_EQ(night.to_draw[0].size(), 1U);
  EXPECT_EQ(plan_for("a cat in a yard in the rain").shown.things.size(), 1U)
      << "that atmosphere has no light for things";
  EXPECT_EQ(plan_for("a cat in a yard").shown.things.size(), 1U);

  const Image yard = testing_shapes::picture_of_bars(true);
  const auto evening = plan_for("make it night", {yard}).scenery;
  ASSERT_TRUE(evening);
  EXPECT_EQ(evening->place, (Backdrop{0, 0, kGrid}));
  EXPECT_EQ(evening->hour, 1);
}

TEST_F(PlanScenery, AnEditKeepsTheSettingThatItDoesNotSay) {
  const Image night = testing_shapes::picture_of_bars(true, testing_shapes::kNight);
  const ThingsPlan added = plan_for("add a cat", {night});
  ASSERT_TRUE(added.scenery);
  EXPECT_EQ(added.scenery->hour, 1);
  EXPECT_EQ(added.scenery->place, (Backdrop{0, 0, kGrid}));
  EXPECT_EQ(added.to_draw.size(), 1U) << "the cat in the light of the night";
  EXPECT_THAT(added.changed, Optional(testing::SizeIs(1)));
  EXPECT_FALSE(plan_for("make it look as it does by day", {night}).scenery);
  const auto snowy = plan_for("make it look like winter, snowy", {night}).scenery;
  ASSERT_TRUE(snowy);
  EXPECT_EQ(snowy->place->season, 1);
  EXPECT_EQ(snowy->hour, 1) << "it is still night";
  const auto moved = plan_for("move it to a hall", {night}).scenery;
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->place->place, 1);
  EXPECT_EQ(moved->hour, 1);
  EXPECT_FALSE(plan_for("add a cat", {testing_shapes::picture_of_bars(true)}).scenery) << "by day";
}

TEST_F(PlanScenery, AStyleIsTakenFromAGivenPicture) {
  BookPlaces places = *testing_shapes::book_with_places().places();
  std::vector<double> bright(kStyleFeatures + 1, 0);
  bright[0] = 1;  // the mean of red
  std::vector<double> dark(kStyleFeatures + 1, 0);
  dark.back() = 0.3;
  places.styles = {{{"in ink"}, Style::Ink, bright}, {{"film noir"}, Style::Noir, dark}};
  const StyleFinder style_finder(places);
  const LookupParts parts{.book = testing_shapes::book_with_places(), .style_finder = &style_finder};
  const Image pale = picture_of({});
  const ThingsPlan plan =
      plan_things(parts, "a cat in a yard in the style of image 1", {pale}, plan_of({512, 256}), {16, 32}, 0);
  EXPECT_EQ(plan.style, Style::Ink);
  EXPECT_THAT(plan.notes, testing::Contains(HasSubstr("in this style: ink")));
  const ThingsPlan named = plan_things(parts, "a cat in a yard in ink, in the style of image 1", {},
                                       plan_of({512, 256}), {16, 32}, 0);
  EXPECT_EQ(named.style, Style::Ink) << "words go first, and there is no image 1";
  EXPECT_THAT(named.notes, IsEmpty());
}

TEST_F(PlanScenery, WhatIsQuotedIsWrittenBesideTheThings) {
  const auto with_letters = [](const std::string& prompt) {
    const LookupParts parts{.book = testing_shapes::book_with_places(), .can_write = true};
    return plan_things(parts, prompt, {}, plan_of({288, 256}), kGrid, 0);
  };
  const ThingsPlan plan = with_letters("a cat with a wooden sign that says \"HI\" on the left");
  ASSERT_TRUE(plan.scenery && plan.scenery->sign);
  const Sign& sign = *plan.scenery->sign;
  EXPECT_EQ(sign.words, "HI");
  ASSERT_EQ(plan.shown.things.size(), 1U);
  EXPECT_GE(plan.shown.things[0].slot.column, sign.column + sign.columns) << "the cat makes room for it";
  EXPECT_EQ(plan.scenery->place, (Backdrop{1, 0, kGrid})) << "which suits anything";
  const ThingsPlan above = with_letters("a cat and a car and a wooden sign that says \"WELCOME\"");
  ASSERT_TRUE(above.scenery && above.scenery->sign);
  EXPECT_EQ(above.scenery->sign->row, 0) << "no room to stand";
  EXPECT_THAT(with_letters("a cat with a sign that says \"\xc3\xa9\"").notes,
              ElementsAre(HasSubstr("cannot write")));
  EXPECT_FALSE(plan_for("a sign that says \"HI\"").scenery) << "a model without letters";
  const ThingsPlan placeless = planned("a sign that says \"HI\"", {});
  ASSERT_TRUE(placeless.scenery && placeless.scenery->sign);
  EXPECT_TRUE(placeless.scenery->given.defined()) << "a book without places";
}

Image with_sign(const Image& picture, const Sign& sign) {
  Tensor plain = picture_to_tensor(picture).to(torch::kFloat32)[0] / 2 + 0.5;
  put_in_front(plain, {cut_out(sign, block_glyphs(), 16)}, 16);
  return tensor_to_picture(plain.unsqueeze(0) * 2 - 1);
}

TEST(PlanThings, ASignIsAddedToAGivenPictureBesideItsThings) {
  const ThingsPlan plan = planned("add a sign that says \"HI\"", {picture_of({kCat})});
  ASSERT_TRUE(plan.scenery && plan.scenery->sign);
  EXPECT_EQ(plan.scenery->sign->words, "HI");
  EXPECT_TRUE(plan.scenery->given.defined()) << "its place is not recognised";
  EXPECT_GE(plan.scenery->sign->column, kCat.slot.column + kSlotTokens);
  EXPECT_THAT(plan.shown.things, ElementsAre(kCat));
  EXPECT_THAT(plan.notes, IsEmpty());
  ASSERT_TRUE(plan.changed) << "the rest stays";
  for (const Square& square : *plan.changed) EXPECT_GE(square.slot.row, plan.scenery->sign->row);
  const ThingsPlan both = planned("remove the cat and add a sign that says \"HI\"", {picture_of({kCat})});
  EXPECT_THAT(both.shown.things, ElementsAre(PlacedPicture{0, kCat.slot, true}));
  ASSERT_TRUE(both.changed);
  EXPECT_THAT(*both.changed, testing::Contains(Square{kCat.slot}));
}

TEST(PlanThings, TheWordsOfAGivenSignAreChanged) {
  const Sign board = places_for({SignKind::Billboard, "OPEN", 0}, {kCat.square()}, kGrid).at(0);
  const Image picture = with_sign(picture_of({kCat}), board);
  for (const char* prompt : {"change the words to \"SHUT\"", "make the billboard say \"SHUT\"",
                             "replace \"OPEN\" with \"SHUT\", keep everything else"}) {
    const ThingsPlan plan = planned(prompt, {picture});
    ASSERT_TRUE(plan.scenery && plan.scenery->sign) << prompt;
    EXPECT_EQ(plan.scenery->sign->words, "SHUT");
    EXPECT_EQ(plan.scenery->sign->column, board.column);
    EXPECT_EQ(plan.scenery->sign->row, board.row);
    EXPECT_TRUE(plan.changed) << prompt;
    EXPECT_THAT(plan.notes, IsEmpty()) << prompt;
  }
  const ThingsPlan none = planned("change the words to \"SHUT\"", {picture_of({kCat})});
  EXPECT_THAT(none.notes, ElementsAre(HasSubstr("no sign was found")));
  EXPECT_THAT(none.changed, Optional(IsEmpty())) << "the picture stays";
  const ThingsPlan any = planned("write \"SHUT\"", {picture_of({kCat})});
  EXPECT_TRUE(any.scenery && any.scenery->sign && any.changed);
  EXPECT_THAT(any.notes, ElementsAre(HasSubstr("is put on a new one")));
  EXPECT_THAT(planned("change the words to \"\xc3\xa9\"", {picture}).notes,
              ElementsAre(HasSubstr("cannot write")));
}

TEST(PlanThings, ANeonSignIsNoStyle) {
  const PictureBook& base = testing_shapes::book_with_places();
  BookPlaces places = *base.places();
  places.styles = {{{"neon"}, Style::Neon}};
  const PictureBook book(kSlotTokens, kSlotTokens, base.things(), {},
                         torch::zeros({4 * kSlotTokens * kSlotTokens, base.channels()}), base.drawings(),
                         places);
  const PictureFinder finder(book);
  const auto style_of = [&](const char* prompt) {
    return plan_things({.book = book, .finder = &finder, .can_write = true}, prompt, {picture_of({kCat})},
                       plan_of({18 * 16, 16 * 16}), kGrid, 0)
        .style;
  };
  EXPECT_EQ(style_of("add a neon sign that says \"HI\""), Style::Flat);
  EXPECT_EQ(style_of("add a sign that says \"HI\" and make it neon"), Style::Neon);
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
