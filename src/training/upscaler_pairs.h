// training/upscaler_pairs.h
//
// What an upscaler learns from: a scene as the model's autoencoder gives it back, which is what is enlarged
// in use, and the same scene drawn at twice and at four times the size.
//
// Scenes wait in a pool, where each step takes other crops of them.
//
// Used by   train_upscaler
// Memory    8 bits a channel: 66 MB a scene of 16x16 tokens at 64 pixels each
// Proven by tests/training/train_upscaler_test.cpp
#pragma once

#include "models/flux2_autoencoder.h"
#include "training/rolling_pool.h"
#include "training/world/compose.h"

namespace reverie {

// What stands for the picture that is to be enlarged.
enum class Given {
  AsDecoded,  // what is enlarged in use: soft, and here and there not what was drawn
  // The drawing, as soft as the decoder makes it, with the decoder's own fine faults on top. What is soft
  // here has its edges where they belong, so that edges can be learned; from a decoded picture one would
  // learn above all to leave open what the decoder left open.
  AsSoftened,
};

struct UpscalerPair {
  Tensor given;       // [3, h, w] uint8
  Tensor twice;       // [3, 2h, 2w] uint8, drawn
  Tensor four_times;  // [3, 4h, 4w] uint8, drawn
};

class UpscalerPairs {
 public:
  // `autoencoder` and `compositor` must outlive the pool. Scenes are those of `seed`, sampled with `options`:
  // of 16x16 tokens, in styles of 8x8.
  UpscalerPairs(const Flux2Autoencoder& autoencoder, Compositor& compositor, uint64_t seed, int64_t capacity,
                SceneOptions options, Given given);
  UpscalerPairs(const UpscalerPairs&) = delete;
  UpscalerPairs& operator=(const UpscalerPairs&) = delete;

  // As RollingPool has it.
  void advance_to(int64_t end) { pool_.advance_to(end); }
  const std::deque<UpscalerPair>& pairs() const { return pool_.items(); }

 private:
  UpscalerPair draw(int64_t index) const;

  const Flux2Autoencoder& autoencoder_;
  Compositor& compositor_;
  uint64_t seed_;
  SceneOptions options_;
  Given given_;
  RollingPool<UpscalerPair> pool_;
};

}  // namespace reverie
