// training/crop_run.h
//
// What the trainings on crops of drawn scenes have in common.
//
// Used by   train_decoder, train_upscaler, apps/train_crop_commands
#pragma once

#include <torch/types.h>

#include <filesystem>

namespace reverie {

struct CropRun {
  std::filesystem::path atlas = {};   // sprites
  std::filesystem::path glyphs = {};  // the letters of signs; empty: scenes without signs
  std::filesystem::path run = {};     // checkpoints, log, sheets; an existing run is resumed
  int64_t steps = 6000;
  int64_t batch = 1;            // crops a step
  int64_t steps_per_scene = 8;  // a new scene enters the pool so often
  int64_t pool = 16;            // scenes kept
  int64_t validation_scenes = 12;
  double learning_rate = 1e-3;
  uint64_t seed = 1;
  torch::Device device = torch::kCPU;
  int64_t checkpoint_every = 250;
};

}  // namespace reverie
