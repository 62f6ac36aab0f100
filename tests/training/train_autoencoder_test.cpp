// Training the autoencoder: exact after a restart, and what it leaves on disk is whole.
#include "training/train_autoencoder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "core/json.h"
#include "models/flux2_autoencoder.h"
#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/mini_folder.h"
#include "training/run_folder.h"
#include "training/scratch.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

class TrainAutoencoder : public testing::Test {
 protected:
  TrainAutoencoder() {
    torch::set_num_threads(1);  // sums over threads may be added in any order
    block_atlas().save(folder_ / "atlas.safetensors");
  }

  ~TrainAutoencoder() override { fs::remove_all(folder_); }  // an atlas is 60 MB and more

  AutoencoderTraining options(const std::string& name, int64_t steps) const {
    AutoencoderTraining o;
    o.atlas = folder_ / "atlas.safetensors";
    o.run = folder_ / name / "run";
    o.out = folder_ / name / "vae";
    o.steps = steps;
    o.batch_tokens = 64;
    o.learning_rate = 1e-3;
    return o;
  }

  NamedTensors written(const std::string& name) const {
    const SafetensorsFile file =
        SafetensorsFile::open(folder_ / name / "vae" / (std::string(kDiffusersStem) + ".safetensors"));
    NamedTensors tensors;
    for (const std::string& tensor : file.names()) tensors.emplace_back(tensor, file.tensor(tensor));
    return tensors;
  }

  fs::path folder_ = scratch_folder();
};

TEST_F(TrainAutoencoder, GivesTheSameWeightsWhetherItWasStoppedOnTheWayOrNot) {
  // The first steps of a run of two and of a run of three have the same learning rate.
  train_autoencoder(options("whole", 3));
  train_autoencoder(options("stopped", 2));
  train_autoencoder(options("stopped", 3));
  EXPECT_EQ(RunFolder(options("stopped", 3).run).latest()->step, 3);
  const NamedTensors whole = written("whole"), stopped = written("stopped");
  ASSERT_EQ(whole.size(), stopped.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_TRUE(torch::equal(whole[i].second, stopped[i].second)) << whole[i].first;
  }
}

TEST_F(TrainAutoencoder, WritesAnAutoencoderWhoseOuterLevelsStillAverage) {
  train_autoencoder(options("inner", 1));
  const torch::NoGradGuard no_grad;
  const auto source =
      std::make_shared<FileWeights>(CheckpointFiles::open(folder_ / "inner" / "vae", kDiffusersStem),
                                    "flux2_autoencoder", torch::kFloat32, torch::kCPU);
  const Flux2Autoencoder autoencoder(
      Weights(source),
      Flux2AutoencoderConfig::from_json(read_json(folder_ / "inner" / "vae" / "config.json")));
  source->expect_all_taken({"bn.num_batches_tracked"});
  torch::manual_seed(1);
  const Tensor picture = torch::rand({1, 3, 128, 128}) * 2 - 1;
  const Tensor small = at::avg_pool2d(picture, {4, 4});
  EXPECT_LT((autoencoder.encode(picture) - encode_coarse(autoencoder, small, kMiniCoarseLevels))
                .abs()
                .max()
                .item<double>(),
            2e-5);
  EXPECT_EQ(autoencoder.decode(autoencoder.encode(picture)).sizes(), picture.sizes());
  EXPECT_TRUE(fs::exists(folder_ / "inner" / "run" / "sheet-1.ppm"));
  EXPECT_TRUE(fs::exists(folder_ / "inner" / "run" / "log.jsonl"));
}

TEST_F(TrainAutoencoder, RefusesToGoOnWithACheckpointOfAnotherNetwork) {
  const AutoencoderTraining run = options("other", 1);
  RunFolder(run.run).save({1,
                           {{"a", torch::zeros({2})}},
                           {{"a", torch::zeros({2})}},
                           {{"steps", torch::zeros({1}, torch::kInt64)}}});
  try {
    train_autoencoder(run);
    FAIL() << "a checkpoint of another network was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
  }
}

TEST_F(TrainAutoencoder, RefusesAnAtlasThatIsNotThere) {
  AutoencoderTraining run = options("no-atlas", 1);
  run.atlas = folder_ / "nowhere.safetensors";
  EXPECT_THROW(train_autoencoder(run), Error);
}

}  // namespace
}  // namespace reverie
