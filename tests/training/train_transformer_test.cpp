// Training the transformer: exact after a restart, and the folder it leaves behind is a model.
#include "training/train_transformer.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "pipeline/model_parts.h"
#include "training/mini_config.h"
#include "training/mini_folder.h"
#include "training/reference_examples.h"
#include "training/run_folder.h"
#include "training/scratch.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

class TrainTransformer : public testing::Test {
 protected:
  TrainTransformer() {
    torch::set_num_threads(1);  // sums over threads may be added in any order
    block_atlas().save(folder_ / "atlas.safetensors");
  }

  ~TrainTransformer() override { fs::remove_all(folder_); }  // an atlas is 60 MB and more

  // A run that reads the embedded model's own tokenizer and autoencoder.
  TransformerTraining options(const std::string& name, int64_t steps) const {
    const fs::path mini = fs::path(REVERIE_SOURCE_DIR) / "models" / "mini";
    TransformerTraining o;
    o.atlas = folder_ / "atlas.safetensors";
    o.run = folder_ / name / "run";
    o.model = folder_ / name / "model";
    for (const char* part : {"tokenizer", "vae"}) {
      if (!fs::exists(o.model / part)) {
        fs::create_directories(o.model);
        fs::copy(mini / part, o.model / part, fs::copy_options::recursive);
      }
    }
    o.steps = steps;
    o.batch = 2;
    o.fresh_per_step = 1;
    o.tokens_per_scene = 16;
    o.sheet_every = 0;
    o.lesson = Lesson::First;
    return o;
  }

  // Likewise, on examples of which some have references.
  TransformerTraining with_references(const std::string& name, int64_t steps) const {
    TransformerTraining o = options(name, steps);
    o.tokens_per_scene = 0;
    o.references = true;
    o.sample = small_example;
    return o;
  }

  NamedTensors written(const std::string& name, const char* part, const char* stem) const {
    const SafetensorsFile file =
        SafetensorsFile::open(folder_ / name / "model" / part / (std::string(stem) + ".safetensors"));
    NamedTensors tensors;
    for (const std::string& tensor : file.names()) tensors.emplace_back(tensor, file.tensor(tensor));
    return tensors;
  }

  void expect_same_weights(const char* part, const char* stem) const {
    const NamedTensors whole = written("whole", part, stem), stopped = written("stopped", part, stem);
    ASSERT_EQ(whole.size(), stopped.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      EXPECT_TRUE(torch::equal(whole[i].second, stopped[i].second)) << whole[i].first;
    }
  }

  fs::path folder_ = scratch_folder();
};

TEST_F(TrainTransformer, GivesTheSameWeightsWhetherItWasStoppedOnTheWayOrNot) {
  // The first steps of a run of two and of a run of three have the same learning rate.
  train_transformer(options("whole", 3));
  train_transformer(options("stopped", 2));
  train_transformer(options("stopped", 3));
  EXPECT_EQ(RunFolder(options("stopped", 3).run).latest()->step, 3);
  expect_same_weights("transformer", kDiffusersStem);
  expect_same_weights("text_encoder", kTransformersStem);
}

TEST_F(TrainTransformer, LeavesAModelThatTheEngineOpens) {
  train_transformer(options("model", 1));
  ModelParts parts(folder_ / "model" / "model", torch::kCPU);
  EXPECT_NO_THROW(parts.text_encoder());
  EXPECT_NO_THROW(parts.transformer());
  EXPECT_NO_THROW(parts.autoencoder());
  EXPECT_FALSE(parts.settings().is_distilled);
  EXPECT_EQ(parts.settings().steps, kMiniSteps);
  EXPECT_EQ(parts.settings().guidance_scale, kMiniGuidanceScale);
  EXPECT_FALSE(parts.settings().words.empty());
}

TEST_F(TrainTransformer, GivesTheSameWeightsAfterAStopWithReferencesToo) {
  train_transformer(with_references("whole", 4));
  train_transformer(with_references("stopped", 2));
  train_transformer(with_references("stopped", 4));
  expect_same_weights("transformer", kDiffusersStem);
  expect_same_weights("text_encoder", kTransformersStem);
  EXPECT_EQ(ModelSettings::from_folder(folder_ / "whole" / "model").references, ReferenceMode::Reused);
}

TEST_F(TrainTransformer, RefusesToPromiseReferencesThatNoExampleShows) {
  TransformerTraining run = with_references("none", 1);
  run.sample = [](Random& random, const ExampleOptions&) { return small_example(random, {}); };
  try {
    train_transformer(run);
    FAIL() << "a model that saw no reference says that it takes them";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(error.field(), "--references");
  }
}

TEST_F(TrainTransformer, SaysThatItTakesNoReferencesWhenItSawNone) {
  train_transformer(options("plain", 1));
  EXPECT_EQ(ModelSettings::from_folder(folder_ / "plain" / "model").references, ReferenceMode::None);
}

TEST_F(TrainTransformer, ContinuesFromTheWeightsOfAnotherModel) {
  train_transformer(options("first", 1));
  TransformerTraining next = options("next", 1);
  next.start = folder_ / "first" / "model";
  next.learning_rate = 1e-9;
  train_transformer(next);
  const NamedTensors before = written("first", "transformer", kDiffusersStem);
  const NamedTensors after = written("next", "transformer", kDiffusersStem);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_LT((before[i].second - after[i].second).abs().max().item<double>(), 1e-6) << before[i].first;
  }
}

TEST_F(TrainTransformer, RefusesAModelFolderWithoutATokenizer) {
  const TransformerTraining run = options("bare", 1);
  fs::remove_all(run.model / "tokenizer");
  try {
    train_transformer(run);
    FAIL() << "trained without a tokenizer";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::NotFound);
  }
}

}  // namespace
}  // namespace reverie
