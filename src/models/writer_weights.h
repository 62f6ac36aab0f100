// models/writer_weights.h
//
// The weights of a language model whose lower part is a text encoder that already exists: the embedding and
// the first layers come from one source, all later layers, the final norm and the head from another.
//
//   text_encoder/   model.embed_tokens, model.layers.0 .. L - 1     as the image model reads it, never
//   changed writer/         model.layers.L .., model.norm, lm_head
//
// Together they are one Qwen3ForCausalLM under its usual names.
//
// Used by   pipeline/model_parts (two checkpoints), training/train_language (frozen below, trained above)
// Trap      The text encoder's own final norm is not part of this: its last hidden state has passed that norm
//           (hidden state k = layers of qwen3_text_encoder.h), and layer L reads what came before it. This is
//           why the two parts cannot simply be one checkpoint of more layers: hidden state L would lose its
//           norm, and the pictures would change.
// Proven by tests/models/writer_weights_test.cpp
#pragma once

#include <memory>
#include <string>

#include "weights/weights.h"

namespace reverie {

class WriterWeights final : public WeightSource {
 public:
  // `shared_layers` is L.
  WriterWeights(std::shared_ptr<WeightSource> lower, std::shared_ptr<WeightSource> upper,
                int64_t shared_layers)
      : lower_(std::move(lower)), upper_(std::move(upper)), shared_layers_(shared_layers) {}

  torch::Tensor take(const std::string& name, at::IntArrayRef shape, Init init) override {
    return source_of(name).take(name, shape, init);
  }
  bool has(const std::string& name) const override { return source_of(name).has(name); }

 private:
  WeightSource& source_of(const std::string& name) const {
    if (name.starts_with("model.embed_tokens.")) return *lower_;
    constexpr std::string_view kLayer = "model.layers.";
    const bool is_shared =
        name.starts_with(kLayer) && std::stoll(name.substr(kLayer.size())) < shared_layers_;
    return is_shared ? *lower_ : *upper_;
  }

  std::shared_ptr<WeightSource> lower_, upper_;
  int64_t shared_layers_;
};

}  // namespace reverie
