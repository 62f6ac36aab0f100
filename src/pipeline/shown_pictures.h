// pipeline/shown_pictures.h
//
// Between the latents that a network is shown and pictures that a program can draw on: at as few pixels a
// token as the network is shown pictures in training.
//
// Used by   pipeline/prepare_scenery, pipeline/prepare_things
// Proven by tests/pipeline/prepare_scenery_test.cpp
#pragma once

#include "core/layout.h"
#include "models/flux2_autoencoder.h"

namespace reverie {

// Pixels a token of what is drawn for a network.
int64_t shown_px(const Flux2Autoencoder& autoencoder);

// tokens [rows columns, Z] -> [3, rows px, columns px], 0 to 1, on the CPU.
Tensor decode_shown(const Flux2Autoencoder& autoencoder, const Tensor& tokens, Grid grid);

// picture [3, rows px, columns px] with shown_px() pixels a token, 0 to 1 -> [rows columns, Z], clean packed
// latents. `options` are the autoencoder's own: its device and type.
Tensor encode_shown(const Flux2Autoencoder& autoencoder, const Tensor& picture,
                    const torch::TensorOptions& options);

}  // namespace reverie
