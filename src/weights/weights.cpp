#include "weights/weights.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "weights/closest_names.h"
#include "weights/quantize.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxListedLeftovers = 10;
constexpr double kEmbeddingDeviation = 0.02;

bool is_allowed(const std::string& name, const std::vector<std::string>& allowed) {
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& entry) {
    return entry.ends_with('*') ? name.starts_with(std::string_view(entry).substr(0, entry.size() - 1))
                                : name == entry;
  });
}

}  // namespace

Weights::Weights(std::shared_ptr<WeightSource> source) : Weights(std::move(source), {}) {}

Weights::Weights(std::shared_ptr<WeightSource> source, std::string prefix)
    : source_(std::move(source)), prefix_(std::move(prefix)) {
  if (!source_) throw Error(ErrorCode::Internal, "Weights: a source is needed");
}

std::string Weights::full_name(std::string_view name) const {
  return prefix_.empty() ? std::string(name) : prefix_ + "." + std::string(name);
}

Weights Weights::scope(std::string_view child) const {
  return child.empty() ? *this : Weights(source_, full_name(child));
}

torch::Tensor Weights::take(std::string_view name, at::IntArrayRef shape, Init init) const {
  return source_->take(full_name(name), shape, init);
}

bool Weights::has(std::string_view name) const {
  return source_->has(full_name(name));
}

FileWeights::FileWeights(CheckpointFiles files, std::string what, torch::Dtype dtype, torch::Device device)
    : files_(std::move(files)), what_(std::move(what)), dtype_(dtype), device_(device) {}

torch::Tensor FileWeights::take(const std::string& name, at::IntArrayRef shape, Init) {
  if (!files_.has(name)) {
    throw Error(ErrorCode::CorruptFile, what_ + ": " + quoted_name(name) + " is missing from " +
                                            files_.origin() + closest_names_hint(name, files_.names()));
  }
  if (at::IntArrayRef(files_.shape(name)) != shape) {
    throw Error(ErrorCode::CorruptFile, what_ + ": " + quoted_name(name) + " is " +
                                            shape_text(files_.shape(name)) + ", expected " +
                                            shape_text(shape.vec()));
  }
  taken_.insert(name);
  if (files_.dtype(name) == torch::kInt8) return dequantised(name, name + std::string(kScaleSuffix));
  const torch::Tensor stored = files_.tensor(name);
  return stored.to(device_, stored.is_floating_point() ? dtype_ : stored.scalar_type());
}

torch::Tensor FileWeights::dequantised(const std::string& name, const std::string& scale_name) {
  const torch::Tensor values = files_.tensor(name);
  if (values.dim() < 1 || !files_.has(scale_name) || files_.dtype(scale_name) != torch::kFloat32 ||
      files_.shape(scale_name) != std::vector<int64_t>{values.size(0)}) {
    throw Error(ErrorCode::CorruptFile, what_ + ": " + quoted_name(name) + " is I8 " +
                                            shape_text(values.sizes().vec()) + ", expected " +
                                            quoted_name(scale_name) + " beside it, F32, one number a row");
  }
  taken_.insert(scale_name);
  return dequantize_rows(values.to(device_), files_.tensor(scale_name).to(device_)).to(dtype_);
}

// The scale of an 8-bit tensor stands or falls with that tensor.
bool FileWeights::is_scale_of_another(const std::string& name) const {
  if (!name.ends_with(kScaleSuffix)) return false;
  const std::string base = name.substr(0, name.size() - kScaleSuffix.size());
  return files_.has(base) && files_.dtype(base) == torch::kInt8;
}

void FileWeights::expect_all_taken(const std::vector<std::string>& allowed) const {
  const std::vector<std::string> asked_for(taken_.begin(), taken_.end());
  std::string listed;
  std::size_t count = 0;
  for (const std::string& name : files_.names()) {
    if (taken_.contains(name) || is_scale_of_another(name) || is_allowed(name, allowed)) continue;
    if (++count > kMaxListedLeftovers) continue;
    listed += "\n  " + quoted_name(name);
    for (const std::string& near : closest_names(name, asked_for, 1)) {
      listed += " (closest that is used: " + quoted_name(near) + ")";
    }
  }
  if (count == 0) return;
  if (count > kMaxListedLeftovers)
    listed += "\n  and " + std::to_string(count - kMaxListedLeftovers) + " more";
  throw Error(ErrorCode::CorruptFile, what_ + ": the network has no place for " + std::to_string(count) +
                                          " of the tensors in " + files_.origin() + ":" + listed);
}

TrainableWeights::TrainableWeights(uint64_t seed, std::optional<CheckpointFiles> start, torch::Device device)
    : generator_(at::detail::createCPUGenerator(seed)), device_(device) {
  if (start) start_.emplace(std::move(*start), "training start", torch::kFloat32, device);
}

torch::Tensor TrainableWeights::take(const std::string& name, at::IntArrayRef shape, Init init) {
  if (const auto found = index_.find(name); found != index_.end()) {
    const torch::Tensor& tensor = named_[found->second].second;
    if (tensor.sizes() != shape) {
      throw Error(ErrorCode::Internal, "training: " + quoted_name(name) + " was taken as " +
                                           shape_text(tensor.sizes().vec()) + " and again as " +
                                           shape_text(shape.vec()));
    }
    return tensor;
  }
  torch::Tensor tensor;
  if (has(name)) {
    tensor = start_->take(name, shape, init).clone();  // the optimiser writes; the mapping is read-only
  } else {
    tensor = initialised(name, shape, init).to(device_);
    fresh_.push_back(name);
  }
  if (tensor.is_floating_point()) tensor.requires_grad_(true);
  index_.emplace(name, named_.size());
  named_.emplace_back(name, tensor);
  return tensor;
}

torch::Tensor TrainableWeights::initialised(const std::string& name, at::IntArrayRef shape, Init init) {
  torch::Tensor tensor = torch::empty(shape, torch::kFloat32);
  switch (init) {
    case Init::Ones: return tensor.fill_(1.0);
    case Init::Zeros: return tensor.zero_();
    case Init::Embedding: return tensor.normal_(0.0, kEmbeddingDeviation, generator_);
    case Init::Linear: break;
  }
  if (shape.size() < 2) {
    throw Error(ErrorCode::Internal, "training: " + quoted_name(name) + " is " + shape_text(shape.vec()) +
                                         ", which has no fan-in: ask for Ones or Zeros");
  }
  const int64_t fan_in = c10::multiply_integers(shape.slice(1));
  return tensor.normal_(0.0, 1.0 / std::sqrt(static_cast<double>(std::max<int64_t>(fan_in, 1))), generator_);
}

void TrainableWeights::expect_all_taken(const std::vector<std::string>& allowed) const {
  if (start_) start_->expect_all_taken(allowed);
}

}  // namespace reverie
