// The training loop on a loss whose course is known.
#include "training/training_loop.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/json.h"
#include "training/scratch.h"

namespace reverie {
namespace {

using torch::Tensor;

class TrainingLoopTest : public testing::Test {
 protected:
  // Draws a matrix and a vector towards 1, with some noise of LibTorch's generator.
  struct Pull {
    NamedTensors weights{{"block.a", torch::zeros({3, 4}).set_requires_grad(true)},
                         {"b", torch::zeros({5}).set_requires_grad(true)}};
    std::vector<double> losses;
    std::vector<int64_t> shown;
    Tensor shown_weights;

    TrainingTask task() {
      return {.trained = weights,
              .loss =
                  [this](int64_t) {
                    Tensor loss = torch::zeros({});
                    for (const auto& [name, tensor] : weights) {
                      loss = loss + (tensor - 1 + 0.01 * torch::randn_like(tensor)).square().mean();
                    }
                    losses.push_back(loss.item<double>());
                    return loss;
                  },
              .show =
                  [this](const RunFolder&, int64_t done) {
                    EXPECT_FALSE(torch::GradMode::is_enabled());
                    shown.push_back(done);
                    shown_weights = weights[1].second.clone();
                  }};
    }
  };

  TrainingLoop loop(const std::string& name, int64_t steps) const {
    return {.run = folder_ / name, .steps = steps, .learning_rate = 0.1, .muon_names = {"block."}};
  }

  std::filesystem::path folder_ = scratch_folder();
};

TEST_F(TrainingLoopTest, MakesTheLossFall) {
  Pull pull;
  run_training(loop("run", 80), pull.task());
  EXPECT_LT(pull.losses.back(), pull.losses.front() / 4);
}

TEST_F(TrainingLoopTest, ComesToTheSameWeightsWhetherItWasStoppedOrNot) {
  // The first two steps of a run of two and of a run of nine have the same learning rate.
  Pull whole, before, after;
  run_training(loop("whole", 9), whole.task());
  run_training(loop("stopped", 2), before.task());
  run_training(loop("stopped", 9), after.task());
  EXPECT_EQ(after.losses.size(), 7U);
  for (std::size_t i = 0; i < whole.weights.size(); ++i) {
    EXPECT_TRUE(torch::equal(whole.weights[i].second, after.weights[i].second)) << whole.weights[i].first;
  }
  EXPECT_TRUE(torch::equal(whole.shown_weights, after.shown_weights)) << "the averaged weights";
}

TEST_F(TrainingLoopTest, ShowsAveragedWeightsAndPutsTheTrainedOnesBack) {
  Pull pull;
  TrainingLoop every_third = loop("run", 7);
  every_third.show_every = 3;
  run_training(every_third, pull.task());
  EXPECT_EQ(pull.shown, (std::vector<int64_t>{3, 6, 7}));
  EXPECT_FALSE(torch::equal(pull.shown_weights, pull.weights[1].second));
}

TEST_F(TrainingLoopTest, ShowsAtTheEndOnlyWhenNotAskedForMore) {
  Pull pull;
  run_training(loop("run", 7), pull.task());
  EXPECT_EQ(pull.shown, (std::vector<int64_t>{7}));
}

TEST_F(TrainingLoopTest, LogsSpeedOnlyWhereScenesAreCounted) {
  Pull plain, counted;
  run_training(loop("plain", 50), plain.task());
  TrainingLoop with_scenes = loop("counted", 50);
  with_scenes.scenes_per_step = 2;
  run_training(with_scenes, counted.task());
  const Json without = read_json(folder_ / "plain" / "log.jsonl");
  const Json with = read_json(folder_ / "counted" / "log.jsonl");
  EXPECT_EQ(without.at("step"), 50);
  EXPECT_FALSE(without.contains("scenes_per_second"));
  EXPECT_GT(with.at("scenes_per_second").get<double>(), 0);
}

}  // namespace
}  // namespace reverie
