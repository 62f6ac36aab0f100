#include "models/flux2_transformer.h"

#include "core/error.h"
#include "models/config_fields.h"
#include "nn/attention.h"

namespace reverie {
namespace {

// Shift, scale and gate of one sub-block, each [B, 1, C].
struct Modulation {
  Tensor shift;
  Tensor scale;
  Tensor gate;

  // x [B, N, C] -> same
  Tensor apply(const Tensor& x) const { return (1 + scale) * x + shift; }
};

// vector [B, 3 * sets * C] -> `sets` modulations, each in the order shift, scale, gate.
std::vector<Modulation> split_modulation(const Tensor& vector, int64_t sets) {
  const auto parts = vector.unsqueeze(1).chunk(3 * sets, -1);
  std::vector<Modulation> modulations;
  for (std::size_t i = 0; i < parts.size(); i += 3) {
    modulations.push_back({parts[i], parts[i + 1], parts[i + 2]});
  }
  return modulations;
}

// x [B, N, 2F] -> [B, N, F]: the first half is the gate.
Tensor swiglu(const Tensor& x) {
  const auto halves = x.chunk(2, -1);
  return at::silu(halves[0]) * halves[1];
}

// The references' keys and values, then the block's own. Softmax does not mind the order.
KeysValues with_references(const KeysValues& own, const KeysValues* references) {
  if (references == nullptr) return own;
  const auto join = [](const Tensor& reference, const Tensor& mine) {
    return torch::cat({reference.expand({mine.size(0), -1, -1, -1}), mine}, 2);
  };
  return {join(references->keys, own.keys), join(references->values, own.values)};
}

}  // namespace

// ---------------------------------------------------------------------------------------------
// Double-stream blocks: text and image have weights of their own and one softmax together.

namespace {

struct AttentionNames {
  const char* q;
  const char* k;
  const char* v;
  const char* norm_q;
  const char* norm_k;
  const char* out;
};
constexpr AttentionNames kImageNames{"to_q", "to_k", "to_v", "norm_q", "norm_k", "to_out.0"};
constexpr AttentionNames kTextNames{"add_q_proj",   "add_k_proj",   "add_v_proj",
                                    "norm_added_q", "norm_added_k", "to_add_out"};

class AttentionStream {
 public:
  AttentionStream(const Weights& w, const AttentionNames& names, const Flux2TransformerConfig& c)
      : heads_(c.num_attention_heads),
        q_(w.scope(names.q), c.width(), c.width()),
        k_(w.scope(names.k), c.width(), c.width()),
        v_(w.scope(names.v), c.width(), c.width()),
        norm_q_(w.scope(names.norm_q), c.attention_head_dim, c.eps),
        norm_k_(w.scope(names.norm_k), c.attention_head_dim, c.eps),
        out_(w.scope(names.out), c.width(), c.width()) {}

  // x [B, N, C] -> [B, H, N, D], normalised and rotated
  Tensor queries(const Tensor& x, const Rope& rope) const {
    return apply_rope_adjacent(norm_q_.forward(split_heads(q_.forward(x), heads_)), rope);
  }

  KeysValues keys_values(const Tensor& x, const Rope& rope) const {
    return {apply_rope_adjacent(norm_k_.forward(split_heads(k_.forward(x), heads_)), rope),
            split_heads(v_.forward(x), heads_)};
  }

  // x [B, H, N, D] -> [B, N, C]
  Tensor output(const Tensor& x) const { return out_.forward(merge_heads(x)); }

 private:
  int64_t heads_;
  Linear q_, k_, v_;
  RmsNorm norm_q_, norm_k_;
  Linear out_;
};

class FeedForward {
 public:
  FeedForward(const Weights& w, const Flux2TransformerConfig& c)
      : linear_in_(w.scope("linear_in"), c.width(), 2 * c.feed_forward()),
        linear_out_(w.scope("linear_out"), c.feed_forward(), c.width()) {}

  // x [B, N, C] -> same
  Tensor forward(const Tensor& x) const { return linear_out_.forward(swiglu(linear_in_.forward(x))); }

 private:
  Linear linear_in_, linear_out_;
};

}  // namespace

class Flux2DoubleBlock {
 public:
  Flux2DoubleBlock(const Weights& w, const Flux2TransformerConfig& c)
      : eps_(c.eps),
        image_(w.scope("attn"), kImageNames, c),
        text_(w.scope("attn"), kTextNames, c),
        ff_(w.scope("ff"), c),
        ff_context_(w.scope("ff_context"), c) {}

  // in.text [B, T, C], in.image [B, I, C]; modulations: attention, then feed-forward.
  TextAndImage forward(const TextAndImage& in, const std::vector<Modulation>& text_mod,
                       const std::vector<Modulation>& image_mod, const Rope& text_rope,
                       const Rope& image_rope, const KeysValues* references) const {
    const int64_t text_len = in.text.size(1);
    const Tensor text = text_mod[0].apply(layer_norm(in.text, eps_));     // [B, T, C]
    const Tensor image = image_mod[0].apply(layer_norm(in.image, eps_));  // [B, I, C]

    const KeysValues text_kv = text_.keys_values(text, text_rope);      // [B, H, T, D]
    const KeysValues image_kv = image_.keys_values(image, image_rope);  // [B, H, I, D]
    const KeysValues all = with_references(
        {torch::cat({text_kv.keys, image_kv.keys}, 2), torch::cat({text_kv.values, image_kv.values}, 2)},
        references);  // [B, H, (R +) T + I, D]
    const Tensor q = torch::cat({text_.queries(text, text_rope), image_.queries(image, image_rope)}, 2);
    const Tensor mixed = attend(q, all.keys, all.values);  // [B, H, T + I, D]

    const Tensor text_1 = in.text + text_mod[0].gate * text_.output(mixed.narrow(2, 0, text_len));
    const Tensor image_1 =
        in.image + image_mod[0].gate * image_.output(mixed.narrow(2, text_len, mixed.size(2) - text_len));
    return {text_1 + text_mod[1].gate * ff_context_.forward(text_mod[1].apply(layer_norm(text_1, eps_))),
            image_1 + image_mod[1].gate * ff_.forward(image_mod[1].apply(layer_norm(image_1, eps_)))};
  }

  // References alone: x [B, R, C] -> same; `kept` receives what other tokens will read of them.
  Tensor forward_references(const Tensor& x, const std::vector<Modulation>& image_mod, const Rope& rope,
                            KeysValues& kept) const {
    const Tensor image = image_mod[0].apply(layer_norm(x, eps_));
    kept = image_.keys_values(image, rope);
    const Tensor x_1 =
        x + image_mod[0].gate * image_.output(attend(image_.queries(image, rope), kept.keys, kept.values));
    return x_1 + image_mod[1].gate * ff_.forward(image_mod[1].apply(layer_norm(x_1, eps_)));
  }

 private:
  double eps_;
  AttentionStream image_, text_;
  FeedForward ff_, ff_context_;
};

// ---------------------------------------------------------------------------------------------
// Single-stream blocks: attention and feed-forward side by side, sharing their two projections.

class Flux2SingleBlock {
 public:
  Flux2SingleBlock(const Weights& w, const Flux2TransformerConfig& c)
      : eps_(c.eps),
        heads_(c.num_attention_heads),
        width_(c.width()),
        to_qkv_mlp_proj_(w.scope("attn").scope("to_qkv_mlp_proj"), c.width(),
                         3 * c.width() + 2 * c.feed_forward()),
        norm_q_(w.scope("attn").scope("norm_q"), c.attention_head_dim, c.eps),
        norm_k_(w.scope("attn").scope("norm_k"), c.attention_head_dim, c.eps),
        to_out_(w.scope("attn").scope("to_out"), c.width() + c.feed_forward(), c.width()) {}

  // x [B, L, C] -> same. `kept`, when given, receives this block's own keys and values.
  Tensor forward(const Tensor& x, const Modulation& mod, const Rope& rope, const KeysValues* references,
                 KeysValues* kept) const {
    const Tensor fused = to_qkv_mlp_proj_.forward(mod.apply(layer_norm(x, eps_)));  // [B, L, 3C + 2F]
    const auto qkv = fused.narrow(-1, 0, 3 * width_).chunk(3, -1);                  // 3 x [B, L, C]
    const Tensor mlp = fused.narrow(-1, 3 * width_, fused.size(-1) - 3 * width_);   // [B, L, 2F]

    const Tensor q = apply_rope_adjacent(norm_q_.forward(split_heads(qkv[0], heads_)), rope);
    const KeysValues own{apply_rope_adjacent(norm_k_.forward(split_heads(qkv[1], heads_)), rope),
                         split_heads(qkv[2], heads_)};  // [B, H, L, D]
    if (kept != nullptr) *kept = own;
    const KeysValues all = with_references(own, references);
    const Tensor mixed = merge_heads(attend(q, all.keys, all.values));  // [B, L, C]
    return x + mod.gate * to_out_.forward(torch::cat({mixed, swiglu(mlp)}, -1));
  }

 private:
  double eps_;
  int64_t heads_;
  int64_t width_;
  Linear to_qkv_mlp_proj_;
  RmsNorm norm_q_, norm_k_;
  Linear to_out_;
};

// ---------------------------------------------------------------------------------------------

namespace {

template <typename Block>
std::vector<Block> make_blocks(const Weights& w, const char* name, int64_t count,
                               const Flux2TransformerConfig& c) {
  std::vector<Block> blocks;
  blocks.reserve(static_cast<std::size_t>(count));
  for (int64_t i = 0; i < count; ++i) blocks.emplace_back(w.scope(name).scope(std::to_string(i)), c);
  return blocks;
}

}  // namespace

Flux2TransformerConfig Flux2TransformerConfig::from_json(const Json& config) {
  const ConfigFields fields(config, "transformer/config.json");
  fields.expect_if_present("patch_size", 1);
  Flux2TransformerConfig c;
  c.in_channels = fields.positive("in_channels");
  fields.expect_if_present("out_channels", c.in_channels);
  c.num_layers = fields.positive("num_layers");
  c.num_single_layers = fields.positive("num_single_layers");
  c.attention_head_dim = fields.positive("attention_head_dim");
  c.num_attention_heads = fields.positive("num_attention_heads");
  c.joint_attention_dim = fields.positive("joint_attention_dim");
  c.timestep_guidance_channels = fields.positive("timestep_guidance_channels");
  c.mlp_ratio = fields.number("mlp_ratio");
  c.axes_dims_rope = fields.positives("axes_dims_rope");
  c.rope_theta = fields.number("rope_theta");
  c.eps = fields.number("eps");
  c.guidance_embeds = fields.boolean("guidance_embeds");
  int64_t rope_channels = 0;
  bool all_even = true;  // each axis turns pairs of channels
  for (const int64_t dim : c.axes_dims_rope) {
    rope_channels += dim;
    all_even = all_even && dim % 2 == 0;
  }
  if (rope_channels != c.attention_head_dim || !all_even || c.axes_dims_rope.size() != 4) {
    fields.refuse("axes_dims_rope", "four even numbers that add up to attention_head_dim");
  }
  return c;
}

Json Flux2TransformerConfig::to_json() const {
  return {{"_class_name", "Flux2Transformer2DModel"},
          {"patch_size", 1},
          {"in_channels", in_channels},
          {"out_channels", nullptr},
          {"num_layers", num_layers},
          {"num_single_layers", num_single_layers},
          {"attention_head_dim", attention_head_dim},
          {"num_attention_heads", num_attention_heads},
          {"joint_attention_dim", joint_attention_dim},
          {"timestep_guidance_channels", timestep_guidance_channels},
          {"mlp_ratio", mlp_ratio},
          {"axes_dims_rope", axes_dims_rope},
          {"rope_theta", static_cast<int64_t>(rope_theta)},
          {"eps", eps},
          {"guidance_embeds", guidance_embeds}};
}

Flux2Transformer::Flux2Transformer(const Weights& w, const Flux2TransformerConfig& c)
    : config_(c),
      x_embedder_(w.scope("x_embedder"), c.in_channels, c.width()),
      context_embedder_(w.scope("context_embedder"), c.joint_attention_dim, c.width()),
      timestep_embedder_(w.scope("time_guidance_embed.timestep_embedder"), c.timestep_guidance_channels,
                         c.width()),
      double_stream_modulation_img_(w.scope("double_stream_modulation_img.linear"), c.width(), 6 * c.width()),
      double_stream_modulation_txt_(w.scope("double_stream_modulation_txt.linear"), c.width(), 6 * c.width()),
      single_stream_modulation_(w.scope("single_stream_modulation.linear"), c.width(), 3 * c.width()),
      transformer_blocks_(make_blocks<Flux2DoubleBlock>(w, "transformer_blocks", c.num_layers, c)),
      single_transformer_blocks_(
          make_blocks<Flux2SingleBlock>(w, "single_transformer_blocks", c.num_single_layers, c)),
      norm_out_(w.scope("norm_out.linear"), c.width(), 2 * c.width()),
      proj_out_(w.scope("proj_out"), c.width(), c.in_channels) {
  if (c.guidance_embeds) {
    guidance_embedder_.emplace(w.scope("time_guidance_embed.guidance_embedder"), c.timestep_guidance_channels,
                               c.width());
  }
}

Flux2Transformer::~Flux2Transformer() = default;
Flux2Transformer::Flux2Transformer(Flux2Transformer&&) noexcept = default;

Tensor Flux2Transformer::forward(const Input& in) const {
  if (in.guidance.has_value() != config_.guidance_embeds) {
    throw Error(ErrorCode::Internal,
                "flux2_transformer: guidance must be given exactly when guidance_embeds is set");
  }
  const auto dtype = in.latents.scalar_type();
  Tensor temb = timestep_embedder_.forward(in.sigma.to(dtype) * 1000);  // [B, C]
  if (in.guidance) temb = temb + guidance_embedder_->forward(in.guidance->to(dtype) * 1000);

  const Tensor activated = at::silu(temb);
  const auto image_mod = split_modulation(double_stream_modulation_img_.forward(activated), 2);
  const auto text_mod = split_modulation(double_stream_modulation_txt_.forward(activated), 2);
  const auto single_mod = split_modulation(single_stream_modulation_.forward(activated), 1);

  const Rope text_rope = rope_from_ids(in.text_ids, config_.axes_dims_rope, config_.rope_theta);
  const Rope image_rope = rope_from_ids(in.image_ids, config_.axes_dims_rope, config_.rope_theta);

  const KeysValues* references = in.references ? in.references->data() : nullptr;
  const auto next_references = [&] { return references == nullptr ? nullptr : references++; };

  TextAndImage streams{context_embedder_.forward(in.text),  // [B, T, C]
                       x_embedder_.forward(in.latents)};    // [B, I, C]
  for (const auto& block : transformer_blocks_) {
    streams = block.forward(streams, text_mod, image_mod, text_rope, image_rope, next_references());
  }

  const Rope rope = concat(text_rope, image_rope);
  Tensor x = torch::cat({streams.text, streams.image}, 1);  // [B, T + I, C]
  for (const auto& block : single_transformer_blocks_) {
    x = block.forward(x, single_mod[0], rope, next_references(), nullptr);
  }

  x = x.narrow(1, in.text.size(1), in.latents.size(1));  // [B, I, C]
  const auto scale_shift = norm_out_.forward(activated).unsqueeze(1).chunk(2, -1);
  return proj_out_.forward(layer_norm(x, config_.eps) * (1 + scale_shift[0]) + scale_shift[1]);  // [B, I, Z]
}

ReferenceCache Flux2Transformer::encode_references(const Tensor& tokens, const Tensor& ids) const {
  const Tensor clean = torch::zeros({tokens.size(0)}, tokens.options());  // noise level 0
  const Tensor activated = at::silu(timestep_embedder_.forward(clean));
  const auto image_mod = split_modulation(double_stream_modulation_img_.forward(activated), 2);
  const auto single_mod = split_modulation(single_stream_modulation_.forward(activated), 1);
  const Rope rope = rope_from_ids(ids, config_.axes_dims_rope, config_.rope_theta);

  ReferenceCache cache(transformer_blocks_.size() + single_transformer_blocks_.size());
  std::size_t index = 0;
  Tensor x = x_embedder_.forward(tokens);  // [B, R, C]
  for (const auto& block : transformer_blocks_)
    x = block.forward_references(x, image_mod, rope, cache[index++]);
  for (const auto& block : single_transformer_blocks_) {
    x = block.forward(x, single_mod[0], rope, nullptr, &cache[index++]);
  }
  return cache;
}

Tensor text_position_ids(int64_t text_tokens) {
  Tensor ids = torch::zeros({text_tokens, 4}, torch::kInt64);
  ids.select(1, 3).copy_(torch::arange(text_tokens));
  return ids;
}

ReferenceCache joined(const ReferenceCache& first, const ReferenceCache& second) {
  if (first.empty() || second.empty()) return first.empty() ? second : first;
  ReferenceCache both;
  for (std::size_t i = 0; i < first.size(); ++i) {
    both.push_back(
        {torch::cat({first[i].keys, second[i].keys}, 2), torch::cat({first[i].values, second[i].values}, 2)});
  }
  return both;
}

Tensor image_position_ids(int64_t rows, int64_t columns, int64_t t) {
  Tensor ids = torch::zeros({rows, columns, 4}, torch::kInt64);
  ids.select(2, 0).fill_(t);
  ids.select(2, 1).copy_(torch::arange(rows).unsqueeze(1).expand({rows, columns}));
  ids.select(2, 2).copy_(torch::arange(columns).expand({rows, columns}));
  return ids.flatten(0, 1);
}

}  // namespace reverie
