// weights/weights.h
//
// Where a network's tensors come from. A model class asks for each of its weights once, by name and shape:
//
//   const Weights block = weights.scope("transformer_blocks").scope("0");
//   weight_ = block.take("attn.to_q.weight", {C, C});       // [C, C]
//
// and runs unchanged whether the source reads a checkpoint (FileWeights) or starts a training
// (TrainableWeights).
//
// Used by   nn/, models/ (take), pipeline/ and training/ (which choose the source).
// Source    Scopes after CTranslate2's layer scopes; "take and mark" is house style 1.5.
// Traps     A tensor of FileWeights may be a view of a read-only mapping: never write into one.
//           take() is for construction, on one thread; the tensors may then be shared.
// Proven by tests/weights/weights_test.cpp, tests/weights/trainable_weights_test.cpp
#pragma once

#include <torch/types.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "weights/checkpoint_files.h"

namespace reverie {

// How a *fresh* tensor starts. A source that reads files ignores it.
enum class Init {
  Linear,  // normal, standard deviation 1 / sqrt(fan_in); fan_in = product of the dimensions after the first
  Embedding,  // normal, standard deviation 0.02
  Ones,
  Zeros,
};

class WeightSource {
 public:
  virtual ~WeightSource() = default;

  // The tensor called `name`, of exactly this shape. Throws Error(CorruptFile) otherwise.
  virtual torch::Tensor take(const std::string& name, at::IntArrayRef shape, Init init) = 0;

  virtual bool has(const std::string& name) const = 0;
};

// A source and a place in its tree of names. Cheap to copy.
class Weights {
 public:
  explicit Weights(std::shared_ptr<WeightSource> source);

  // The names below `child`. An empty `child` is the same place.
  Weights scope(std::string_view child) const;

  // The tensor `prefix().name`, or `name` at the root. Throws as the source does.
  torch::Tensor take(std::string_view name, at::IntArrayRef shape, Init init = Init::Linear) const;

  bool has(std::string_view name) const;

  // "transformer_blocks.0", without a final dot; empty at the root.
  const std::string& prefix() const { return prefix_; }

 private:
  Weights(std::shared_ptr<WeightSource> source, std::string prefix);
  std::string full_name(std::string_view name) const;

  std::shared_ptr<WeightSource> source_;
  std::string prefix_;
};

// Reads a checkpoint.
//
// 8-bit storage: where the files hold `name` as I8 and `name_scale` as F32 of shape [rows], rows being the
// first dimension, the tensor's value is int8 * scale of its row, and take() returns that.
class FileWeights final : public WeightSource {
 public:
  //   what     the network's name, for messages: "flux2_transformer"
  //   dtype    floating tensors are returned in it; integers and booleans keep their own
  //   device   where they are put. Stored dtype, CPU: no copy.
  FileWeights(CheckpointFiles files, std::string what, torch::Dtype dtype, torch::Device device);

  // Throws Error(CorruptFile): the name is missing (with the three closest), the shape differs, or an I8
  // tensor lacks its scale.
  torch::Tensor take(const std::string& name, at::IntArrayRef shape, Init init) override;
  bool has(const std::string& name) const override { return files_.has(name); }

  // Throws Error(CorruptFile) listing tensors of the files that nobody took, each with the closest name
  // that was. `allowed` names those that may stay; one ending in "*" allows all that begin so.
  void expect_all_taken(const std::vector<std::string>& allowed = {}) const;

 private:
  torch::Tensor dequantised(const std::string& name, const std::string& scale_name);
  bool is_scale_of_another(const std::string& name) const;

  CheckpointFiles files_;
  std::string what_;
  torch::Dtype dtype_;
  torch::Device device_;
  std::set<std::string> taken_;
};

// Starts a training: each tensor is fp32, on the device, owned (never a view of a file), and requires a
// gradient if it is floating.
class TrainableWeights final : public WeightSource {
 public:
  //   seed     of this source's own generator. It runs on the CPU and draws in the order of taking, so the
  //            same classes get the same start on every device.
  //   start    tensors found here are loaded; the others are fresh.
  TrainableWeights(uint64_t seed, std::optional<CheckpointFiles> start, torch::Device device);

  // A name taken before is the same tensor again: tied weights. Throws Error(CorruptFile) where the shape
  // differs from `start`, Error(Internal) where it differs from the first taking, or where Init::Linear is
  // asked for fewer than two dimensions, which have no fan-in.
  torch::Tensor take(const std::string& name, at::IntArrayRef shape, Init init) override;

  // Whether `start` holds it. Fresh tensors come into being only by take().
  bool has(const std::string& name) const override { return start_ && start_->has(name); }

  // Every tensor, in order of first taking.
  const NamedTensors& named() const noexcept { return named_; }

  // The names that `start` did not have.
  const std::vector<std::string>& fresh() const noexcept { return fresh_; }

  // As FileWeights::expect_all_taken, for `start`; nothing without one.
  void expect_all_taken(const std::vector<std::string>& allowed = {}) const;

 private:
  torch::Tensor initialised(const std::string& name, at::IntArrayRef shape, Init init);

  torch::Generator generator_;
  std::optional<FileWeights> start_;
  torch::Device device_;
  NamedTensors named_;
  std::map<std::string, std::size_t> index_;  // name -> named_
  std::vector<std::string> fresh_;
};

}  // namespace reverie
