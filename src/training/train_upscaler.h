// training/train_upscaler.h
//
// Trains the network that doubles a model's pictures (models/upscaler.h) on drawn scenes, behind the model's
// own autoencoder. The first doubling learns to come from a decoded picture to the scene drawn at twice the
// size, the second from what the first made to the scene at four times the size; the error of the second
// moves the second alone.
//
// Loss: L1, and L1 of differences of neighbours. No squares, which make edges soft where a place is
// uncertain.
//
// Used by   apps/train_upscaler_command
// Proven by tests/training/train_upscaler_test.cpp
#pragma once

#include <filesystem>

#include <torch/types.h>

#include "models/upscaler.h"

namespace reverie {

struct UpscalerTraining {
  std::filesystem::path atlas;   // of chosen objects, at 1536 px
  std::filesystem::path glyphs;  // the letters of signs; empty: scenes without signs
  std::filesystem::path run;     // checkpoints, log, sheets; an existing run is resumed
  std::filesystem::path model;   // vae/ is read; upscaler/ is written with each checkpoint
  UpscalerConfig network = {};
  int64_t steps = 2000;
  int64_t batch = 8;            // crops a step
  int64_t crop_px = 128;        // side of what is doubled, in pixels of the decoded picture
  int64_t steps_per_scene = 8;  // a new scene enters the pool so often
  int64_t pool = 16;            // scenes kept
  int64_t validation_scenes = 12;
  double learning_rate = 2e-3;
  uint64_t seed = 1;
  torch::Device device = torch::kCPU;
  int64_t checkpoint_every = 250;
};

// Throws Error as its parts do.
void train_upscaler(const UpscalerTraining& options);

}  // namespace reverie
