// training/mixed_precision.h
//
// Products in bfloat16 while weights, gradients and the optimizer stay in fp32: several times faster where
// the machine has instructions for it (docs/speed.md).
//
// Used by   train_transformer, train_distilled
// Proven by tests/training/mixed_precision_test.cpp
#pragma once

#include <torch/types.h>

namespace reverie {

// On CUDA, and on processors with AVX512-BF16 or AMX.
bool has_fast_bf16(torch::Device device);

// From its making to its end, matrix products on `device` are in bfloat16 if `enabled`.
class MixedPrecision {
 public:
  MixedPrecision(torch::Device device, bool enabled);
  ~MixedPrecision();
  MixedPrecision(const MixedPrecision&) = delete;
  MixedPrecision& operator=(const MixedPrecision&) = delete;

 private:
  torch::DeviceType device_;
  bool enabled_;
  bool was_enabled_;
};

}  // namespace reverie
