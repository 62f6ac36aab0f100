// training/train_decoder.h
//
// Trains the decoder of the embedded model's autoencoder at full size, on latents that its encoder makes of
// whole drawn scenes. Encoder and statistics are read and never changed, so latents stay what they are:
// transformers and picture books made for them stay good, and one may be trained meanwhile.
//
// Loss: L1, and L1 of differences of neighbours. No squares, which make edges soft where a place is
// uncertain. The decoder sees latents with noise added, so that a transformer's small errors stay small.
//
// Used by   apps/train_crop_commands
// Proven by tests/training/train_decoder_test.cpp
#pragma once

#include <filesystem>

#include "training/crop_run.h"

namespace reverie {

struct DecoderTraining : CropRun {
  DecoderTraining() : CropRun{.steps_per_scene = 3, .pool = 96, .learning_rate = 5e-4} {}

  std::filesystem::path start;  // the vae folder to begin from
  std::filesystem::path out;    // the vae folder written with each checkpoint; may be `start`
  int64_t crop_tokens = 8;      // side of a crop
};

// Throws Error as its parts do.
void train_decoder(const DecoderTraining& options);

}  // namespace reverie
