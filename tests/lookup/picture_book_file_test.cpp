// tests/lookup/picture_book_file_test.cpp
//
// The folder of a picture book: read as it was written, and refused where it does not fit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <filesystem>
#include <functional>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "lookup/picture_book.h"
#include "lookup/small_books.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Things = std::vector<PlacedPicture>;

TEST(PictureBook, SeasonsViewsSkiesAndNeutralPlacesAreReadAsTheyWereWritten) {
  const std::filesystem::path folder = testing::TempDir() + "book_in_seasons";
  std::filesystem::remove_all(folder);
  book_of(places_in_seasons()).save(folder);
  const PictureBook book = PictureBook::open(folder, torch::kFloat32, torch::kCPU);
  const BookPlaces wanted = places_in_seasons();
  EXPECT_EQ(book.places()->seasons, wanted.seasons);
  EXPECT_EQ(book.places()->seasonal, wanted.seasonal);
  EXPECT_EQ(book.places()->neutral, wanted.neutral);
  EXPECT_EQ(book.places()->sheltered, wanted.sheltered);
  ASSERT_EQ(book.places()->compositions.size(), 2U);
  EXPECT_EQ(book.places()->compositions[0].place, 1);
  EXPECT_EQ(book.places()->compositions[0].staging, Staging::Table);
  EXPECT_FALSE(book.places()->compositions[1].staging);
  ASSERT_EQ(book.places()->parts.size(), 1U);
  EXPECT_EQ(book.places()->parts[0].place, 1);
  EXPECT_EQ(book.places()->parts[0].things, std::vector<int64_t>{0});
  ASSERT_EQ(book.places()->weathers.size(), 2U);
  EXPECT_EQ(book.places()->weathers[1].names, wanted.weathers[1].names);
  ASSERT_EQ(book.places()->weathers[1].by_hour.size(), 2U);
  const Atmosphere& snowy_night = book.places()->weathers[1].by_hour[1];
  EXPECT_EQ(snowy_night.falling.value().kind, Falling::Kind::Snow);
  EXPECT_FLOAT_EQ(snowy_night.falling->rim.g, 0.7F);
  EXPECT_FLOAT_EQ(snowy_night.haze_amount, 0.25F);
  ASSERT_EQ(book.places()->hours.size(), 1U);
  EXPECT_EQ(book.places()->hours[0].names, wanted.hours[0].names);
  EXPECT_FLOAT_EQ(book.places()->hours[0].indoors.light.r, 0.6F);
  EXPECT_FALSE(book.places()->hours[0].indoors.sky);
  EXPECT_FALSE(book.places()->hours[0].indoors.on_things);
  EXPECT_EQ(book.places()->hours[0].outdoors.on_things.value().g, 0.875F);
  const Sky night = book.places()->hours[0].outdoors.sky.value();
  EXPECT_FLOAT_EQ(night.zenith.b, 0.2F);
  EXPECT_FLOAT_EQ(night.middle.b, 0.4F);
  EXPECT_FLOAT_EQ(night.low.g, 0.1F);
  EXPECT_FLOAT_EQ(night.amount, 0.75F);
  ASSERT_EQ(book.places()->hours[0].season_skies.size(), 2U);
  EXPECT_FLOAT_EQ(book.places()->hours[0].season_skies[1].low.r, 0.6F);
  EXPECT_FLOAT_EQ(book.places()->hours[0].season_skies[1].amount, 0.25F);
  EXPECT_EQ(book.places()->usual.season, wanted.usual.season);
  EXPECT_EQ(book.places()->usual.hour, wanted.usual.hour);
  EXPECT_EQ(book.places()->usual.weather, wanted.usual.weather);
  EXPECT_EQ(book.places()->rooms, wanted.rooms);
  ASSERT_EQ(book.places()->styles.size(), 2U);
  EXPECT_EQ(book.places()->styles[0].names, wanted.styles[0].names);
  EXPECT_EQ(book.places()->styles[0].style, Style::Ink);
  EXPECT_TRUE(torch::equal(book.places()->season_pictures, wanted.season_pictures));
  EXPECT_TRUE(torch::equal(book.places()->views, wanted.views));
  EXPECT_TRUE(torch::equal(book.places()->skies, wanted.skies));
}

class PictureBookFolder : public testing::Test {
 protected:
  // A folder of its own: tests run side by side.
  PictureBookFolder()
      : folder_(testing::TempDir() + "picture_book_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
    small_book().save(folder_);
  }

  std::string fault_of(const std::function<void(Json&)>& change) const {
    Json names = read_json(folder_ / "names.json");
    change(names);
    write_json(folder_ / "names.json", names);
    try {
      PictureBook::open(folder_, torch::kFloat32, torch::kCPU);
      return "";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
      return error.what();
    }
  }

  std::filesystem::path folder_;
};

TEST_F(PictureBookFolder, ComesBackAsItWasSaved) {
  const PictureBook book = PictureBook::open(folder_, torch::kFloat32, torch::kCPU);
  EXPECT_EQ(book.channels(), kChannels);
  EXPECT_THAT(pictures_of(book.named_in("an orange cat under the star, and a red car")), ElementsAre(3, 1));
  EXPECT_TRUE(torch::equal(book.tokens(Things{{6, {}}}), small_book().tokens(Things{{6, {}}})));
}

TEST_F(PictureBookFolder, RefusesTreatmentsThatNobodyCanDraw) {
  book_of(places_in_seasons()).save(folder_);
  EXPECT_EQ(fault_of([](Json&) {}), "");
  EXPECT_THAT(fault_of([](Json& names) { names["weathers"][0]["falls"] = "frogs"; }), HasSubstr("\"falls\""));
  book_of(places_in_seasons()).save(folder_);
  EXPECT_THAT(fault_of([](Json& names) {
                names["weathers"][0]["hours"][0]["veil"] = {1, "x", 2};
              }),
              HasSubstr("\"veil\""));
  book_of(places_in_seasons()).save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["hours"][0]["outdoors"] = 3; }), HasSubstr("\"outdoors\""));
  book_of(places_in_seasons()).save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["styles"][0]["style"] = 3; }), HasSubstr("\"style\""));
  book_of(places_in_seasons()).save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["styles"] = "ink"; }), HasSubstr("\"styles\""));
}

TEST_F(PictureBookFolder, KeepsPlacesAndDrawings) {
  PictureBook written = book_with_places();
  const BookDrawings drawings{torch::randint(0, 256, {1, 4, 8, 12}, torch::kUInt8), {{1, 0.5F, 0.25F}}};
  written = PictureBook(2, 3, written.things(), {}, torch::randn({6, kChannels}), drawings, written.places());
  written.save(folder_);
  const PictureBook read = PictureBook::open(folder_, torch::kFloat32, torch::kCPU);
  ASSERT_TRUE(read.places() && read.drawings());
  EXPECT_EQ(read.places()->names, written.places()->names);
  EXPECT_EQ(read.places()->grids, written.places()->grids);
  EXPECT_EQ(read.places()->layouts, 2);
  EXPECT_TRUE(torch::equal(read.places()->pictures, written.places()->pictures));
  EXPECT_TRUE(torch::equal(read.drawings()->rgba, drawings.rgba));
  EXPECT_EQ(read.drawings()->lights, drawings.lights);
  EXPECT_THAT(fault_of([](Json& names) {
                names["grids"] = {{2, 2}};
              }),
              HasSubstr("expected places [4, 4, 5]"));
  written.save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["grids"] = {{2, 0}, {1, 4}}; }), HasSubstr("\"grids\""));
  written.save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["layouts"] = 0; }), HasSubstr("\"layouts\""));
  written.save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["places"] = "sea"; }), HasSubstr("\"places\""));
  written.save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["lights"] = {{1, 2}}; }), HasSubstr("\"lights\""));
}

TEST_F(PictureBookFolder, KeepsWhereThingsAreWornAndRefusesWhatNobodyHas) {
  const Bearing everywhere[] = {Bearing::OnHead, Bearing::OnEyes, Bearing::OnNeck, Bearing::OnBody,
                                Bearing::OnFeet};
  std::vector<BookThing> things{{{"stone"}, 0}};
  for (const Bearing worn : everywhere)
    things.push_back({.names = {"thing " + std::to_string(things.size())}, .picture = 0, .worn = worn});
  PictureBook(1, 1, things, {}, torch::zeros({1, kChannels})).save(folder_);
  const PictureBook read = PictureBook::open(folder_, torch::kFloat32, torch::kCPU);
  ASSERT_EQ(read.things().size(), 6U);
  for (std::size_t i = 0; i < things.size(); ++i) EXPECT_EQ(read.things()[i].worn, things[i].worn);
  EXPECT_THAT(fault_of([](Json& names) { names["things"][1]["worn"] = "tail"; }), HasSubstr("\"worn\""));
  book_of(places_in_seasons()).save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["compositions"][0]["staging"] = "heap"; }),
              HasSubstr("\"staging\""));
  book_of(places_in_seasons()).save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["parts"][0]["things"] = {1}; }),
              HasSubstr("a place has thing 1"));
  book_of(places_in_seasons()).save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["parts"][0]["place"] = 9; }), HasSubstr("numbers of places"));
}

TEST_F(PictureBookFolder, WithoutFilesIsNotFound) {
  try {
    PictureBook::open(folder_ / "nowhere", torch::kFloat32, torch::kCPU);
    FAIL() << "opened what is not there";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::NotFound);
  }
}

TEST_F(PictureBookFolder, RefusesWhatDoesNotFitAndNamesIt) {
  EXPECT_THAT(fault_of([](Json& names) { names["things"][0]["picture"] = 7; }),
              HasSubstr("\"car\" has picture 7"));
  small_book().save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["things"][0]["colours"]["red"] = -1; }),
              HasSubstr("picture -1"));
  small_book().save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["things"][0]["colours"] = "red"; }), HasSubstr("\"colours\""));
  small_book().save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["things"][0]["names"] = Json::array(); }),
              HasSubstr("without a name"));
  small_book().save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["things"] = 5; }), HasSubstr("\"things\""));
  small_book().save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["rows"] = 4; }), HasSubstr("whole pictures of 12 tokens"));
  small_book().save(folder_);
  EXPECT_THAT(fault_of([](Json& names) { names["settings"] = {1, 2}; }), HasSubstr("\"settings\""));
}

}  // namespace
}  // namespace reverie
