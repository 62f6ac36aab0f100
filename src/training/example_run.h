// training/example_run.h
//
// What every training on drawn examples is told, whatever it makes of them.
//
// Used by   train_transformer.h, train_distilled.h; apps/train_drawing_commands fills it in
#pragma once

#include <torch/types.h>

#include <filesystem>

#include "training/world/compose.h"
#include "training/world/curriculum.h"
#include "training/world/example.h"

namespace reverie {

struct ExampleRun {
  std::filesystem::path atlas;
  std::filesystem::path glyphs;  // read only for a lesson with signs
  std::filesystem::path run;     // checkpoints, log, sheets; an existing run is resumed
  std::filesystem::path start;   // the model folder to begin from
  std::filesystem::path model;   // the model folder to write
  int64_t steps = 20000;
  int64_t batch = 8;
  int64_t fresh_per_step = 3;  // new examples a step; each is used about batch / fresh_per_step times
  int64_t pool = 1024;
  Lesson lesson = Lesson::All;
  double learning_rate = 1.5e-3;
  uint64_t seed = 1;
  torch::Device device = torch::kCPU;
  int64_t checkpoint_every = 500;
  int64_t sheet_every = 1000;  // steps between validations and sheets; 0 means never
  ExampleSampler sample = sample_example;
};

// What draws the examples of the run: with its sprites, and with letters where its lesson has signs.
// Throws Error(NotFound) naming the file that is missing.
Compositor open_compositor(const ExampleRun& run);

}  // namespace reverie
