// nn/rope.h
//
// Rotary position embedding, in the two layouts the published networks use.
//
// Used by   models/flux2_transformer (pairs lie side by side, four axes t, h, w, l) and
//           models/qwen3_text_encoder (the two halves of a head are paired, one axis).
// Source    FLUX.2: diffusers `Flux2PosEmbed`, `apply_rotary_emb`; Qwen3: transformers
// `apply_rotary_pos_emb`. Trap      FLUX.2's angles are computed in float64 and only then rounded; at t = 140
// (14 references)
//           float32 angles differ visibly.
// Proven by tests/models/flux2_transformer_test.cpp, tests/models/qwen3_text_encoder_test.cpp
#pragma once

#include <torch/types.h>

#include <vector>

namespace reverie {

using torch::Tensor;

// Cosines and sines of one angle per pair of channels, fp32.
struct Rope {
  Tensor cos;  // [L, D/2], or [B, 1, L, D/2] when positions differ between the pictures of a batch
  Tensor sin;  // same
};

// ids [L, axes] or [B, L, axes], integer positions; axes_dims sum to D, each even.
Rope rope_from_ids(const Tensor& ids, const std::vector<int64_t>& axes_dims, double theta);

// Rows of `first`, then rows of `second`.
Rope concat(const Rope& first, const Rope& second);

// x [B, H, L, D]; channel 2i pairs with 2i + 1 (FLUX.2). Result in x's dtype, computed in fp32.
Tensor apply_rope_adjacent(const Tensor& x, const Rope& rope);

// x [B, H, L, D]; channel i pairs with i + D/2 (Qwen3). Result in x's dtype.
Tensor apply_rope_halves(const Tensor& x, const Rope& rope);

}  // namespace reverie
