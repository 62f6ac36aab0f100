// training/train_autoencoder.h
//
// Trains the embedded model's autoencoder on drawn scenes, from a quarter of the size inwards, on small crops
// (cheap: most of the learning). What lies between a quarter of the size and the picture is averaging on the
// way in (coarse_levels.h) and the work of train_decoder on the way out.
//
// Loss: L1 and the L1 of differences of neighbours (edges), plus a small pull of the latents towards
// deviation 1. The decoder sees latents with noise added, so that a transformer's small errors stay small.
//
// Used by   apps/train_command
// Proven by tests/training/train_autoencoder_test.cpp
#pragma once

#include <filesystem>

#include <torch/types.h>

namespace reverie {

struct AutoencoderTraining {
  std::filesystem::path atlas;
  std::filesystem::path glyphs;  // letters of signs, or empty: scenes without signs
  std::filesystem::path run;     // checkpoints, log, sheets; an existing run is resumed
  std::filesystem::path start;   // a vae folder to begin from, or empty
  std::filesystem::path out;     // vae folder written at the end and with each checkpoint
  int64_t steps = 3000;
  int64_t batch_tokens = 128;  // tokens (64 px squares) per step, over all crops
  double learning_rate = 1e-3;
  uint64_t seed = 1;
  torch::Device device = torch::kCPU;
  int64_t checkpoint_every = 200;
};

// Throws Error as its parts do.
void train_autoencoder(const AutoencoderTraining& options);

}  // namespace reverie
