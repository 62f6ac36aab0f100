#include "models/qwen3_text_encoder.h"

#include <algorithm>

#include "core/error.h"
#include "models/config_fields.h"
#include "nn/attention.h"

namespace reverie {

Qwen3Config Qwen3Config::from_json(const Json& config) {
  const ConfigFields fields(config, "text_encoder/config.json");
  fields.expect_if_present("model_type", "qwen3");
  fields.expect_if_present("hidden_act", "silu");
  fields.expect_if_present("attention_bias", false);
  fields.expect_if_present("use_sliding_window", false);
  Qwen3Config c;
  c.vocab_size = fields.positive("vocab_size");
  c.hidden_size = fields.positive("hidden_size");
  c.intermediate_size = fields.positive("intermediate_size");
  c.num_hidden_layers = fields.positive("num_hidden_layers");
  c.num_attention_heads = fields.positive("num_attention_heads");
  c.num_key_value_heads = fields.positive("num_key_value_heads");
  c.head_dim = fields.positive("head_dim");
  c.rms_norm_eps = fields.number("rms_norm_eps");
  // transformers 5 writes {"rope_parameters": {"rope_theta": .., "rope_type": "default"}}, 4 wrote
  // "rope_theta".
  if (fields.present("rope_parameters")) {
    const ConfigFields rope(config.at("rope_parameters"), "text_encoder/config.json: rope_parameters");
    rope.expect_if_present("rope_type", "default");
    c.rope_theta = rope.number("rope_theta");
  } else {
    fields.expect_if_present("rope_scaling", nullptr);
    c.rope_theta = fields.number("rope_theta");
  }
  c.tie_word_embeddings = fields.boolean_or("tie_word_embeddings", false);
  if (c.num_attention_heads % c.num_key_value_heads != 0) {
    fields.refuse("num_key_value_heads", "a divisor of num_attention_heads");
  }
  return c;
}

Json Qwen3Config::to_json() const {
  return {{"architectures", {"Qwen3ForCausalLM"}},
          {"model_type", "qwen3"},
          {"vocab_size", vocab_size},
          {"hidden_size", hidden_size},
          {"intermediate_size", intermediate_size},
          {"num_hidden_layers", num_hidden_layers},
          {"num_attention_heads", num_attention_heads},
          {"num_key_value_heads", num_key_value_heads},
          {"head_dim", head_dim},
          {"hidden_act", "silu"},
          {"attention_bias", false},
          {"max_position_embeddings", 40960},
          {"rms_norm_eps", rms_norm_eps},
          {"rope_theta", rope_theta},
          {"tie_word_embeddings", tie_word_embeddings},
          {"use_sliding_window", false}};
}

class Qwen3Layer {
 public:
  Qwen3Layer(const Weights& w, const Qwen3Config& c)
      : heads_(c.num_attention_heads),
        key_heads_(c.num_key_value_heads),
        input_layernorm_(w.scope("input_layernorm"), c.hidden_size, c.rms_norm_eps),
        q_proj_(w.scope("self_attn.q_proj"), c.hidden_size, c.num_attention_heads * c.head_dim),
        k_proj_(w.scope("self_attn.k_proj"), c.hidden_size, c.num_key_value_heads * c.head_dim),
        v_proj_(w.scope("self_attn.v_proj"), c.hidden_size, c.num_key_value_heads * c.head_dim),
        o_proj_(w.scope("self_attn.o_proj"), c.num_attention_heads * c.head_dim, c.hidden_size),
        q_norm_(w.scope("self_attn.q_norm"), c.head_dim, c.rms_norm_eps),
        k_norm_(w.scope("self_attn.k_norm"), c.head_dim, c.rms_norm_eps),
        post_attention_layernorm_(w.scope("post_attention_layernorm"), c.hidden_size, c.rms_norm_eps),
        gate_proj_(w.scope("mlp.gate_proj"), c.hidden_size, c.intermediate_size),
        up_proj_(w.scope("mlp.up_proj"), c.hidden_size, c.intermediate_size),
        down_proj_(w.scope("mlp.down_proj"), c.intermediate_size, c.hidden_size) {}

  // x [B, T, C] -> same. With a cache, keys and values of earlier tokens come from it.
  Tensor forward(const Tensor& x, const Rope& rope, const Tensor& mask, KeyValueCache* cache,
                 std::size_t index) const {
    const Tensor inner = input_layernorm_.forward(x);
    const Tensor q = apply_rope_halves(q_norm_.forward(split_heads(q_proj_.forward(inner), heads_)), rope);
    Tensor k = apply_rope_halves(k_norm_.forward(split_heads(k_proj_.forward(inner), key_heads_)), rope);
    Tensor v = split_heads(v_proj_.forward(inner), key_heads_);  // [B, K, T, D]
    if (cache != nullptr) {
      if (cache->keys.size() <= index) {
        cache->keys.push_back(k);
        cache->values.push_back(v);
      } else {
        k = cache->keys[index] = torch::cat({cache->keys[index], k}, 2);
        v = cache->values[index] = torch::cat({cache->values[index], v}, 2);
      }
    }
    const int64_t shared = heads_ / key_heads_;  // query heads that read one key head
    const Tensor mixed = attend(q, k.repeat_interleave(shared, 1), v.repeat_interleave(shared, 1), mask);
    const Tensor y = x + o_proj_.forward(merge_heads(mixed));
    const Tensor z = post_attention_layernorm_.forward(y);
    return y + down_proj_.forward(at::silu(gate_proj_.forward(z)) * up_proj_.forward(z));
  }

 private:
  int64_t heads_, key_heads_;
  RmsNorm input_layernorm_;
  Linear q_proj_, k_proj_, v_proj_, o_proj_;
  RmsNorm q_norm_, k_norm_, post_attention_layernorm_;
  Linear gate_proj_, up_proj_, down_proj_;
};

Qwen3TextEncoder::Qwen3TextEncoder(const Weights& w, const Qwen3Config& config, int64_t layers,
                                   bool with_head)
    : config_(config),
      embed_tokens_(
          w.take("model.embed_tokens.weight", {config.vocab_size, config.hidden_size}, Init::Embedding)) {
  if (layers < 0 || layers > config.num_hidden_layers) {
    throw Error(ErrorCode::CorruptFile, "qwen3_text_encoder: layer " + std::to_string(layers) +
                                            " was asked for, the model has " +
                                            std::to_string(config.num_hidden_layers));
  }
  for (int64_t i = 0; i < layers; ++i)
    layers_.emplace_back(w.scope("model.layers").scope(std::to_string(i)), config);
  if (layers == config.num_hidden_layers)
    norm_.emplace(w.scope("model.norm"), config.hidden_size, config.rms_norm_eps);
  if (with_head) {
    lm_head_ = config.tie_word_embeddings
                   ? embed_tokens_
                   : w.take("lm_head.weight", {config.vocab_size, config.hidden_size}, Init::Embedding);
  }
}

Qwen3TextEncoder::~Qwen3TextEncoder() = default;
Qwen3TextEncoder::Qwen3TextEncoder(Qwen3TextEncoder&&) noexcept = default;

template <typename Visit>
Tensor Qwen3TextEncoder::run_layers(Tensor x, const Tensor& mask, KeyValueCache* cache,
                                    const Visit& visit) const {
  const int64_t begin = cache ? cache->tokens : 0;
  const Tensor positions =
      torch::arange(begin, begin + x.size(1), x.options().dtype(torch::kInt64)).unsqueeze(1);
  const Rope rope = rope_from_ids(positions, {config_.head_dim}, config_.rope_theta);
  visit(0, x);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    x = layers_[i].forward(x, rope, mask, cache, i);
    if (i + 1 == layers_.size() && norm_) x = norm_->forward(x);
    visit(static_cast<int64_t>(i) + 1, x);
  }
  if (cache != nullptr) cache->tokens += positions.size(0);
  return x;
}

Tensor Qwen3TextEncoder::prompt_embeds(const Tensor& ids, const Tensor& lengths,
                                       const std::vector<int64_t>& chosen, torch::Dtype dtype) const {
  const int64_t tokens = ids.size(1);
  const Tensor place = torch::arange(tokens, ids.options());
  const Tensor causal = place.unsqueeze(0) <= place.unsqueeze(1);    // [T, T]
  const Tensor is_real = place.unsqueeze(0) < lengths.unsqueeze(1);  // [B, T]
  const Tensor mask = causal.view({1, 1, tokens, tokens}) & is_real.view({-1, 1, 1, tokens});
  std::vector<Tensor> found(chosen.size());
  run_layers(at::embedding(embed_tokens_, ids).to(dtype), mask, nullptr, [&](int64_t k, const Tensor& x) {
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (chosen[i] == k) found[i] = x;
    }
  });
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!found[i].defined()) {
      throw Error(ErrorCode::Internal, "qwen3_text_encoder: hidden state " + std::to_string(chosen[i]) +
                                           " was asked for, " + std::to_string(layers_.size()) +
                                           " layers are bound");
    }
  }
  return torch::cat(found, -1);  // [B, T, C * chosen]
}

Tensor Qwen3TextEncoder::last_states(const Tensor& ids, KeyValueCache* cache) const {
  if (!norm_) throw Error(ErrorCode::Internal, "qwen3_text_encoder: the last state needs every layer");
  const int64_t before = cache ? cache->tokens : 0;
  const Tensor queries = torch::arange(before, before + ids.size(1), ids.options());
  const Tensor keys = torch::arange(before + ids.size(1), ids.options());
  const Tensor mask =
      (keys.unsqueeze(0) <= queries.unsqueeze(1)).unsqueeze(0).unsqueeze(0);  // [1, 1, T, all]
  return run_layers(at::embedding(embed_tokens_, ids).to(torch::kFloat32), mask, cache,
                    [](int64_t, const Tensor&) {});
}

Tensor Qwen3TextEncoder::head(const Tensor& states) const {
  if (!lm_head_.defined()) throw Error(ErrorCode::Internal, "qwen3_text_encoder: logits need the head");
  return at::linear(states, widened(lm_head_, states));
}

}  // namespace reverie
