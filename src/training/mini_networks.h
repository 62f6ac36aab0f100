// training/mini_networks.h
//
// The networks of `mini` while they are trained: transformer and text encoder with weights that learn, and
// the autoencoder, whose training is over.
//
// Used by   train_transformer, train_distilled (twice: student and teacher)
// Proven by tests/training/mini_networks_test.cpp
#pragma once

#include <filesystem>
#include <memory>

#include "models/flux2_autoencoder.h"
#include "models/flux2_transformer.h"
#include "models/qwen3_text_encoder.h"
#include "training/mini_folder.h"
#include "training/prompt_batches.h"
#include "weights/weights.h"

namespace reverie {

// Those weights that the optimizer turns with Muon: the matrices inside blocks.
inline const std::vector<std::string> kMiniMuonNames{"transformer_blocks.", "model.layers."};

enum class Learning { Both, Transformer, Nothing };

class MiniNetworks {
 public:
  // Weights of the model folder `start` where it has them, fresh ones of `seed` elsewhere and for an empty
  // path. Throws Error(CorruptFile) where a shape is not mini's.
  MiniNetworks(const std::filesystem::path& start, int64_t vocabulary_size, uint64_t seed,
               torch::Device device);

  const Flux2Transformer& transformer() const { return transformer_; }

  // "transformer.NAME" and, `with_text_encoder`, "text_encoder.NAME".
  NamedTensors named(bool with_text_encoder = true) const;

  // Which weights get gradients; at first all do.
  void let_learn(Learning learning) const;

  // [B, T, J]
  Tensor embed(const PromptBatch& prompts) const;

  // Everything of the model folder but tokenizer/ and vae/.
  void write(const std::filesystem::path& folder, const MiniUse& use) const;

 private:
  std::shared_ptr<TrainableWeights> transformer_source_;
  Flux2Transformer transformer_;
  Qwen3Config text_config_;
  std::shared_ptr<TrainableWeights> text_source_;
  Qwen3TextEncoder text_encoder_;
};

// The autoencoder of a model folder, in fp32. Throws as its files do.
Flux2Autoencoder open_mini_autoencoder(const std::filesystem::path& model, torch::Device device);

}  // namespace reverie
