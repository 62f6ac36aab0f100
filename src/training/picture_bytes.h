// training/picture_bytes.h
//
// Pictures as they wait in memory, 8 bits a channel, and as networks take them.
//
// Used by   upscaler_pairs, train_upscaler, train_decoder
// Proven by tests/training/train_upscaler_test.cpp
#pragma once

#include <torch/types.h>

namespace reverie {

// uint8 [..., 3, h, w] -> -1..1, and back with rounding.
torch::Tensor unit_of(const torch::Tensor& bytes);
torch::Tensor bytes_of(const torch::Tensor& unit);

}  // namespace reverie
