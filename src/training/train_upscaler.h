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
// Used by   apps/train_crop_commands
// Proven by tests/training/train_upscaler_test.cpp
#pragma once

#include <filesystem>

#include "models/upscaler.h"
#include "training/crop_run.h"

namespace reverie {

struct UpscalerTraining : CropRun {  // its atlas: of chosen objects, at 1536 px
  UpscalerTraining() : CropRun{.steps = 2000, .batch = 8, .learning_rate = 2e-3} {}

  std::filesystem::path model;  // vae/ is read; upscaler/ is written with each checkpoint
  UpscalerConfig network = {};
  int64_t crop_px = 128;  // side of what is doubled, in pixels of the decoded picture
};

// Throws Error as its parts do.
void train_upscaler(const UpscalerTraining& options);

}  // namespace reverie
