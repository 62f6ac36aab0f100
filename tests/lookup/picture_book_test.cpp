// tests/lookup/picture_book_test.cpp
//
// What a prompt names and shows; the folder that holds it is in picture_book_file_test.cpp.

#include "lookup/picture_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "lookup/small_books.h"
#include "models/flux2_transformer.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Things = std::vector<PlacedPicture>;
std::vector<int64_t> named(const std::string& prompt) {
  return pictures_of(small_book().named_in(prompt));
}

TEST(PictureBook, FindsWhatAPromptNamesInItsOrder) {
  EXPECT_THAT(named("A Cat next to a car, and another cat"), ElementsAre(2, 0, 2));
  EXPECT_THAT(named("two cats and a sports car"), ElementsAre(2, 0));
  EXPECT_THAT(named("a dog"), IsEmpty());
  EXPECT_THAT(named(""), IsEmpty());
}

TEST(PictureBook, AColourCountsRightBeforeAThingThatComesInIt) {
  EXPECT_THAT(named("a red car"), ElementsAre(1));
  EXPECT_THAT(named("a red car and a car"), ElementsAre(1, 0));
  EXPECT_THAT(named("a car, red"), ElementsAre(0));
  EXPECT_THAT(named("a red cat"), ElementsAre(2)) << "cats do not come in red";
  EXPECT_THAT(named("red"), IsEmpty());
}

TEST(PictureBook, AColourThatIsAThingTooIsAColourBeforeWhatComesInIt) {
  EXPECT_THAT(named("an orange cat"), ElementsAre(3));
  EXPECT_THAT(named("an orange car"), ElementsAre(4, 0));
  EXPECT_THAT(named("an orange"), ElementsAre(4));
}

TEST(PictureBook, NamesWithinSettingsAndQuotesMeanNoThing) {
  EXPECT_THAT(named("a cat under the star"), ElementsAre(2));
  EXPECT_THAT(named("a star"), ElementsAre(5));
  EXPECT_THAT(named("a sports car park"), IsEmpty()) << "the setting reaches beyond the thing";
  EXPECT_THAT(named("a sign that says \"car\""), IsEmpty());
}

TEST(PictureBook, ASettingThatAThingReachesBeyondIsNone) {
  EXPECT_THAT(named("a cat in an office"), ElementsAre(2));
  EXPECT_THAT(named("in an office worker"), ElementsAre(6));
  EXPECT_THAT(named("at an office worker"), IsEmpty()) << "the thing ends with the setting";
}

TEST(PictureBook, FindsEverythingHoweverMuch) {
  std::vector<BookThing> things;
  std::string prompt;
  for (int64_t i = 0; i < 8; ++i) {
    things.push_back({{"thing" + std::to_string(i)}, i});
    prompt += "a thing" + std::to_string(i) + " ";
  }
  const PictureBook book(1, 1, things, {}, torch::zeros({8, kChannels}));
  EXPECT_THAT(pictures_of(book.named_in(prompt)), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

TEST(PictureBook, TellsHowOftenAThingIsNamedAndWhatIsSaidBehindIt) {
  const auto found = small_book().named_in("there are three red cars to the left of 2 cats, in an office");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].count, 3);
  EXPECT_EQ(found[0].before, " there are three");
  EXPECT_EQ(found[0].name, " red cars");
  EXPECT_EQ(found[0].after, " to the left of 2");
  EXPECT_EQ(found[1].before, found[0].after);
  EXPECT_EQ(found[1].name, " cats");
  EXPECT_EQ(found[1].count, 2);
  EXPECT_EQ(found[1].after, " in an office");
  EXPECT_EQ(small_book().named_in("cat").at(0).count, 1);
}

TEST(PictureBook, GivesTokensAndPlacesOfItsPictures) {
  const PictureBook book = small_book();
  const std::vector<PlacedPicture> pictures{{3, {4, 5}}, {0, {0, 0}}, {1, {2, 0}, true}};
  const Tensor tokens = book.tokens(pictures);
  ASSERT_EQ(tokens.sizes(), (torch::IntArrayRef{18, kChannels}));
  EXPECT_TRUE(torch::equal(tokens.narrow(0, 6, 6), book.tokens(Things{{0, {}}})));
  EXPECT_FALSE(torch::equal(tokens.narrow(0, 0, 6), book.tokens(Things{{0, {}}})));
  const Tensor ids = book.ids(pictures);
  ASSERT_EQ(ids.sizes(), (torch::IntArrayRef{18, 4}));
  const Tensor moved = image_position_ids(2, 3, -10) + torch::tensor({0, 4, 5, 0});
  EXPECT_TRUE(torch::equal(ids.narrow(0, 0, 6), moved));
  EXPECT_TRUE(torch::equal(ids.narrow(0, 6, 6), image_position_ids(2, 3, -10)));
  EXPECT_TRUE(torch::equal(ids.narrow(0, 12, 6), image_position_ids(2, 3, -20) + torch::tensor({0, 2, 0, 0})))
      << "what is to be gone";
}

TEST(PictureBook, FindsTheFirstPlaceThatAPromptNames) {
  const PictureBook book = book_with_places();
  EXPECT_EQ(book.backdrop_named_in("a star in a forest by the sea", {8, 8}, 0), (Backdrop{0, 0, {8, 8}}));
  EXPECT_EQ(book.backdrop_named_in("a sea at night", {8, 8}, 7), (Backdrop{1, 1, {8, 8}}));
  EXPECT_FALSE(book.backdrop_named_in("a star at night", {8, 8}, 0));
  EXPECT_FALSE(book.backdrop_named_in("a sign that says \"sea\"", {8, 8}, 0));
  EXPECT_FALSE(small_book().backdrop_named_in("in a forest", {8, 8}, 0));
  EXPECT_THAT(pictures_of(book.named_in("a star in a forest")), ElementsAre(0));
}

TEST(PictureBook, ABackdropComesFromTheNearestGridAndIsStretchedOverThePicture) {
  const PictureBook book = book_with_places();
  const Tensor all = book.places()->pictures;
  const Backdrop square{1, 1, {4, 4}}, wide{0, 1, {2, 8}};
  EXPECT_TRUE(torch::equal(book.tokens(square), all[3].narrow(0, 0, 4)));
  EXPECT_TRUE(torch::equal(book.tokens(wide), all[1].narrow(0, 4, 4)));
  const auto id = [](int64_t row, int64_t column) {
    return torch::tensor({int64_t{-30}, row, column, int64_t{0}});
  };
  EXPECT_TRUE(torch::equal(book.ids(square), torch::stack({id(1, 1), id(1, 3), id(3, 1), id(3, 3)})));
  EXPECT_TRUE(torch::equal(book.ids(wide), torch::stack({id(1, 1), id(1, 3), id(1, 5), id(1, 7)})));
  EXPECT_TRUE(
      torch::equal(book.ids(Backdrop{0, 0, {2, 2}}), torch::stack({id(0, 0), id(0, 1), id(1, 0), id(1, 1)})))
      << "on its own grid nothing moves";
  const LookedUp both{{{0, {1, 1}}}, square};
  EXPECT_TRUE(torch::equal(book.tokens(both), torch::cat({book.tokens(both.things), book.tokens(square)})));
  EXPECT_TRUE(torch::equal(book.ids(both), torch::cat({book.ids(both.things), book.ids(square)})));
  EXPECT_TRUE(torch::equal(book.tokens(LookedUp{{}, wide}), book.tokens(wide)));
}

TEST(PictureBook, APlaceIsShownInTheSeasonThatAPromptNamesLast) {
  const PictureBook book = book_of(places_in_seasons());
  const Tensor& seasonal = book.places()->season_pictures;
  const auto winter = book.backdrop_named_in("from autumn to a snowy sea", {2, 8}, 1);
  EXPECT_EQ(winter, (Backdrop{1, 1, {2, 8}, 2}));
  EXPECT_TRUE(torch::equal(book.tokens(*winter), seasonal[3].narrow(0, 4, 4))) << "on the wide grid";
  EXPECT_TRUE(torch::equal(book.tokens(Backdrop{1, 0, {4, 4}, 1}), seasonal[0].narrow(0, 0, 4)));
  EXPECT_TRUE(torch::equal(book.tokens(Backdrop{0, 0, {4, 4}, 1}), book.tokens(Backdrop{0, 0, {4, 4}})))
      << "the forest has no seasons";
  EXPECT_EQ(book.season_named_in("a sign that says \"snowy\""), 0);
}

TEST(PictureBook, APluralWithoutANumberIsSeveral) {
  const PictureBook book(1, 1,
                         {{{"cat", "pussycat", "cats", "pussycats"}, 0, {{"red", 1}}, false, 2},
                          {{"glasses", "pairs of glasses"}, 2, {}, false, 1}},
                         {}, torch::zeros({3, kChannels}));
  const auto several = [&](const char* prompt) { return book.named_in(prompt).at(0).is_several; };
  EXPECT_TRUE(several("Cats in a forest"));
  EXPECT_TRUE(several("red pussycats"));
  EXPECT_TRUE(several("pairs of glasses"));
  EXPECT_FALSE(several("a cat"));
  EXPECT_FALSE(several("two cats")) << "that says how many";
  EXPECT_FALSE(several("glasses"));
  EXPECT_EQ(book.named_in("cats").at(0).count, 1);
  EXPECT_THROW(PictureBook(1, 1, {{{"cat"}, 0, {}, false, 2}}, {}, torch::zeros({1, kChannels})), Error);
  const std::filesystem::path folder = testing::TempDir() + "book_of_plurals";
  book.save(folder);
  const PictureBook read = PictureBook::open(folder, torch::kFloat32, torch::kCPU);
  EXPECT_EQ(read.things()[0].plurals, 2);
  EXPECT_TRUE(read.named_in("pussycats").at(0).is_several);
}

TEST(PictureBook, ACategoryIsSeveralThings) {
  const PictureBook book(1, 1, {{{"apple"}, 0}, {{"pear"}, 1}, {{"cat"}, 2}}, {},
                         torch::zeros({3, kChannels}), {}, {}, {{{"fruit", "fruits"}, {0, 1}}});
  EXPECT_THAT(pictures_of(book.named_in("fresh fruit and a cat")), ElementsAre(0, 1, 2));
  EXPECT_THAT(pictures_of(book.named_in("a fruit")), ElementsAre(0));
  const auto three = book.named_in("a cat to the left of three fruits on a table");
  EXPECT_THAT(pictures_of(three), ElementsAre(2, 0, 1, 0));
  EXPECT_EQ(three[0].after, " to the left of three");
  EXPECT_EQ(three[3].after, " on a table");
  EXPECT_THROW(
      PictureBook(1, 1, {{{"apple"}, 0}}, {}, torch::zeros({1, kChannels}), {}, {}, {{{"fruit"}, {1}}}),
      Error);
  const std::filesystem::path folder = testing::TempDir() + "book_of_categories";
  book.save(folder);
  const PictureBook read = PictureBook::open(folder, torch::kFloat32, torch::kCPU);
  EXPECT_THAT(pictures_of(read.named_in("fruit")), ElementsAre(0, 1));
}

TEST(PictureBook, APromptWithoutAPlaceGetsOneThatSuitsAnything) {
  const PictureBook book = book_of(places_in_seasons());
  EXPECT_EQ(book.neutral_backdrop("a star in autumn", {4, 4}, 7), (Backdrop{0, 1, {4, 4}, 1}));
  EXPECT_FALSE(book_with_places().neutral_backdrop("a star", {4, 4}, 7));
  EXPECT_EQ(book.neutral_backdrop("a still life with a star", {4, 4}, 7)->place, 1);
}

TEST(PictureBook, ACompositionSaysHowThingsStand) {
  const PictureBook book = book_of(places_in_seasons());
  EXPECT_EQ(book.staging_named_in("a still life with a star"), Staging::Table);
  EXPECT_EQ(book.staging_named_in("a still life by the sea"), Staging::Table) << "its own place";
  EXPECT_FALSE(book.staging_named_in("a still life in a forest"));
  EXPECT_FALSE(book.staging_named_in("a portrait of a star"));
  EXPECT_FALSE(book.staging_named_in("a star, \"still life\""));
  EXPECT_FALSE(small_book().staging_named_in("a still life"));
}

TEST(PictureBook, WhatAPlaceIsSaidToHaveAndShowsIsNoThing) {
  const PictureBook book = book_of(places_in_seasons());
  const auto count = [&](const char* prompt) { return book.named_in(prompt).size(); };
  EXPECT_EQ(count("a sea with waves and a star"), 0U);
  EXPECT_EQ(count("a star by the sea"), 1U);
  EXPECT_EQ(count("a sea and a star"), 1U) << "nobody said that the sea has it";
  EXPECT_EQ(count("a forest with a star"), 1U) << "the forest shows none";
}

TEST(PictureBook, ReadsWhatIsToBeDrawnOverAPlace) {
  const PictureBook book = book_of(places_in_seasons());
  const auto named = [&](const char* prompt) { return book.treatment_named_in(prompt); };
  EXPECT_TRUE(named("a star by the sea").is_none());
  EXPECT_EQ(named("a rainy sea"), (Treatment{.weather = 1}));
  EXPECT_EQ(named("the sea in the snow"), (Treatment{.weather = 2})) << "a season and a weather at once";
  EXPECT_EQ(book.season_named_in("the sea in the snow"), 2);
  EXPECT_EQ(named("a star in the rain, in ink"), (Treatment{1, Style::Ink}));
  EXPECT_EQ(named("turn the ink into a plain drawing").style, Style::Flat) << "the last one counts";
  EXPECT_TRUE(named("a sign that says \"ink\"").is_none());
}

TEST(PictureBook, ATreatmentWithinALongerPhraseIsNone) {
  BookPlaces places = places_in_seasons();
  places.names[0] = {"ink factory"};
  const PictureBook book{1,  1,     {{{"ink bottle"}, 0}}, {"ink stains"}, torch::zeros({1, kChannels}),
                         {}, places};
  for (const char* prompt : {"an ink factory", "an ink bottle", "ink stains"})
    EXPECT_TRUE(book.treatment_named_in(prompt).is_none()) << prompt;
  EXPECT_EQ(book.treatment_named_in("an ink bottle in ink").style, Style::Ink);
}

TEST(PictureBook, ReadsTheHourAndKnowsItsLight) {
  const PictureBook book = book_of(places_in_seasons());
  EXPECT_EQ(book.hour_named_in("a star by the sea at night"), 1);
  EXPECT_EQ(book.hour_named_in("a star by the sea"), 0);
  EXPECT_EQ(book.hour_named_in("a sign that says \"night\""), 0);
  const BookPlaces& places = *book.places();
  EXPECT_FLOAT_EQ(places.atmosphere(0, 0, 1).light.r, 0.3F);
  EXPECT_FLOAT_EQ(places.atmosphere(1, 0, 1).light.r, 0.6F) << "lamps are lit in a room";
  EXPECT_FLOAT_EQ(places.atmosphere({}, 0, 0).light.r, 1);
  EXPECT_EQ(places.atmosphere(0, 2, 1).falling.value().kind, Falling::Kind::Snow);
}

TEST(PictureBook, AnHoursSkyIsThatOfTheSeasonWhereThePlaceHasSeasons) {
  BookPlaces places = places_in_seasons();
  places.rooms = {};
  places.seasonal = {1};
  EXPECT_FLOAT_EQ(places.atmosphere(1, 0, 1, 2).sky.value().zenith.r, 0.4F);
  EXPECT_FLOAT_EQ(places.atmosphere(1, 0, 1, 0).sky.value().zenith.r, 0);
  EXPECT_FLOAT_EQ(places.atmosphere(0, 0, 1, 2).sky.value().zenith.r, 0) << "a forest without seasons";
  EXPECT_FALSE(places.atmosphere(1, 1, 1, 2).sky) << "clouds hide it";
  places.hours[0].season_skies.pop_back();
  EXPECT_THROW(book_of(places), Error);
}

TEST(PictureBook, ReadsWhetherASettingIsSaidAtAll) {
  const PictureBook book = book_of(places_in_seasons());
  const SaidSetting nothing = book.setting_named_in("a star by the sea, \"by day\"");
  EXPECT_FALSE(nothing.season || nothing.hour || nothing.weather);
  const SaidSetting usual = book.setting_named_in("the sea in summer by day in clear weather");
  EXPECT_EQ(usual.season, 0);
  EXPECT_EQ(usual.hour, 0);
  EXPECT_EQ(usual.weather, 0);
  const SaidSetting other = book.setting_named_in("a rainy day by the snowy sea, later at night");
  EXPECT_EQ(other.season, 2);
  EXPECT_EQ(other.hour, 1) << "what is not usual goes first";
  EXPECT_EQ(other.weather, 1);
}

TEST(PictureBook, ANumberMayStandBeforeASize) {
  const auto found = small_book().named_in("three tiny red cars and two huge cats");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].count, 3);
  EXPECT_EQ(found[0].picture, 1);
  EXPECT_EQ(found[1].count, 2);
}

TEST(PictureBook, KnowsTheWordsThatItReadsItself) {
  EXPECT_THAT(book_of(places_in_seasons()).words_read(),
              ElementsAre("eight", "five", "four", "life", "nine", "portrait", "seven", "six", "still",
                          "three", "two"))
      << "without outlines nothing is drawn in another size";
  const PictureBook drawn{1,
                          1,
                          {{{"star"}, 0}},
                          {},
                          torch::zeros({1, kChannels}),
                          BookDrawings{torch::zeros({1, 4, 4, 4}, torch::kUInt8), {{1, 1, 1}}}};
  const std::vector<std::string> words = drawn.words_read();
  for (const char* word : {"huge", "bigger", "behind", "under", "top", "wearing", "holding", "surrounded"})
    EXPECT_TRUE(std::binary_search(words.begin(), words.end(), word)) << word;
}

TEST(PictureBook, ThingsThatWereDrawnForThePictureAreShownToo) {
  const PictureBook book = book_of(places_in_seasons());
  const PreparedPicture drawn{torch::randn({6, kChannels}), {2, 3}, {4, 5}};
  const LookedUp shown{.things = {{0, {1, 1}}}, .drawn = {drawn}};
  EXPECT_TRUE(torch::equal(book.tokens(shown), torch::cat({book.tokens(shown.things), drawn.tokens})));
  const Tensor moved = image_position_ids(2, 3, -10) + torch::tensor({0, 4, 5, 0});
  EXPECT_TRUE(torch::equal(book.ids(shown), torch::cat({book.ids(shown.things), moved})));
  EXPECT_FALSE(LookedUp{.drawn = {drawn}}.is_empty());
}

TEST(PictureBook, APreparedBackdropStandsInsteadOfTheBooksOwn) {
  const PictureBook book = book_of(places_in_seasons());
  const PreparedPicture scenery{torch::randn({6, kChannels}), {2, 3}};
  const LookedUp shown{.backdrop = Backdrop{0, 0, {2, 3}}, .scenery = scenery};
  EXPECT_TRUE(torch::equal(book.tokens(shown), scenery.tokens));
  EXPECT_TRUE(torch::equal(book.ids(shown), image_position_ids(2, 3, -30)));
  EXPECT_FALSE(LookedUp{.scenery = scenery}.is_empty());
  EXPECT_TRUE(torch::equal(book.tokens(LookedUp{.scenery = scenery}), scenery.tokens))
      << "of a given picture";
}

TEST(PictureBook, RefusesSeasonsAndViewsThatDoNotFit) {
  const auto is_refused = [](const std::function<void(BookPlaces&)>& change) {
    BookPlaces places = places_in_seasons();
    change(places);
    try {
      book_of(std::move(places));
      return false;
    } catch (const Error& error) {
      return error.code() == ErrorCode::CorruptFile;
    }
  };
  EXPECT_FALSE(is_refused([](BookPlaces&) {}));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.seasonal = {2}; }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.neutral = {-1}; }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.sheltered = {2}; }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.rooms = {2}; }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.weathers[0].by_hour.pop_back(); }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.compositions[0].place = 2; }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.seasonal = {0, 1}; }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.season_pictures = Tensor(); }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.views = places.views.to(torch::kFloat32); }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.views = places.views.narrow(1, 0, 7); }));
  EXPECT_TRUE(is_refused([](BookPlaces& places) { places.skies = places.skies.narrow(2, 0, 15); }));
}

TEST(PictureBook, TheWordsOfAStyleCanBeLeftOut) {
  const PictureBook book = book_of(places_in_seasons());
  EXPECT_EQ(book.without_style("a star in ink, in the rain"), "a star, in the rain");
  EXPECT_EQ(book.without_style("Ink, a star at night"), "a star at night");
  EXPECT_EQ(book.without_style("a star with \"INK, in ink\" on it, in ink."),
            "a star with \"INK, in ink\" on it.");
  EXPECT_EQ(book.without_style("in \"A\" ink"), "\"A\"") << "nothing that is quoted goes";
  EXPECT_EQ(book.without_style("in ink"), "");
  EXPECT_EQ(book.without_style("a star, a sea"), "a star, a sea");
}

TEST(PictureBook, ASkyIsThatOfThePictureThatIsShown) {
  BookPlaces places = places_in_seasons();
  places.skies.zero_();
  places.skies[3][4][1 * BookPlaces::kViewPx + 2] = 255;  // the first token of the wide grid
  places.skies[3][6][0] = 51;
  const PictureBook book = book_of(places);
  const Tensor sky = book.sky_of(Backdrop{1, 1, {2, 8}, 2});
  ASSERT_EQ(sky.sizes(), at::IntArrayRef({4, 16}));
  EXPECT_EQ(sky[1][2].item<double>(), 1);
  EXPECT_NEAR(sky[0][8].item<double>(), 0.2, 1e-6);
  EXPECT_NEAR(sky.sum().item<double>(), 1.2, 1e-6);
  EXPECT_EQ(book.sky_of(Backdrop{1, 0, {2, 8}}).sum().item<double>(), 0) << "another layout";
  places.skies = Tensor();
  EXPECT_FALSE(book_of(places).sky_of(Backdrop{1, 1, {2, 8}}).defined());
}

TEST(PictureBook, RefusesPlacesThatDoNotFit) {
  const auto with_shape = [](at::IntArrayRef shape, int64_t layouts) {
    PictureBook(1, 1, {}, {}, torch::zeros({0, kChannels}), {},
                BookPlaces{{{"sea"}}, {{2, 2}}, layouts, torch::zeros(shape)});
  };
  EXPECT_NO_THROW(with_shape({2, 4, kChannels}, 2));
  EXPECT_THROW(with_shape({1, 4, kChannels}, 2), Error);
  EXPECT_THROW(with_shape({2, 5, kChannels}, 2), Error);
  EXPECT_THROW(with_shape({2, 4, kChannels + 1}, 2), Error);
}

}  // namespace
}  // namespace reverie
