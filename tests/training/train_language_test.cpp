// Training the part that writes: learns, resumes exactly, and leaves everything that draws as it was.
#include "training/train_language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <fstream>
#include <sstream>

#include "core/error.h"
#include "core/json.h"
#include "pipeline/prompt_writer.h"
#include "training/mini_folder.h"
#include "training/run_folder.h"
#include "training/scratch.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class TrainLanguage : public testing::Test {
 protected:
  TrainLanguage() { torch::set_num_threads(1); }  // sums over threads may be added in any order
  ~TrainLanguage() override { fs::remove_all(folder_); }

  // On top of the embedded model's own text encoder.
  LanguageTraining options(const std::string& name, int64_t steps) const {
    LanguageTraining o;
    o.start = fs::path(REVERIE_SOURCE_DIR) / "models" / "mini";
    o.model = folder_ / name / "model";
    o.run = folder_ / name / "run";
    o.steps = steps;
    o.batch = 4;
    o.layers = 1;
    o.sample_every = 0;
    o.lesson = Lesson::First;
    return o;
  }

  std::vector<Json> log_of(const std::string& name, const char* field) const {
    std::ifstream in(folder_ / name / "run" / "log.jsonl");
    std::vector<Json> lines;
    for (std::string line; std::getline(in, line);) {
      const Json json = Json::parse(line);
      if (json.contains(field)) lines.push_back(json.at(field));
    }
    return lines;
  }

  fs::path folder_ = scratch_folder();
};

TEST_F(TrainLanguage, LearnsToAnswerWhatItWasNotTrainedOn) {
  LanguageTraining o = options("model", 60);
  o.sample_every = 15;
  o.learning_rate = 4e-3;
  train_language(o);
  const auto validation = log_of("model", "validation");
  ASSERT_EQ(validation.size(), 4U);
  for (const char* task : {"standard", "fast", "plan"}) {
    EXPECT_LT(validation.back().at(task).get<double>(), 0.85 * validation.front().at(task).get<double>())
        << task;
  }
  EXPECT_FALSE(log_of("model", "samples").back().empty());
}

TEST_F(TrainLanguage, GivesTheSameWeightsWhetherItWasStoppedOnTheWayOrNot) {
  train_language(options("whole", 3));
  train_language(options("stopped", 2));
  train_language(options("stopped", 3));
  EXPECT_EQ(RunFolder(options("stopped", 3).run).latest()->step, 3);
  const auto file = [&](const char* name) {
    return folder_ / name / "model" / "writer" / "model.safetensors";
  };
  EXPECT_EQ(bytes_of(file("whole")), bytes_of(file("stopped")));
}

TEST_F(TrainLanguage, LeavesWhatDrawsAsItWasToTheBit) {
  const LanguageTraining o = options("model", 1);
  train_language(o);
  for (const char* part :
       {"text_encoder/model.safetensors", "transformer/diffusion_pytorch_model.safetensors",
        "vae/diffusion_pytorch_model.safetensors", "text_encoder/config.json"}) {
    EXPECT_EQ(bytes_of(o.start / part), bytes_of(o.model / part)) << part;
  }
  const torch::NoGradGuard no_grad;
  ModelParts before(o.start, torch::kCPU), after(o.model, torch::kCPU);
  EXPECT_EQ(before.weights_id(), after.weights_id()) << "pictures name the weights they were drawn with";
  const Tensor ids = torch::arange(16).view({1, 16});
  const Tensor lengths = torch::tensor({int64_t{9}});
  const auto embeds = [&](ModelParts& parts) {
    return parts.text_encoder().prompt_embeds(ids, lengths, parts.settings().text_layers);
  };
  EXPECT_TRUE(torch::equal(embeds(before), embeds(after)));
}

TEST_F(TrainLanguage, LeavesAModelThatSaysHowItWrites) {
  const LanguageTraining o = options("model", 1);
  train_language(o);
  const ModelSettings settings = ModelSettings::from_folder(o.model);
  EXPECT_TRUE(PromptWriter::can_enhance(settings));
  EXPECT_TRUE(PromptWriter::can_plan(settings));
  EXPECT_FALSE(settings.writer->adds.empty());
  EXPECT_FALSE(settings.words.empty()) << "what the folder said before is still there";
  PromptWriter writer(o.model, torch::kCPU);
  // After one step it writes nonsense, and knows it.
  const WrittenPrompt written = writer.enhance("a red car", Enhancement::Standard, 1);
  EXPECT_EQ(written.prompt, "a red car");
  EXPECT_THAT(written.note, testing::HasSubstr("does not hold"));
  const auto text = [&](uint64_t seed) { return writer.answer("{prompt}", "a red car", 1, seed, 12); };
  EXPECT_EQ(text(5), text(5));
  EXPECT_NE(text(5), text(6));
}

TEST_F(TrainLanguage, AddsToTheFolderItBeganFromWhereThatIsAskedFor) {
  train_language(options("model", 1));
  LanguageTraining again = options("again", 1);
  again.start = again.model = options("model", 1).model;
  again.seed = 2;
  const fs::path file = again.model / "writer" / "model.safetensors";
  const std::string before = bytes_of(file);
  train_language(again);
  EXPECT_NE(bytes_of(file), before);
}

TEST_F(TrainLanguage, RefusesAFolderThatIsNoModel) {
  LanguageTraining o = options("model", 1);
  o.start = folder_;
  try {
    train_language(o);
    FAIL() << "trained on nothing";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::NotFound);
  }
}

}  // namespace
}  // namespace reverie
