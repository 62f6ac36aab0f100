// training/picture_loss.h
//
// How far a picture is from the one wanted: what the trainers of pictures learn by, and what they report.
//
// Used by   train_autoencoder, train_upscaler
// Proven by tests/training/train_upscaler_test.cpp
#pragma once

#include <torch/types.h>

namespace reverie {

// L1, and `edges` times the L1 of the differences of neighbours across and down.
// Both [B, 3, h, w], -1..1; a scalar.
torch::Tensor edge_loss(const torch::Tensor& made, const torch::Tensor& wanted, double edges);

// Of `made`, clamped to -1..1, in decibels.
double psnr_db(const torch::Tensor& made, const torch::Tensor& wanted);

}  // namespace reverie
