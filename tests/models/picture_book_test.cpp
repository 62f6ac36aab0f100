// tests/models/picture_book_test.cpp
//
// What a prompt names, and the folder of a model that holds it.

#include "models/picture_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "models/flux2_transformer.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int64_t kChannels = 5;

// Pictures of 2x3 tokens: 0 and 1 cars, 2 and 3 cats, 4 an orange, 5 a star, 6 an office worker.
PictureBook small_book() {
  torch::manual_seed(1);
  return {2,
          3,
          {{{"car", "sports car", "cars"}, 0, {{"red", 1}}},
           {{"cat", "cats"}, 2, {{"orange", 3}}},
           {{"orange", "oranges"}, 4},
           {{"star"}, 5},
           {{"office worker"}, 6}},
          {"under the star", "in an office", "at an office worker", "car park"},
          torch::randn({7 * 6, kChannels})};
}

std::vector<int64_t> pictures_of(const std::vector<FoundThing>& found) {
  std::vector<int64_t> pictures;
  for (const FoundThing& thing : found) pictures.push_back(thing.picture);
  return pictures;
}

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
  EXPECT_TRUE(torch::equal(tokens.narrow(0, 6, 6), book.tokens({{0, {}}})));
  EXPECT_FALSE(torch::equal(tokens.narrow(0, 0, 6), book.tokens({{0, {}}})));
  const Tensor ids = book.ids(pictures);
  ASSERT_EQ(ids.sizes(), (torch::IntArrayRef{18, 4}));
  const Tensor moved = image_position_ids(2, 3, -10) + torch::tensor({0, 4, 5, 0});
  EXPECT_TRUE(torch::equal(ids.narrow(0, 0, 6), moved));
  EXPECT_TRUE(torch::equal(ids.narrow(0, 6, 6), image_position_ids(2, 3, -10)));
  EXPECT_TRUE(torch::equal(ids.narrow(0, 12, 6), image_position_ids(2, 3, -20) + torch::tensor({0, 2, 0, 0})))
      << "what is to be gone";
}

class PictureBookFolder : public testing::Test {
 protected:
  PictureBookFolder() : folder_(testing::TempDir() + "picture_book") {
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
  EXPECT_TRUE(torch::equal(book.tokens({{6, {}}}), small_book().tokens({{6, {}}})));
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
