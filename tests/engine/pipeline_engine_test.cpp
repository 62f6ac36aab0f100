// tests/engine/pipeline_engine_test.cpp
//
// The server's engine draws with the embedded model what the command line would draw.

#include "engine/pipeline_engine.h"

#include <gtest/gtest.h>

#include "core/temp_folder.h"
#include "image/read_image.h"
#include "image/write_image.h"
#include "support/writing_model.h"

namespace reverie {
namespace {

using testing_folders::TempFolder;

PipelineEngine& engine() {
  static PipelineEngine instance(ModelLibrary({std::filesystem::path(REVERIE_SOURCE_DIR) / "models"}),
                                 torch::kCPU);
  return instance;
}

DrawRequest request_of(uint64_t stream) {
  DrawRequest request;
  request.model = "mini";
  request.prompt = "a red car";
  request.size = {1024, 1024};
  request.seed = 5;
  request.noise_stream = stream;
  request.steps = 1;
  request.format = PictureFormat::Png;
  return request;
}

Drawing draw(const DrawRequest& request) {
  return engine().draw(request, [](const DrawProgress&) { return true; });
}

TEST(PipelineEngine, DrawsWhatTheCommandLineDraws) {
  ImagePipeline pipeline(std::filesystem::path(REVERIE_SOURCE_DIR) / "models" / "mini", torch::kCPU);
  ImageRequest direct;
  direct.prompt = "a red car";
  direct.size = {1024, 1024};
  direct.seed = 5;
  direct.count = 2;
  direct.steps = 1;
  const ImageResult expected = pipeline.run(direct);
  const Drawing second = draw(request_of(1));
  EXPECT_EQ(decode_image(second.file, {"drawing"}).rgb, expected.images.at(1).rgb);
  EXPECT_EQ(second.size, (PixelSize{1024, 1024}));
}

TEST(PipelineEngine, TheMarkIsThereWhenAskedFor) {
  DrawRequest request = request_of(0);
  const Image plain = decode_image(draw(request).file, {"plain"});
  request.has_watermark = true;
  EXPECT_NE(decode_image(draw(request).file, {"marked"}).rgb, plain.rgb);
}

TEST(PipelineEngine, StopsBetweenStepsAndTellsPreviews) {
  DrawRequest request = request_of(0);
  request.steps = 3;
  request.wants_previews = true;
  int64_t previews = 0;
  try {
    engine().draw(request, [&](const DrawProgress& progress) {
      if (!progress.preview_jpeg.empty()) ++previews;
      return previews < 1;
    });
    FAIL() << "it went on";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::Cancelled);
  }
  EXPECT_EQ(previews, 1);
}

TEST(PipelineEngine, APromptIsMeasuredWithoutTheWeights) {
  engine().unload("mini");
  const PromptFacts facts = engine().check_prompt("mini", "a red zyzzyva on a red beach");
  EXPECT_EQ(facts.unknown_words, (std::vector<std::string>{"zyzzyva"}));
  const PromptFacts slip = engine().check_prompt("mini", "an avocdao");
  EXPECT_TRUE(slip.unknown_words.empty());
  EXPECT_EQ(slip.read_as, (std::vector<std::pair<std::string, std::string>>{{"avocdao", "avocado"}}));
  EXPECT_EQ(facts.tokens, engine().check_prompt("mini", "a red on a red beach").tokens) << "what it reads";
  EXPECT_GT(engine().check_prompt("mini", "a red car and a blue house").tokens,
            engine().check_prompt("mini", "a red car").tokens);
  EXPECT_FALSE(engine().facts("mini").is_loaded);
  EXPECT_THROW(engine().check_prompt("mini", "\xff"), Error);
  EXPECT_THROW(engine().check_prompt("nothing", "a"), Error);
}

TEST(PipelineEngine, FactsComeFromTheModelsOwnFiles) {
  const ModelFacts facts = engine().facts("mini");
  EXPECT_EQ(facts.max_references, 14);
  EXPECT_FALSE(facts.words.empty());
  EXPECT_GE(facts.default_steps, 1);
  EXPECT_FALSE(facts.default_guidance) << "mini is distilled";
  EXPECT_GE(facts.most_tokens, 32);
  EXPECT_GT(facts.size_bytes, int64_t{1} << 20);
  EXPECT_THROW(engine().facts("nothing"), Error);
}

TEST(PipelineEngine, AModelThatWritesMakesPromptsRicher) {
  const TempFolder folder;
  write_writing_model(folder.path() / "scribe", "a red car by day", {"a", "by", "car", "day", "red"},
                      {"day"});
  PipelineEngine scribe(ModelLibrary({folder.path()}), torch::kCPU);
  EXPECT_TRUE(scribe.facts("scribe").can_rewrite);
  EXPECT_EQ(scribe.rewrite("scribe", "red car", Rewrite::Standard, 1), "a red car by day");
  EXPECT_EQ(scribe.rewrite("scribe", "a zebra", Rewrite::Fast, 1), "a zebra") << "the meaning would be lost";
  EXPECT_EQ(scribe.rewrite("scribe", "red car", Rewrite::Off, 1), "red car");
  EXPECT_FALSE(scribe.facts("scribe").is_loaded) << "writing loads nothing that draws";
}

TEST(PipelineEngine, AGroupIsPlannedByRulesBeforeTheModelIsAsked) {
  const TempFolder folder;
  write_writing_model(folder.path() / "scribe", "a car dawn\non Car night", {"a", "car", "on"},
                      {"dawn", "night"});
  PipelineEngine scribe(ModelLibrary({folder.path()}), torch::kCPU);
  using Lines = std::vector<std::string>;
  EXPECT_EQ(scribe.plan_group("scribe", "two pictures of a car", 4, 1),
            (Lines{"a car dawn", "on Car night"}));
  EXPECT_EQ(scribe.plan_group("scribe", "a car: red and blue", 4, 1), (Lines{"a car: red", "a car: blue"}));
  EXPECT_EQ(scribe.plan_group("scribe", "a house", 4, 1), (Lines{"a house"}));
}

}  // namespace
}  // namespace reverie
