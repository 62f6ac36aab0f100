// nn/norm.h
//
// The three normalisations of the published networks.
//
// Trap      Each has its own epsilon (transformer 1e-6, group norm 1e-6, Qwen3 from its config); a wrong
//           one moves the picture by less than the eye sees and by more than the golden bound.
// Proven by tests/models/*_test.cpp
#pragma once

#include "nn/linear.h"

namespace reverie {

// x / rms(x) * weight over the last dimension, computed in fp32.  weight [width].
class RmsNorm {
 public:
  RmsNorm(const Weights& w, int64_t width, double eps)
      : weight_(w.take("weight", {width}, Init::Ones)), eps_(eps) {}

  // x [..., width] -> same shape and dtype
  Tensor forward(const Tensor& x) const {
    const Tensor wide = x.to(torch::kFloat32);
    const Tensor scale = wide.square().mean(-1, true).add_(eps_).rsqrt_();
    return (wide * scale).to(x.scalar_type()) * widened(weight_, x);
  }

 private:
  Tensor weight_;
  double eps_;
};

// Layer norm without weights: the networks modulate its result themselves.  x [..., C] -> same.
inline Tensor layer_norm(const Tensor& x, double eps) {
  return at::layer_norm(x, {x.size(-1)}, {}, {}, eps);
}

// weight and bias [channels].
class GroupNorm {
 public:
  GroupNorm(const Weights& w, int64_t channels, int64_t groups, double eps)
      : weight_(w.take("weight", {channels}, Init::Ones)),
        bias_(w.take("bias", {channels}, Init::Zeros)),
        groups_(groups),
        eps_(eps) {}

  // x [B, channels, h, w] -> same
  Tensor forward(const Tensor& x) const {
    return at::group_norm(x, groups_, widened(weight_, x), widened(bias_, x), eps_);
  }

 private:
  Tensor weight_;
  Tensor bias_;
  int64_t groups_;
  double eps_;
};

}  // namespace reverie
