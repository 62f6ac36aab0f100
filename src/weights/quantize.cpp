#include "weights/quantize.h"

#include <utility>

#include "core/error.h"
#include "weights/closest_names.h"

namespace reverie {
namespace {

constexpr double kLargestCode = 127.0;

// scale fp32 [rows]  ->  [rows, 1, ...], to be multiplied with a tensor of `dimensions` dimensions.
torch::Tensor beside_rows(const torch::Tensor& scale, int64_t dimensions) {
  std::vector<int64_t> shape(static_cast<std::size_t>(dimensions), 1);
  shape[0] = scale.size(0);
  return scale.view(shape);
}

// values fp32 [rows, ...]  ->  fp32 [rows]
torch::Tensor row_scales(const torch::Tensor& values) {
  const torch::Tensor scale = values.abs().flatten(1).amax(1) / kLargestCode;
  return torch::where(scale > 0, scale, torch::ones_like(scale));  // also rows too small to divide by
}

QuantizedTensorReport report_of(const std::string& name, const torch::Tensor& original,
                                const QuantizedRows& rows) {
  const torch::Tensor values = original.to(torch::kFloat32);
  const torch::Tensor difference = values - dequantize_rows(rows.values, rows.scale);
  const double norm = values.norm().item<double>();
  return {name, norm > 0 ? difference.norm().item<double>() / norm : 0.0,
          difference.abs().max().item<double>(), static_cast<int64_t>(original.nbytes()),
          static_cast<int64_t>(rows.values.nbytes() + rows.scale.nbytes())};
}

QuantizedRows quantize_named(const CheckpointFiles& in, const std::string& name) {
  try {
    return quantize_rows(in.tensor(name));
  } catch (const Error& e) {
    throw Error(e.code(), in.origin() + ": " + quoted_name(name) + ": " + e.what());
  }
}

}  // namespace

bool is_quantizable(torch::Dtype dtype, at::IntArrayRef shape) {
  return c10::isFloatingType(dtype) && shape.size() >= 2 && c10::multiply_integers(shape) > 0;
}

QuantizedRows quantize_rows(const torch::Tensor& tensor) {
  if (!is_quantizable(tensor.scalar_type(), tensor.sizes())) return {tensor, {}};
  const torch::Tensor values = tensor.detach().to(torch::kFloat32);
  if (!torch::isfinite(values).all().item<bool>()) {
    throw Error(ErrorCode::InvalidRequest, "quantize: a value is infinite or not a number in fp32");
  }
  const torch::Tensor scale = row_scales(values);  // [rows]
  const torch::Tensor codes =
      (values / beside_rows(scale, values.dim())).round_().clamp_(-kLargestCode, kLargestCode);
  return {codes.to(torch::kInt8), scale};
}

torch::Tensor dequantize_rows(const torch::Tensor& values, const torch::Tensor& scale) {
  return values.to(torch::kFloat32).mul_(beside_rows(scale, values.dim()));
}

std::vector<QuantizedTensorReport> quantize_checkpoint(const CheckpointFiles& in,
                                                       const std::filesystem::path& out) {
  std::vector<QuantizedTensorReport> reports;
  std::vector<PendingTensor> pending;
  for (const std::string& name : in.names()) {
    const auto& shape = in.shape(name);
    if (!is_quantizable(in.dtype(name), shape)) {
      pending.push_back({name, in.dtype(name), shape, [&in, name] { return in.tensor(name); }});
      continue;
    }
    const std::string scale_name = name + std::string(kScaleSuffix);
    if (in.has(scale_name)) {
      throw Error(ErrorCode::InvalidRequest, in.origin() + ": " + quoted_name(name) +
                                                 " cannot be quantised: " + quoted_name(scale_name) +
                                                 " is in use");
    }
    const QuantizedRows rows = quantize_named(in, name);
    reports.push_back(report_of(name, in.tensor(name), rows));
    // The codes are made again when they are written: keeping them all would need the whole model's memory.
    pending.push_back({name, torch::kInt8, shape, [&in, name] { return quantize_named(in, name).values; }});
    pending.push_back({scale_name, torch::kFloat32, {shape[0]}, [scale = rows.scale] { return scale; }});
  }
  write_safetensors(out, std::move(pending), in.metadata());
  return reports;
}

}  // namespace reverie
