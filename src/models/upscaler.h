// models/upscaler.h
//
// Upscaler: a picture at twice its sides, and at four times. Each doubling is a small network of its own:
// what a few convolutions add to the bilinearly doubled picture, which is crisp edges where the drawing has
// some. The first one also takes away what a decoder leaves behind, so it looks far around; the second sees
// that work.
//
// Used by   pipeline/enlarge, training/train_upscaler
// Source    W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel
//           Convolutional Neural Network" (2016): the convolutions run before the enlarging, whose last step
//           lays the values of a place side by side. Here the first step does the inverse, so that the
//           convolutions are cheaper still, and see further. The bilinear path beside them is ours.
// Shapes    picture [B, 3, h, w], -1..1; u pixels a side become one place; margin m = u (layers + 1) pixels;
//           framed picture [B, 3, h + 2m, w + 2m], with h and w multiples of u
// Traps     No convolution pads. A pixel depends on `margin` neighbours each way at most, so a picture may be
//           doubled in tiles that bring these with them and begin at multiples of u, and comes out as if it
//           had been doubled whole. Beyond the picture's edge its last pixels are repeated.
// Proven by tests/models/upscaler_test.cpp
#pragma once

#include <vector>

#include "core/json.h"
#include "nn/linear.h"

namespace reverie {

inline constexpr const char* kUpscalerFolder = "upscaler";  // in a model folder

// One number for each doubling, one or two of them.
struct UpscalerConfig {
  std::vector<int64_t> unshuffle = {4, 2};   // u
  std::vector<int64_t> channels = {48, 16};  // C, of the features
  std::vector<int64_t> layers = {5, 4};      // convolutions before the last one

  // From upscaler/config.json. Throws Error(CorruptFile) on a missing or unsupported value.
  static UpscalerConfig from_json(const Json& config);
  Json to_json() const;
};

class Doubling {
 public:
  // A fresh one only doubles bilinearly.
  Doubling(const Weights& w, int64_t unshuffle, int64_t channels, int64_t layers);

  int64_t unshuffle() const { return unshuffle_; }                                            // u
  int64_t margin() const { return unshuffle_ * (static_cast<int64_t>(layers_.size()) + 1); }  // m

  // picture [B, 3, h, w] of any size -> [B, 3, 2h, 2w], about -1..1, not clamped.
  Tensor forward(const Tensor& picture) const;

  // framed [B, 3, h + 2m, w + 2m], a part of a picture with its neighbours -> [B, 3, 2h, 2w], not clamped.
  Tensor forward_framed(const Tensor& framed) const;

 private:
  int64_t unshuffle_;
  std::vector<Conv2d> layers_;
  Conv2d conv_out_;
};

class Upscaler {
 public:
  Upscaler(const Weights& w, const UpscalerConfig& config);

  // In their order; the second is for what the first made.
  const std::vector<Doubling>& doublings() const { return doublings_; }

 private:
  std::vector<Doubling> doublings_;
};

}  // namespace reverie
