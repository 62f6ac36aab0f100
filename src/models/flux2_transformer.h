// models/flux2_transformer.h
//
// Flux2Transformer: predicts the velocity of noisy latents from text and reference pictures.
//
// Used by   pipeline/, training/mini_networks
// Source    diffusers `Flux2Transformer2DModel` (transformer_flux2.py, 0.42); names are the checkpoint's.
// Proven by tests/models/flux2_transformer_test.cpp against golden/flux2_transformer_*.safetensors
//
// Shapes    B batch, T text tokens, I image tokens, R reference tokens, C width = H * D,
//           Z packed latent channels (4 x the autoencoder's), J text embedding width (docs/shapes.md)
//
// References come in two ways, and the model's reverie.json says which one it was trained with:
//   joint    reference tokens are appended to the image tokens and see everything (FLUX.2 [klein]);
//   reused   reference tokens see only each other, at noise level 0, so their keys and values are
//            computed once (`encode_references`) and serve every step and every picture of a group.
//
// Traps     Token order is [text, image, references]. Modulation is (1 + scale) * x + shift, with shift
//           stored before scale, except in norm_out, where scale comes first.
#pragma once

#include <optional>
#include <vector>

#include "core/json.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "nn/rope.h"
#include "nn/timestep_embedding.h"

namespace reverie {

struct Flux2TransformerConfig {
  int64_t in_channels;          // Z
  int64_t num_layers;           // double-stream blocks
  int64_t num_single_layers;    // parallel single-stream blocks
  int64_t attention_head_dim;   // D
  int64_t num_attention_heads;  // H
  int64_t joint_attention_dim;  // J
  int64_t timestep_guidance_channels;
  double mlp_ratio;
  std::vector<int64_t> axes_dims_rope;
  double rope_theta;
  double eps;
  bool guidance_embeds;

  int64_t width() const { return attention_head_dim * num_attention_heads; }  // C
  int64_t feed_forward() const {
    return static_cast<int64_t>(static_cast<double>(width()) * mlp_ratio);
  }  // F

  // From transformer/config.json. Throws Error(CorruptFile) on a missing or unsupported value.
  static Flux2TransformerConfig from_json(const Json& config);
  Json to_json() const;
};

// Keys and values [B, H, N, D] of one block, already rotated.
struct KeysValues {
  Tensor keys;
  Tensor values;
};

// Per block, double-stream blocks first: what the image and text tokens read of the references.
using ReferenceCache = std::vector<KeysValues>;

// One modality of a double-stream block. `prefix` names differ between image and text (see .cpp).
struct TextAndImage {
  Tensor text;
  Tensor image;
};

// Both, one after the other along the tokens; either may be empty.
ReferenceCache joined(const ReferenceCache& first, const ReferenceCache& second);

class Flux2DoubleBlock;
class Flux2SingleBlock;

class Flux2Transformer {
 public:
  Flux2Transformer(const Weights& w, const Flux2TransformerConfig& config);
  ~Flux2Transformer();
  Flux2Transformer(Flux2Transformer&&) noexcept;

  const Flux2TransformerConfig& config() const { return config_; }

  struct Input {
    Tensor latents;                              // [B, I, Z]; joint references appended by the caller
    Tensor text;                                 // [B, T, J]
    Tensor sigma;                                // [B], 1 = noise, 0 = picture
    Tensor image_ids;                            // [I, 4] or [B, I, 4], integer (t, h, w, l)
    Tensor text_ids;                             // [T, 4]
    std::optional<Tensor> guidance;              // [B], only for models with guidance_embeds
    const ReferenceCache* references = nullptr;  // reused references
  };

  // Returns the velocity (noise minus picture) [B, I, Z].
  Tensor forward(const Input& in) const;

  // tokens [1 or B, R, Z], ids [R, 4]: reference latents with t = 10, 20, 30, ...
  ReferenceCache encode_references(const Tensor& tokens, const Tensor& ids) const;

 private:
  Flux2TransformerConfig config_;
  Linear x_embedder_;
  Linear context_embedder_;
  TimestepEmbedder timestep_embedder_;
  std::optional<TimestepEmbedder> guidance_embedder_;
  Linear double_stream_modulation_img_;
  Linear double_stream_modulation_txt_;
  Linear single_stream_modulation_;
  std::vector<Flux2DoubleBlock> transformer_blocks_;
  std::vector<Flux2SingleBlock> single_transformer_blocks_;
  Linear norm_out_;
  Linear proj_out_;
};

// (t, h, w, l) of text: l counts the tokens. [T, 4], int64.
Tensor text_position_ids(int64_t text_tokens);

// (t, h, w, l) of a picture's tokens, row by row. t is 0 for the picture being made and
// `reference_t(index)` for reference `index`. [rows * columns, 4], int64.
Tensor image_position_ids(int64_t rows, int64_t columns, int64_t t);

// 10, 20, 30, ...
constexpr int64_t reference_t(int64_t index) {
  return 10 * (index + 1);
}

}  // namespace reverie
