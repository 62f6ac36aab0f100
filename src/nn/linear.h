// nn/linear.h
//
// Dense layers and convolutions, bound to their weights at construction.
//
// Used by   every network in models/.
// Names     "weight" and "bias", as PyTorch's layers store them; a bias exists when the caller says so.
// Dtype     Weights may be stored in fewer bits than the work is done in (bf16 files on a CPU that computes
//           in fp32): they are widened when used, so that a model need not fit in memory twice.
// Proven by tests/models/*_test.cpp, through the networks.
#pragma once

#include <torch/types.h>

#include "weights/weights.h"

namespace reverie {

using torch::Tensor;

enum class Bias { Without, With };

// `weight` in the dtype of `x`; free when it already is, or when there is no weight.
inline Tensor widened(const Tensor& weight, const Tensor& x) {
  return weight.defined() ? weight.to(x.scalar_type()) : weight;
}

// y = x W^T (+ b).  weight [out, in], bias [out].
class Linear {
 public:
  Linear(const Weights& w, int64_t in, int64_t out, Bias bias = Bias::Without)
      : weight_(w.take("weight", {out, in})),
        bias_(bias == Bias::With ? w.take("bias", {out}, Init::Zeros) : Tensor()) {}

  // x [..., in] -> [..., out]
  Tensor forward(const Tensor& x) const { return at::linear(x, widened(weight_, x), widened(bias_, x)); }

 private:
  Tensor weight_;
  Tensor bias_;
};

// A square convolution with bias.  weight [out, in, k, k], bias [out].
class Conv2d {
 public:
  Conv2d(const Weights& w, int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t padding,
         Init init = Init::Linear)
      : weight_(w.take("weight", {out, in, kernel, kernel}, init)),
        bias_(w.take("bias", {out}, Init::Zeros)),
        stride_(stride),
        padding_(padding) {}

  // x [B, in, h, w] -> [B, out, h', w']
  Tensor forward(const Tensor& x) const {
    return at::conv2d(x, widened(weight_, x), widened(bias_, x), {stride_, stride_}, {padding_, padding_});
  }

 private:
  Tensor weight_;
  Tensor bias_;
  int64_t stride_;
  int64_t padding_;
};

}  // namespace reverie
