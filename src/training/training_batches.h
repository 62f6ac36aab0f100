// training/training_batches.h
//
// From the pool of examples to tensors. A batch holds examples of one shape: one grid of the target, and as
// many references on the same grids. One example is drawn, and the others among those of its shape, so that
// each is used equally often in the long run and no shape waits for company.
//
//   words        composed anew each time an example is used; padded to 16 tokens or, one batch in four, 32;
//                longer where an example cannot be said in so few
//   without      `share_without_words` of the batches lose their words, with all that these would be shown,
//                and keep their references: that is what the second pass of guidance is given
//                (pipeline/image_pipeline, condition). Whole batches, so that none of it is filled up with
//                zeros.
//   tokens       with `tokens_per_scene`, a random subset of the target's tokens stands for it
//
// Used by   train_transformer, train_distilled
// Proven by tests/training/training_batches_test.cpp
#pragma once

#include "training/latent_pool.h"
#include "training/prompt_batches.h"

namespace reverie {

struct TrainingBatch {
  Tensor latents;           // [B, I, Z], clean targets
  Tensor image_ids;         // [B, I, 4]
  PromptBatch prompts;      // B rows
  Tensor weights;           // [B, I] of each token in the loss, 1 in the mean of an example
  Tensor reference_tokens;  // [B, R, Z], clean; undefined without references
  Tensor reference_ids;     // [R, 4], t = 10, 20, 30, ...

  int64_t size() const { return latents.size(0); }
  torch::Device device() const { return latents.device(); }
};

struct BatchOptions {
  int64_t size = 8;
  int64_t tokens_per_scene = 0;  // 0 means all
  double share_without_words = 0.1;
  // Of the batches: what is on given pictures, and not in the words, is not looked up.
  double share_unrecognised = 0.25;
};

// Throws Error(Internal) if of many shapes none has examples that can be said in the longest prompt.
TrainingBatch draw_batch(const LatentPool& pool, const PromptReader& reader, const BatchOptions& options,
                         Random& random, torch::Device device);

// One example whole, asked for by `words`, all tokens of equal weight.
TrainingBatch batch_of_one(const PooledExample& example, const std::string& words, const PromptReader& reader,
                           torch::Device device);

}  // namespace reverie
