// tests/pipeline/model_library_test.cpp
//
// Models by name: where they are looked for and in which order, and which names reach nothing.

#include "pipeline/model_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/temp_folder.h"
#include "image/expect_error.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_folders::TempFolder;

class ModelLibraryTest : public testing::Test {
 protected:
  // A folder that counts as a model.
  std::filesystem::path model(const std::string& name) const {
    return folder.file(name + "/model_index.json", "{}").parent_path();
  }

  ModelLibrary library() const { return ModelLibrary({folder / "own", folder / "shipped"}); }

  std::vector<std::string> installed_names() const {
    std::vector<std::string> names;
    for (const InstalledModel& found : library().installed()) names.push_back(found.name);
    return names;
  }

  void expect_not_found(const std::string& name) const {
    expect_error([&] { library().find(name); }, ErrorCode::NotFound, "model", "no model \"" + name + "\"");
  }

  const TempFolder folder;
};

TEST_F(ModelLibraryTest, FindsAModelByItsNameBelowARoot) {
  const auto expected = model("shipped/mini");
  EXPECT_EQ(library().find("mini"), expected);
}

TEST_F(ModelLibraryTest, FindsAModelByItsPublishersNameAndItsOwn) {
  const auto expected = model("own/black-forest-labs/FLUX.2-klein-4B");
  EXPECT_EQ(library().find("black-forest-labs/FLUX.2-klein-4B"), expected);
  expect_not_found("FLUX.2-klein-4B");
}

TEST_F(ModelLibraryTest, AnEarlierRootHidesTheSameNameInALaterOne) {
  const auto shipped = model("shipped/mini");
  EXPECT_EQ(library().find("mini"), shipped);
  const auto own = model("own/mini");
  EXPECT_EQ(library().find("mini"), own);
  ASSERT_EQ(library().installed().size(), 1u);
  EXPECT_EQ(library().installed().front().folder, own);
}

TEST_F(ModelLibraryTest, TakesAPathToAFolder) {
  const auto elsewhere = model("elsewhere/deep/inside/trained");
  EXPECT_EQ(library().find(elsewhere.string()), elsewhere);
  EXPECT_EQ(library().find(elsewhere.string() + "/"), elsewhere / "");
}

TEST_F(ModelLibraryTest, ANameCannotLeaveTheRoots) {
  model("outside");
  std::filesystem::create_directories(folder / "own" / "org");
  for (const char* name : {"../outside", "org/../../outside", "..", ".", "", "/", "./../outside", "org/.."}) {
    SCOPED_TRACE(name);
    expect_not_found(name);
  }
}

TEST_F(ModelLibraryTest, ARootThatIsAModelIsNotFoundByAnEmptyName) {
  model("own");
  expect_not_found("");
  EXPECT_THAT(installed_names(), IsEmpty());
}

TEST_F(ModelLibraryTest, AFolderWithoutAnIndexIsNoModel) {
  folder.file("own/half/transformer/config.json", "{}");
  std::filesystem::create_directories(folder / "own" / "odd" / "model_index.json");  // a folder of that name
  expect_not_found("half");
  expect_not_found("odd");
  EXPECT_THAT(installed_names(), IsEmpty());
}

TEST_F(ModelLibraryTest, ListsModelsOneAndTwoLevelsDownSortedByName) {
  model("shipped/mini");
  model("own/zebra");
  model("own/org/b");
  model("own/org/a");
  model("own/org/too/deep");
  EXPECT_THAT(installed_names(), ElementsAre("mini", "org/a", "org/b", "zebra"));
}

TEST_F(ModelLibraryTest, TheFoldersInsideAModelAreNotModels) {
  model("own/mini");
  model("own/mini/backup");
  EXPECT_THAT(installed_names(), ElementsAre("mini"));
}

TEST_F(ModelLibraryTest, WhoMistypesANameIsToldWhichThereAre) {
  model("shipped/mini");
  model("own/org/a");
  try {
    library().find("minni");
    FAIL() << "found a model that is not there";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::NotFound);
    EXPECT_EQ(e.field(), "model");
    EXPECT_THAT(e.what(), HasSubstr("\"minni\""));
    EXPECT_THAT(e.what(), HasSubstr("(mini, org/a)"));
  }
}

TEST_F(ModelLibraryTest, SaysSoWhenNothingIsInstalled) {
  expect_error([&] { library().find("mini"); }, ErrorCode::NotFound, "model", "(none)");
  EXPECT_THAT(installed_names(), IsEmpty());  // the roots do not exist
}

}  // namespace
}  // namespace reverie
