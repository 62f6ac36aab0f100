// support/golden.h
//
// Golden vectors: what the published reference computed, kept beside the tests.
//
// Used by   tests/models, tests/sampling, tests/pipeline
// Files     golden/NAME.safetensors: tensors. "weights.*" is the network's state dict, the others are inputs,
//           outputs and taps. A tensor that bf16 holds exactly is stored so, and widened here.
//           golden/NAME.json: the manifest, whose "config" is the reference's own config.json.
// Made by   scripts/goldens/*.py, by hand.
//
// Sabotage tests plant a mistake in a StateDict or in an input and show that the bound would notice it, so
// that nothing in src/ has to know about tests.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "core/json.h"
#include "weights/weights.h"

namespace reverie {

using torch::Tensor;
using StateDict = std::map<std::string, Tensor>;

// tests/golden/
std::filesystem::path golden_folder();

// A state dict as a source of weights. Its tensors are handed out as they are.
class StateDictWeights final : public WeightSource {
 public:
  explicit StateDictWeights(StateDict tensors) : tensors_(std::move(tensors)) {}

  // Throws Error(CorruptFile) if there is none, or of another shape.
  Tensor take(const std::string& name, at::IntArrayRef shape, Init init) override;
  bool has(const std::string& name) const override { return tensors_.contains(name); }

 private:
  StateDict tensors_;
};

class Golden {
 public:
  // Throws Error(NotFound) if the tensors or the manifest are missing.
  static Golden load(const std::string& name);

  // Floating tensors in fp32. Throws Error(NotFound) naming the golden.
  const Tensor& operator[](const std::string& name) const;

  const Json& config() const { return manifest_.at("config"); }
  const Json& notes() const { return manifest_.at("notes"); }
  const Json& manifest() const { return manifest_; }

  // The network's weights, without the "weights." before their names. A deep copy: edit it freely.
  StateDict state_dict() const;

  // The same as a source for a network's constructor, after `edit`.
  Weights weights(const std::function<void(StateDict&)>& edit = {}) const;

 private:
  Golden(std::string name, StateDict tensors, Json manifest)
      : name_(std::move(name)), tensors_(std::move(tensors)), manifest_(std::move(manifest)) {}

  std::string name_;
  StateDict tensors_;
  Json manifest_;
};

// The largest |a - b|. Shapes must agree, or the test fails and the result is infinite, as it is when a NaN
// is met. Each value also goes into the test's record ("observed" in --gtest_output=json), from which
// docs/numerics.md is filled.
double max_abs_diff(const Tensor& actual, const Tensor& expected);

// Every floating tensor in bf16, as the published checkpoints store them. The goldens' weights lose nothing.
void store_in_bf16(StateDict& weights);

// `weight` with its rows cut into `parts` equal blocks and blocks `a` and `b` exchanged.
Tensor with_swapped_rows(const Tensor& weight, int64_t parts, int64_t a, int64_t b);

// As RoPE's other pair layout would see it: within each head's `head_dim` rows, row i of the first half goes
// to 2i and row i of the second half to 2i + 1.
Tensor with_halves_interleaved(const Tensor& weight, int64_t head_dim);

// The inverse: even rows first, odd rows after them.
Tensor with_pairs_separated(const Tensor& weight, int64_t head_dim);

}  // namespace reverie
