// tests/pipeline/model_settings_test.cpp
//
// What a model folder says about itself: the defaults without reverie.json, each field with it, and that a
// field of the wrong kind is refused by name.

#include "pipeline/model_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/temp_folder.h"
#include "image/expect_error.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_folders::TempFolder;

class ModelSettingsTest : public testing::Test {
 protected:
  ModelSettings settings(const std::string& own,
                         const std::string& index = "{\"is_distilled\": true}") const {
    folder.file("model_index.json", index);
    folder.file("reverie.json", own);
    return ModelSettings::from_folder(folder.path());
  }

  void expect_refused(const std::string& own, const std::string& words) const {
    SCOPED_TRACE(own);
    expect_error([&] { settings(own); }, ErrorCode::CorruptFile, "", words);
  }

  const TempFolder folder;
};

TEST_F(ModelSettingsTest, ADistilledModelOfTheFamilyNeedsNoFileOfOurs) {
  folder.file("model_index.json", R"({"_class_name": "Flux2KleinPipeline", "is_distilled": true})");
  const ModelSettings s = ModelSettings::from_folder(folder.path());
  EXPECT_THAT(s.text_layers, ElementsAre(9, 18, 27));
  EXPECT_THAT(s.text_lengths, ElementsAre(512));
  EXPECT_TRUE(s.is_distilled);
  EXPECT_EQ(s.steps, 4);
  EXPECT_EQ(s.guidance_scale, 1.0);
  EXPECT_EQ(s.references, ReferenceMode::Joint);
  EXPECT_FALSE(s.native_pixels.has_value());
  EXPECT_EQ(s.licence, "");
  EXPECT_THAT(s.words, IsEmpty());
}

TEST_F(ModelSettingsTest, AModelThatIsNotDistilledTakesMoreStepsAndGuidance) {
  folder.file("model_index.json", "{}");
  const ModelSettings s = ModelSettings::from_folder(folder.path());
  EXPECT_FALSE(s.is_distilled);
  EXPECT_EQ(s.steps, 50);
  EXPECT_EQ(s.guidance_scale, 4.0);
}

TEST_F(ModelSettingsTest, EveryFieldOfOurFileIsRead) {
  const ModelSettings s = settings(R"({"text_layers": [2, 4], "text_lengths": [32, 128], "steps": 6,
      "guidance_scale": 1.5, "references": "reused", "native_pixels": 1048576, "licence": "Apache-2.0",
      "description": "Draws foxes.", "words": ["fox", "a", "moon"]})");
  EXPECT_THAT(s.text_layers, ElementsAre(2, 4));
  EXPECT_THAT(s.text_lengths, ElementsAre(32, 128));
  EXPECT_EQ(s.steps, 6);
  EXPECT_EQ(s.guidance_scale, 1.5);
  EXPECT_EQ(s.references, ReferenceMode::Reused);
  EXPECT_EQ(s.native_pixels, 1048576);
  EXPECT_EQ(s.licence, "Apache-2.0");
  EXPECT_EQ(s.description, "Draws foxes.");
  EXPECT_THAT(s.words, ElementsAre("a", "fox", "moon"));  // sorted, as unknown_words() needs them
}

TEST_F(ModelSettingsTest, AModelWritesOnlyIfItSaysSo) {
  EXPECT_FALSE(settings("{}").writer.has_value());
  const ModelSettings s =
      settings(R"({"writer": {"standard": "enhance: {prompt}\n", "plan": "plan {count}: {prompt}",
      "adds": ["dawn", "at"], "modifiers": ["red"], "plan_words": ["pictures"]}})");
  ASSERT_TRUE(s.writer.has_value());
  EXPECT_EQ(s.writer->standard, "enhance: {prompt}\n");
  EXPECT_EQ(s.writer->fast, "");
  EXPECT_EQ(s.writer->plan, "plan {count}: {prompt}");
  EXPECT_THAT(s.writer->adds, ElementsAre("at", "dawn"));
  EXPECT_THAT(s.writer->modifiers, ElementsAre("red"));
  EXPECT_THAT(s.writer->plan_words, ElementsAre("pictures"));
  expect_refused(R"({"writer": {"standard": "enhance it"}})", "{prompt}");
  expect_refused(R"({"writer": {"adds": "at"}})", "adds");
}

TEST_F(ModelSettingsTest, ReferencesAreJointReusedOrNone) {
  EXPECT_EQ(settings(R"({"references": "none"})").references, ReferenceMode::None);
  EXPECT_EQ(settings(R"({"references": "joint"})").references, ReferenceMode::Joint);
  EXPECT_EQ(settings("{}").max_references, 14U);
  EXPECT_TRUE(settings("{}").anchors_groups);
  EXPECT_TRUE(settings(R"({"groups": "reference"})").anchors_groups);
  EXPECT_FALSE(settings(R"({"groups": "words"})").anchors_groups);
  expect_refused(R"({"groups": "colour"})", "\"groups\": expected \"reference\" or \"words\"");
  EXPECT_FALSE(settings("{}").reference_pixels.has_value());
  EXPECT_EQ(settings(R"({"reference_pixels": 4096})").reference_pixels, 4096);
  expect_refused(R"({"reference_pixels": 0})", "\"reference_pixels\": expected a positive whole number");
  EXPECT_EQ(settings(R"({"max_references": 3})").max_references, 3U);
  expect_refused(R"({"max_references": 15})", "\"max_references\": expected 1 to 14");
  expect_refused(R"({"references": "Joint"})", "\"references\": expected \"none\", \"joint\" or \"reused\"");
  expect_refused(R"({"references": true})", "\"references\": expected");
}

TEST_F(ModelSettingsTest, AnEmptyFileOfOursChangesNothing) {
  EXPECT_EQ(settings("{}").steps, 4);
  EXPECT_THAT(settings("{}").text_lengths, ElementsAre(512));
}

TEST_F(ModelSettingsTest, RefusesAFieldOfTheWrongKindByName) {
  expect_refused(R"({"steps": 0})", "\"steps\": expected a positive whole number, got 0");
  expect_refused(R"({"steps": "4"})", "\"steps\"");
  expect_refused(R"({"steps": 4.5})", "\"steps\"");
  expect_refused(R"({"guidance_scale": "high"})", "\"guidance_scale\": expected a number");
  expect_refused(R"({"native_pixels": -1})", "\"native_pixels\"");
  expect_refused(R"({"text_layers": []})", "\"text_layers\"");
  expect_refused(R"({"text_layers": 9})", "\"text_layers\"");
  expect_refused(R"({"text_layers": [0]})", "\"text_layers\"");
  expect_refused(R"({"text_lengths": [128, 32]})", "\"text_lengths\": expected lengths from short to long");
}

// These two once came out as the parser's own exception, which no edge knows.
TEST_F(ModelSettingsTest, RefusesALicenceThatIsNoText) {
  expect_refused(R"({"licence": 2})", "\"licence\"");
  expect_refused(R"({"description": []})", "\"description\"");
}

TEST_F(ModelSettingsTest, RefusesWordsThatAreNoListOfTexts) {
  expect_refused(R"({"words": "fox"})", "\"words\"");
  expect_refused(R"({"words": ["fox", 2]})", "\"words\"");
}

TEST_F(ModelSettingsTest, RefusesAFileOfOursThatIsNoObject) {
  expect_refused("[]", "reverie.json: expected a JSON object");
  expect_refused("{", "reverie.json: expected JSON");
}

TEST_F(ModelSettingsTest, RefusesAnotherPipelineThanOurs) {
  expect_error([&] { settings("{}", R"({"_class_name": "FluxPipeline"})"); }, ErrorCode::CorruptFile, "",
               "\"_class_name\": expected \"Flux2KleinPipeline\"");
  expect_error([&] { settings("{}", R"({"is_distilled": "yes"})"); }, ErrorCode::CorruptFile, "",
               "\"is_distilled\"");
}

TEST_F(ModelSettingsTest, AFolderWithoutAnIndexIsNotFound) {
  expect_error([&] { ModelSettings::from_folder(folder.path()); }, ErrorCode::NotFound, "",
               "model_index.json");
}

}  // namespace
}  // namespace reverie
