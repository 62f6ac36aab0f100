// Training the decoder: it learns, is exact after a restart, and latents stay what they are.
#include "training/train_decoder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>
#include <fstream>

#include "core/error.h"
#include "core/json.h"
#include "pipeline/small_autoencoder.h"
#include "training/mini_folder.h"
#include "training/run_folder.h"
#include "training/scratch.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

class TrainDecoder : public testing::Test {
 protected:
  TrainDecoder() {
    torch::set_num_threads(1);  // sums over threads may be added in any order
    block_atlas().save(folder_ / "atlas.safetensors");
    write_small_autoencoder(folder_ / "start");
  }

  ~TrainDecoder() override { fs::remove_all(folder_); }  // an atlas is 60 MB and more

  DecoderTraining options(const std::string& name, int64_t steps) const {
    DecoderTraining o;
    o.atlas = folder_ / "atlas.safetensors";
    o.run = folder_ / name / "run";
    o.start = folder_ / "start";
    o.out = folder_ / name / "vae";
    o.steps = steps;
    o.batch = 2;
    o.steps_per_scene = 2;
    o.pool = 9;
    o.validation_scenes = 2;
    return o;
  }

  static NamedTensors weights_in(const fs::path& vae) {
    const SafetensorsFile file = SafetensorsFile::open(vae / (std::string(kDiffusersStem) + ".safetensors"));
    NamedTensors tensors;
    for (const std::string& tensor : file.names()) tensors.emplace_back(tensor, file.tensor(tensor));
    return tensors;
  }

  double last_quality(const std::string& name) const {
    double quality = 0;
    std::ifstream log(folder_ / name / "run" / "log.jsonl");
    for (std::string line; std::getline(log, line);) {
      const Json json = Json::parse(line);
      if (json.contains("psnr_db")) quality = json["psnr_db"].get<double>();
    }
    return quality;
  }

  fs::path folder_ = scratch_folder();
};

TEST_F(TrainDecoder, ComesCloserToTheDrawings) {
  DecoderTraining o = options("untrained", 1);
  o.learning_rate = 1e-9;
  train_decoder(o);
  o = options("learns", 60);
  o.learning_rate = 5e-3;
  train_decoder(o);
  // Observed: 2.8 dB more.
  EXPECT_GT(last_quality("learns"), last_quality("untrained") + 2);
  EXPECT_TRUE(fs::exists(folder_ / "learns" / "run" / "sheet-60.ppm"));
}

TEST_F(TrainDecoder, GivesTheSameWeightsWhetherItWasStoppedOnTheWayOrNot) {
  // The first steps of a run of two and of a run of three have the same learning rate.
  train_decoder(options("whole", 3));
  train_decoder(options("stopped", 2));
  train_decoder(options("stopped", 3));
  EXPECT_EQ(RunFolder(options("stopped", 3).run).latest()->step, 3);
  const NamedTensors whole = weights_in(folder_ / "whole" / "vae");
  const NamedTensors stopped = weights_in(folder_ / "stopped" / "vae");
  ASSERT_EQ(whole.size(), stopped.size());
  for (std::size_t i = 0; i < whole.size(); ++i)
    EXPECT_TRUE(torch::equal(whole[i].second, stopped[i].second)) << whole[i].first;
}

TEST_F(TrainDecoder, LeavesTheEncoderAndTheStatisticsAlone) {
  train_decoder(options("encoder", 2));
  const NamedTensors before = weights_in(folder_ / "start"), after = weights_in(folder_ / "encoder" / "vae");
  int64_t same = 0, changed = 0;
  for (const auto& [name, tensor] : before) {
    const auto found =
        std::find_if(after.begin(), after.end(), [&](const auto& one) { return one.first == name; });
    ASSERT_NE(found, after.end()) << name;
    const bool is_decoder = name.starts_with("decoder.") || name.starts_with("post_quant_conv.");
    if (is_decoder) {
      changed += torch::equal(found->second, tensor) ? 0 : 1;
      continue;
    }
    EXPECT_TRUE(torch::equal(found->second, tensor)) << name;
    ++same;
  }
  EXPECT_GT(same, 0);
  EXPECT_GT(changed, 0);
}

TEST_F(TrainDecoder, RefusesACropThatSomeScenesDoNotHave) {
  DecoderTraining o = options("wide", 1);
  o.crop_tokens = 9;
  try {
    train_decoder(o);
    FAIL() << "a crop larger than the smallest scene was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(error.field(), "--crop-tokens");
  }
}

TEST_F(TrainDecoder, RefusesToBeginFromNothing) {
  DecoderTraining o = options("nothing", 1);
  o.start = folder_ / "nowhere";
  EXPECT_THROW(train_decoder(o), Error);
}

}  // namespace
}  // namespace reverie
