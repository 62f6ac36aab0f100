// nn/timestep_embedding.h
//
// A noise level as a vector: sinusoids, then a small network.
//
// Source    diffusers `Timesteps(flip_sin_to_cos=True, downscale_freq_shift=0)` and `TimestepEmbedding`.
// Trap      The caller multiplies sigma by 1000 first; cosines come before sines.
// Proven by tests/models/flux2_transformer_test.cpp
#pragma once

#include "nn/linear.h"

namespace reverie {

// t [B] -> [B, channels], fp32: channels / 2 cosines, then as many sines.
inline Tensor sinusoidal_embedding(const Tensor& t, int64_t channels) {
  const int64_t half = channels / 2;
  const auto options = t.options().dtype(torch::kFloat32);
  const Tensor exponents = torch::arange(half, options) * (-std::log(10000.0) / static_cast<double>(half));
  const Tensor angles = t.to(torch::kFloat32).unsqueeze(1) * exponents.exp();  // [B, half]
  return torch::cat({angles.cos(), angles.sin()}, 1);
}

class TimestepEmbedder {
 public:
  TimestepEmbedder(const Weights& w, int64_t channels, int64_t width)
      : channels_(channels),
        linear_1_(w.scope("linear_1"), channels, width),
        linear_2_(w.scope("linear_2"), width, width) {}

  // t [B] in thousandths -> [B, width], in t's dtype
  Tensor forward(const Tensor& t) const {
    const Tensor waves = sinusoidal_embedding(t, channels_).to(t.scalar_type());
    return linear_2_.forward(at::silu(linear_1_.forward(waves)));
  }

 private:
  int64_t channels_;
  Linear linear_1_;
  Linear linear_2_;
};

}  // namespace reverie
