// training/velocity_loss.h
//
// The flow matching loss of a batch: how far the predicted velocity (noise minus picture) is from the true
// one. References go through the transformer at noise level 0 and see only each other, as at inference
// ("reused"), and the gradient goes back through what the picture reads of them.
//
// Used by   train_transformer, train_distilled (its conditioning), transformer_sheet
// Source    flow matching: Lipman et al. 2022, Esser et al. 2024
// Proven by tests/training/velocity_loss_test.cpp
#pragma once

#include "sampling/denoise.h"
#include "training/mini_networks.h"
#include "training/training_batches.h"

namespace reverie {

// What the networks make of a batch's words and references: text, image_ids [B, I, 4] and references, with
// gradient where gradients are recorded.
Conditioning condition_on(const MiniNetworks& networks, const TrainingBatch& batch);

// x [B, I, Z] at noise levels sigma [B] -> velocity [B, I, Z]. The negative text is not looked at.
Tensor predict_velocity(const Flux2Transformer& transformer, const Tensor& x, const Tensor& sigma,
                        const Conditioning& conditioning);

// One noise level an example: [count]. Half of them are spread as the schedule's steps are, half evenly.
Tensor draw_sigmas(Random& random, int64_t count, torch::Device device);

// errors [B, I, Z] -> their weighted mean square, a scalar.
Tensor weighted_mean_square(const Tensor& errors, const Tensor& weights);

// sigma [B]; noise [B, I, Z]. A scalar.
Tensor velocity_loss(const MiniNetworks& networks, const TrainingBatch& batch, const Tensor& sigma,
                     const Tensor& noise);

// The loss on examples never trained on, one by one: the mean at each of the levels 1, 0.75, 0.5, 0.25.
// Words and noise are those of `seed`.
Json validation_losses(const MiniNetworks& networks, const LatentPool& held_out, const PromptReader& reader,
                       uint64_t seed, torch::Device device);

}  // namespace reverie
