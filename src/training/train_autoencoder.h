// training/train_autoencoder.h
//
// Trains the embedded model's autoencoder on drawn scenes, in two stages:
//
//   inner   the levels from a quarter of the size inwards, on small crops (cheap: most of the learning);
//   outer   the decoder's last two doublings, on full-size crops, the inner levels frozen, so that
//           latents stay what they are and a transformer can train on them meanwhile.
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
  enum class Stage { Inner, Outer };

  std::filesystem::path atlas;
  std::filesystem::path run;    // checkpoints, log, sheets; an existing run is resumed
  std::filesystem::path start;  // a vae folder to begin from (needed by Outer), or empty
  std::filesystem::path out;    // vae folder written at the end and with each checkpoint
  Stage stage = Stage::Inner;
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
