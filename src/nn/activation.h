// nn/activation.h
//
// Elementwise work that reuses the memory of a value nobody reads again. At full size a decoder's values
// are 64 MB each, and moving them is most of what such work costs.
//
// Trap      Only for temporaries: the caller's tensor is overwritten, unless a gradient still needs it.
// Proven by tests/models/*_test.cpp, through the networks.
#pragma once

#include <torch/types.h>

namespace reverie {

using torch::Tensor;

// silu(x); x any shape.
inline Tensor silu_reusing(Tensor&& x) {
  return x.requires_grad() ? at::silu(x) : at::silu_(x);
}

// sum + x; same shapes.
inline Tensor add_reusing(Tensor&& sum, const Tensor& x) {
  return sum.requires_grad() || x.requires_grad() ? sum + x : sum.add_(x);
}

}  // namespace reverie
