// Training the upscaler: it learns, is exact after a restart, and what it leaves on disk is whole.
#include "training/train_upscaler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <fstream>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "models/flux2_autoencoder.h"
#include "pipeline/small_autoencoder.h"
#include "training/mini_folder.h"
#include "training/run_folder.h"
#include "training/scratch.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

class TrainUpscaler : public testing::Test {
 protected:
  TrainUpscaler() {
    torch::set_num_threads(1);  // sums over threads may be added in any order
    const std::vector<int64_t> chosen{0, 200, 400, 600};
    Atlas{block_atlas().sprites.narrow(0, 0, 4).narrow(2, 0, 96).narrow(3, 96, 96).clone(), chosen}.save(
        folder_ / "sprites.safetensors");
  }

  UpscalerTraining options(const std::string& name, int64_t steps) const {
    // Eight pixels a token: a scene of 8x8 tokens is 64 pixels wide, then 128, then 256.
    write_small_autoencoder(folder_ / name / "model" / "vae");
    UpscalerTraining o;
    o.atlas = folder_ / "sprites.safetensors";
    o.run = folder_ / name / "run";
    o.model = folder_ / name / "model";
    o.network = {.unshuffle = {2, 2}, .channels = {8, 4}, .layers = {1, 1}};
    o.steps = steps;
    o.batch = 2;
    o.crop_px = 32;
    o.steps_per_scene = 2;
    o.pool = 9;
    o.validation_scenes = 2;
    return o;
  }

  NamedTensors written(const std::string& name) const {
    const SafetensorsFile file = SafetensorsFile::open(folder_ / name / "model" / kUpscalerFolder /
                                                       (std::string(kDiffusersStem) + ".safetensors"));
    NamedTensors tensors;
    for (const std::string& tensor : file.names()) tensors.emplace_back(tensor, file.tensor(tensor));
    return tensors;
  }

  std::vector<Json> validations(const std::string& name) const {
    std::vector<Json> lines;
    std::ifstream log(folder_ / name / "run" / "log.jsonl");
    for (std::string line; std::getline(log, line);) {
      const Json json = Json::parse(line);
      if (json.contains("psnr_db")) lines.push_back(json);
    }
    return lines;
  }

  fs::path folder_ = scratch_folder();
};

TEST_F(TrainUpscaler, ComesCloserToTheDrawingsThanTheResize) {
  UpscalerTraining o = options("learns", 60);
  o.learning_rate = 1e-2;
  train_upscaler(o);
  ASSERT_EQ(validations("learns").size(), 1u);
  const Json line = validations("learns").front();
  for (const char* size : {"twice", "four_times"}) {
    // The autoencoder's weights are noise, so colours alone are much to learn. Observed: 1.1 and 1.4 dB more.
    EXPECT_GT(line["psnr_db"][size].get<double>(), line["resized_psnr_db"][size].get<double>() + 0.5) << size;
  }
  EXPECT_TRUE(fs::exists(folder_ / "learns" / "run" / "sheet-60.ppm"));
}

TEST_F(TrainUpscaler, GivesTheSameWeightsWhetherItWasStoppedOnTheWayOrNot) {
  // The first steps of a run of two and of a run of three have the same learning rate.
  train_upscaler(options("whole", 3));
  train_upscaler(options("stopped", 2));
  train_upscaler(options("stopped", 3));
  EXPECT_EQ(RunFolder(folder_ / "stopped" / "run").latest()->step, 3);
  const NamedTensors whole = written("whole"), stopped = written("stopped");
  ASSERT_EQ(whole.size(), stopped.size());
  for (std::size_t i = 0; i < whole.size(); ++i)
    EXPECT_TRUE(torch::equal(whole[i].second, stopped[i].second)) << whole[i].first;
}

TEST_F(TrainUpscaler, WritesWhatThePipelineReads) {
  const UpscalerTraining o = options("read", 1);
  train_upscaler(o);
  const fs::path folder = o.model / kUpscalerFolder;
  const UpscalerConfig config = UpscalerConfig::from_json(read_json(folder / "config.json"));
  EXPECT_EQ(config.channels, o.network.channels);
  const auto source = std::make_shared<FileWeights>(CheckpointFiles::open(folder, kDiffusersStem), "upscaler",
                                                    torch::kFloat32, torch::kCPU);
  const Upscaler upscaler(Weights(source), config);
  EXPECT_NO_THROW(source->expect_all_taken());
  EXPECT_EQ(upscaler.doublings().size(), 2u);
}

TEST_F(TrainUpscaler, RefusesACropThatFitsNoSceneOrNoNetwork) {
  for (const int64_t crop_px : {31, 64, 4}) {
    UpscalerTraining o = options("crop", 1);
    o.crop_px = crop_px;
    try {
      train_upscaler(o);
      FAIL() << "a crop of " << crop_px << " px was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::InvalidRequest);
      EXPECT_EQ(error.field(), "--crop-px");
    }
  }
}

TEST_F(TrainUpscaler, RefusesFilesThatAreNotThere) {
  UpscalerTraining no_atlas = options("no-atlas", 1);
  no_atlas.atlas = folder_ / "nowhere.safetensors";
  EXPECT_THROW(train_upscaler(no_atlas), Error);
  UpscalerTraining no_vae = options("no-vae", 1);
  no_vae.model = folder_ / "nowhere";
  EXPECT_THROW(train_upscaler(no_vae), Error);
}

}  // namespace
}  // namespace reverie
