// training/coarse_levels.h
//
// Training an autoencoder from the inside out. The content of a drawn picture does not grow with its
// size, so the outermost levels of the encoder only average 2x2 pixels; they are written down, not
// trained, and training and data preparation skip them by starting from a picture already made small.
// What they skip is exact: a full picture through the whole encoder gives the same latents.
//
// Used by   train_autoencoder, latent_pool
// Proven by tests/training/coarse_levels_test.cpp
#pragma once

#include "models/flux2_autoencoder.h"
#include "weights/safetensors.h"

namespace reverie {

// Makes levels 0 .. levels - 1 of the encoder average 2x2 pixels each, RGB in the first three channels.
// `weights` are the autoencoder's, by name; they are changed in place.
// Throws Error(Internal) if those levels do not keep their width.
void make_outer_levels_average(const Flux2AutoencoderConfig& config, int64_t levels,
                               const NamedTensors& weights);

// True for the weights that `make_outer_levels_average` sets, which must not be trained.
bool is_averaging_weight(const std::string& name, int64_t levels);

// picture [B, 3, H, W] of a picture averaged `levels` times, -1..1 -> latents [B, Z', h, w].
Tensor encode_coarse(const Flux2Autoencoder& autoencoder, const Tensor& picture, int64_t levels);

}  // namespace reverie
