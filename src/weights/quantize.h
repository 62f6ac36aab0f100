// weights/quantize.h
//
// 8-bit storage of weights: each row of the first dimension becomes int8 values and one fp32 scale.
//
//   scale[r] = max |row r| / 127        (1 for a row of zeros)
//   q        = round(value / scale[r])  in -127 .. 127
//   value   ~= q * scale[r]             wrong by at most scale[r] / 2
//
// In a file, `NAME` holds q as I8 and `NAME_scale` the scales as F32 [rows].
//
// Used by   `model quantize`; weights/weights.cpp, which reads such pairs; the embedded model is stored so.
// Source    Symmetric per-channel quantisation, as in LLM.int8() and most int8 runtimes.
// Trap      -128 is never written: the range is symmetric, so that -x has the code of x negated.
// Proven by tests/weights/quantize_test.cpp
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "weights/checkpoint_files.h"

namespace reverie {

inline constexpr std::string_view kScaleSuffix = "_scale";

struct QuantizedRows {
  torch::Tensor values;  // int8, shape of the input; or the input itself, where it is not for quantising
  torch::Tensor scale;   // fp32 [rows]; undefined where the input is unchanged

  bool is_quantized() const { return scale.defined(); }
};

// Whether quantize_rows changes such a tensor: floating, two or more dimensions, not empty.
bool is_quantizable(torch::Dtype dtype, at::IntArrayRef shape);

// Throws Error(InvalidRequest) where a value is infinite or not a number.
QuantizedRows quantize_rows(const torch::Tensor& tensor);

// values int8 [rows, ...], scale fp32 [rows], on one device  ->  fp32 [rows, ...]
torch::Tensor dequantize_rows(const torch::Tensor& values, const torch::Tensor& scale);

struct QuantizedTensorReport {
  std::string name;
  double relative_error;  // |value - stored| / |value|, Euclidean norms; 0 where all values are 0
  double max_error;       // largest |value - stored|
  int64_t bytes_before;
  int64_t bytes_after;  // with the scales
};

// Writes a copy of `in` to the file `out` with every quantisable tensor in 8 bits; the rest, pairs that are
// 8-bit already among them, and the metadata stay as they are. One tensor is in memory at a time.
// Returns a report for each tensor that was quantised, in the order of names().
// Throws Error(InvalidRequest) naming the tensor that is not finite or whose scale's name is in use,
// Error(WriteFailed) as write_safetensors does.
std::vector<QuantizedTensorReport> quantize_checkpoint(const CheckpointFiles& in,
                                                       const std::filesystem::path& out);

}  // namespace reverie
