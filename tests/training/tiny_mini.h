// training/tiny_mini.h
//
// Networks of mini's shape with made-up weights, and a pool of small examples, for tests of the parts of the
// trainer.
//
// Used by   tests/training/*_test.cpp
#pragma once

#include "training/coarse_levels.h"
#include "training/mini_networks.h"
#include "training/reference_examples.h"
#include "training/scratch.h"
#include "training/training_batches.h"
#include "training/world/sprites.h"

namespace reverie {

inline std::filesystem::path mini_tokenizer() {
  return std::filesystem::path(REVERIE_SOURCE_DIR) / "models" / "mini" / "tokenizer";
}

struct TinyMini {
  // A fresh network ends in zeros; disturbed, every part shows.
  explicit TinyMini(uint64_t seed) : networks({}, reader.vocabulary_size(), seed, torch::kCPU) {
    torch::set_num_threads(1);
    disturb(networks.named(), 0.02, seed);
  }

  PromptReader reader{mini_tokenizer(), torch::kCPU};
  MiniNetworks networks;
};

// `count` small examples, of which some have references.
class TinyPool {
 public:
  explicit TinyPool(int64_t count, bool references = true, ExampleSampler sample = small_example)
      : pool(autoencoder_, compositor_, 5, count, {.references = references}, std::move(sample)) {
    disturb(source_->named(), 0.02, 3);
    make_outer_levels_average(mini_autoencoder_config(), kMiniCoarseLevels, source_->named());
    pool.advance_to(count);
  }

 private:
  std::shared_ptr<TrainableWeights> source_ =
      std::make_shared<TrainableWeights>(3, std::nullopt, torch::kCPU);
  Flux2Autoencoder autoencoder_{Weights(source_), mini_autoencoder_config(),
                                Flux2Autoencoder::Parts::EncoderOnly};
  Compositor compositor_{block_atlas(), torch::kCPU};

 public:
  LatentPool pool;
};

}  // namespace reverie
