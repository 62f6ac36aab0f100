// models/qwen3_text_encoder.h
//
// Qwen3TextEncoder: a causal language model; the image models read its hidden states, and prompt
// enhancement lets it write.
//
// Used by   pipeline/, training/train_transformer, training/train_language
// Source    transformers `Qwen3ForCausalLM` (modeling_qwen3.py, 5.x); names are the checkpoint's.
// Proven by tests/models/qwen3_text_encoder_test.cpp
//
// Shapes    B batch, T tokens, C width (hidden_size), H query heads, K key heads, D head width
//
// Traps     Hidden state k is what enters layer k: 0 is the embedding, and only the last one (k = layers)
//           has passed the final norm. Padding is on the right and never attended to, but padded
//           places have hidden states too, and FLUX.2 reads them.
#pragma once

#include <optional>
#include <vector>

#include "core/json.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "nn/rope.h"

namespace reverie {

struct Qwen3Config {
  int64_t vocab_size;
  int64_t hidden_size;  // C
  int64_t intermediate_size;
  int64_t num_hidden_layers;
  int64_t num_attention_heads;  // H
  int64_t num_key_value_heads;  // K
  int64_t head_dim;             // D
  double rms_norm_eps;
  double rope_theta;
  bool tie_word_embeddings;

  // From text_encoder/config.json. Throws Error(CorruptFile) on a missing or unsupported value.
  static Qwen3Config from_json(const Json& config);
  Json to_json() const;
};

// Rotated keys and values of the tokens read so far, one pair per layer: [B, K, T so far, D].
struct KeyValueCache {
  std::vector<Tensor> keys;
  std::vector<Tensor> values;
  int64_t tokens = 0;
};

class Qwen3Layer;

class Qwen3TextEncoder {
 public:
  // `layers` layers are bound, at most num_hidden_layers; fewer when no later hidden state is read.
  // With all of them, the final norm is bound too; `with_head` also binds the language model head.
  Qwen3TextEncoder(const Weights& w, const Qwen3Config& config, int64_t layers, bool with_head = false);
  ~Qwen3TextEncoder();
  Qwen3TextEncoder(Qwen3TextEncoder&&) noexcept;

  const Qwen3Config& config() const { return config_; }
  torch::Device device() const { return embed_tokens_.device(); }

  // ids [B, T] int64, lengths [B] int64 (real tokens of each row; the rest is padding on the right).
  // Returns hidden states `chosen` (0 .. layers) side by side: [B, T, C * chosen.size()], in `dtype`.
  Tensor prompt_embeds(const Tensor& ids, const Tensor& lengths, const std::vector<int64_t>& chosen,
                       torch::Dtype dtype = torch::kFloat32) const;

  // ids [B, T]; continues after `cache` when given and extends it. What follows a token never moves what
  // stands before it, so rows may be padded on the right where nobody reads. Returns the last hidden state
  // [B, T, C], fp32, past the final norm. Needs all layers.
  Tensor last_states(const Tensor& ids, KeyValueCache* cache) const;
  // states [.., C] -> logits [.., vocab_size], fp32. Needs the head.
  Tensor head(const Tensor& states) const;
  // Both: logits [B, T, vocab_size].
  Tensor logits(const Tensor& ids, KeyValueCache* cache) const { return head(last_states(ids, cache)); }

 private:
  // x [B, T, C] through every bound layer; `visit(k, hidden state k)` sees each of them.
  template <typename Visit>
  Tensor run_layers(Tensor x, const Tensor& mask, KeyValueCache* cache, const Visit& visit) const;

  Qwen3Config config_;
  Tensor embed_tokens_;  // [vocab_size, C]
  std::vector<Qwen3Layer> layers_;
  std::optional<RmsNorm> norm_;
  Tensor lm_head_;  // [vocab_size, C]
};

}  // namespace reverie
