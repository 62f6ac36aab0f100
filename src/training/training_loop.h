// training/training_loop.h
//
// The one training loop: loss, gradient, optimizer step, averaged weights, log, checkpoint, and now and then
// a look at what the averaged weights can do. A run folder with a checkpoint goes on where it stopped, and
// comes to the same weights as if it had not: what is random depends on seed and step alone.
//
// Used by   train_autoencoder, train_transformer, train_distilled, train_language, train_upscaler
// Proven by tests/training/training_loop_test.cpp
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "training/run_folder.h"

namespace reverie {

struct TrainingLoop {
  std::filesystem::path run;
  int64_t steps = 1;
  double learning_rate = 1e-3;  // at the plateau
  uint64_t seed = 1;
  std::vector<std::string> muon_names = {};  // optimizer.h
  double average_decay = 0.999;              // at most; less in the first steps
  int64_t checkpoint_every = 500;
  int64_t show_every = 0;       // 0: at the end only
  int64_t scenes_per_step = 0;  // for the log's scenes_per_second; 0: not logged
};

struct TrainingTask {
  NamedTensors trained;
  // The loss of this step, a scalar with gradient. LibTorch's generator has been seeded for the step.
  std::function<torch::Tensor(int64_t step)> loss;
  // Called with the averaged weights in place and without gradients, after `done` steps.
  std::function<void(const RunFolder& folder, int64_t done)> show;
};

void run_training(const TrainingLoop& loop, const TrainingTask& task);

}  // namespace reverie
