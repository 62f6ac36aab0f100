// tests/pipeline/small_autoencoder.h
//
// A real Flux2Autoencoder with random weights, small enough to decode in milliseconds: three levels, so
// four pixels a latent and eight a token.
//
// Used by   tiled_decode_test, reference_pictures_test, prepare_scenery_test;
//           training/train_decoder_test, training/train_upscaler_test
#pragma once

#include <torch/utils.h>

#include <filesystem>

#include "models/flux2_autoencoder.h"

namespace reverie {

// The same seed gives the same weights. Run it under torch::NoGradGuard: its weights are trainable.
Flux2Autoencoder small_autoencoder(uint64_t seed = 1);

// The same as the folder vae/ of a model.
void write_small_autoencoder(const std::filesystem::path& folder);

}  // namespace reverie
