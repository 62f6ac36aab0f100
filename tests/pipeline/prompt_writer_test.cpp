// tests/pipeline/prompt_writer_test.cpp
//
// What a model writes is used where it keeps the prompt's meaning, and never otherwise.

#include "pipeline/prompt_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "core/temp_folder.h"
#include "support/writing_model.h"

namespace reverie {
namespace {

using testing_folders::TempFolder;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> kWords{"a",    "beach", "by",    "car", "day",
                                      "dawn", "house", "night", "on",  "red"};

// A writer that answers `text` to everything, and may add a place and a time.
class PromptWriterTest : public testing::Test {
 protected:
  PromptWriter& writer_of(const std::string& text) {
    write_writing_model(folder_.path() / "model", text, kWords, {"beach", "dawn", "day", "night"});
    return writer_.emplace(folder_.path() / "model", torch::kCPU);
  }

  TempFolder folder_;
  std::optional<PromptWriter> writer_;
};

TEST_F(PromptWriterTest, WritesARicherPromptOfTheSameMeaning) {
  const WrittenPrompt written = writer_of("a red car by day").enhance("red car", Enhancement::Standard, 1);
  EXPECT_TRUE(written.is_rewritten) << written.note;
  EXPECT_EQ(written.prompt, "a red car by day");
  EXPECT_EQ(written.note, "");
}

TEST_F(PromptWriterTest, TheFastMannerIsTheStandardOneWhereAModelHasNoOther) {
  EXPECT_EQ(writer_of("a red car by day").enhance("red car", Enhancement::Fast, 1).prompt,
            "a red car by day");
}

TEST_F(PromptWriterTest, APromptWhoseMeaningIsLostStaysAsItWasAndSaysSo) {
  PromptWriter& writer = writer_of("a red car by day");
  for (const char* prompt : {"a house", "red house", "two red car", "a red car, \"Taxi\"", "a gromp"}) {
    const WrittenPrompt written = writer.enhance(prompt, Enhancement::Standard, 1);
    EXPECT_FALSE(written.is_rewritten) << prompt;
    EXPECT_EQ(written.prompt, prompt);
    EXPECT_THAT(written.note, HasSubstr("kept as it is"));
  }
}

TEST_F(PromptWriterTest, WhatAddsAThingIsNotUsed) {
  const WrittenPrompt written = writer_of("a red car by house").enhance("red car", Enhancement::Standard, 1);
  EXPECT_EQ(written.prompt, "red car");
  EXPECT_THAT(written.note, HasSubstr("it added \"house\""));
}

TEST_F(PromptWriterTest, APromptThatSaysItAllIsNotCalledRewritten) {
  const WrittenPrompt written =
      writer_of("a red car by day").enhance("a red car by day", Enhancement::Standard, 1);
  EXPECT_FALSE(written.is_rewritten);
  EXPECT_THAT(written.note, HasSubstr("nothing to add"));
}

TEST_F(PromptWriterTest, LongPromptsAndThoseThatAreNoTextAreNotSentToTheModel) {
  PromptWriter& writer = writer_of("a red car by day");
  EXPECT_THAT(writer.enhance(std::string(5000, 'a'), Enhancement::Standard, 1).note, HasSubstr("long"));
  EXPECT_THROW(writer.enhance("\xff", Enhancement::Standard, 1), Error);
  EXPECT_THAT(writer.enhance(" ", Enhancement::Standard, 1).note, HasSubstr("no words"));
}

TEST_F(PromptWriterTest, LineEndsInAPromptDoNotEndTheInstruction) {
  EXPECT_EQ(writer_of("a red car by day").enhance("red car\n", Enhancement::Standard, 1).prompt,
            "a red car by day");
}

TEST_F(PromptWriterTest, APlanIsOnePromptALine) {
  PromptWriter& writer = writer_of("a car dawn\non Car night");
  EXPECT_THAT(writer.plan("two pictures of a car", 4, 1), ElementsAre("a car dawn", "on Car night"));
  EXPECT_THAT(writer.plan("two pictures of a house", 4, 1), IsEmpty()) << "the subject is lost";
  EXPECT_THAT(writer.plan("two pictures of a car", 1, 1), IsEmpty());
}

TEST_F(PromptWriterTest, AModelThatDoesNotSayThatItWritesIsNotAsked) {
  writer_of("a red car by day");
  const auto path = folder_.path() / "model" / "reverie.json";
  Json settings = read_json(path);
  settings.erase("writer");
  write_json(path, settings);
  PromptWriter silent(folder_.path() / "model", torch::kCPU);
  EXPECT_FALSE(PromptWriter::can_enhance(silent.settings()));
  EXPECT_FALSE(PromptWriter::can_plan(silent.settings()));
  const WrittenPrompt written = silent.enhance("red car", Enhancement::Standard, 1);
  EXPECT_FALSE(written.is_rewritten);
  EXPECT_THAT(written.note, HasSubstr("cannot write"));
  EXPECT_THAT(silent.plan("two pictures of a car", 4, 1), IsEmpty());
}

TEST_F(PromptWriterTest, AWriterOfAnotherTextEncoderIsRefused) {
  writer_of("a red car by day");
  const auto path = folder_.path() / "model" / "writer" / "config.json";
  Json config = read_json(path);
  config["num_hidden_layers"] = 3;
  write_json(path, config);
  PromptWriter writer(folder_.path() / "model", torch::kCPU);
  try {
    writer.enhance("red car", Enhancement::Standard, 1);
    FAIL() << "it wrote";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    EXPECT_THAT(error.what(), HasSubstr("writer/config.json"));
  }
}

}  // namespace
}  // namespace reverie
