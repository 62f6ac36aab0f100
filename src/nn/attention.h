// nn/attention.h
//
// Softmax attention and the reshapes around it. LibTorch picks the kernel.
#pragma once

#include <torch/types.h>

namespace reverie {

using torch::Tensor;

// [B, L, H * D] -> [B, H, L, D]
inline Tensor split_heads(const Tensor& x, int64_t heads) {
  return x.unflatten(-1, {heads, -1}).transpose(1, 2);
}

// [B, H, L, D] -> [B, L, H * D]
inline Tensor merge_heads(const Tensor& x) {
  return x.transpose(1, 2).flatten(2);
}

// q [B, H, Lq, D], k and v [B, H, Lk, D] -> [B, H, Lq, D]; scale 1 / sqrt(D).
// mask [B or 1, 1, Lq, Lk], true where attention is allowed; undefined means everywhere.
inline Tensor attend(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask = {}) {
  return at::scaled_dot_product_attention(q, k, v,
                                          mask.defined() ? std::optional<Tensor>(mask) : std::nullopt);
}

}  // namespace reverie
