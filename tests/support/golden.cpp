#include "support/golden.h"

#include <gtest/gtest.h>

#include <limits>
#include <sstream>

#include "core/error.h"
#include "weights/safetensors.h"

namespace reverie {
namespace {

constexpr std::string_view kWeights = "weights.";

Tensor widened(const Tensor& stored) {
  return (stored.is_floating_point() ? stored.to(torch::kFloat32) : stored).clone();
}

// All differences of the running test, in order, as its property "observed".
void record(double difference) {
  static const testing::TestInfo* test = nullptr;
  static std::string observed;
  const testing::TestInfo* current = testing::UnitTest::GetInstance()->current_test_info();
  if (current != test) observed.clear();
  test = current;
  std::ostringstream text;
  text << observed << (observed.empty() ? "" : " ") << difference;
  observed = text.str();
  testing::Test::RecordProperty("observed", observed);
}

}  // namespace

std::filesystem::path golden_folder() {
  return std::filesystem::path(REVERIE_SOURCE_DIR) / "tests" / "golden";
}

Tensor StateDictWeights::take(const std::string& name, at::IntArrayRef shape, Init) {
  const auto found = tensors_.find(name);
  if (found == tensors_.end())
    throw Error(ErrorCode::CorruptFile, "state dict: there is no \"" + name + "\"");
  if (found->second.sizes() != shape) {
    std::ostringstream message;
    message << "state dict: \"" << name << "\" is " << found->second.sizes() << ", expected " << shape;
    throw Error(ErrorCode::CorruptFile, message.str());
  }
  return found->second;
}

Golden Golden::load(const std::string& name) {
  const SafetensorsFile file = SafetensorsFile::open(golden_folder() / (name + ".safetensors"));
  StateDict tensors;
  for (const std::string& key : file.names()) tensors.emplace(key, widened(file.tensor(key)));
  return {name, std::move(tensors), read_json(golden_folder() / (name + ".json"))};
}

const Tensor& Golden::operator[](const std::string& name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) {
    throw Error(ErrorCode::NotFound, "golden " + name_ + ": there is no tensor \"" + name + "\"");
  }
  return found->second;
}

StateDict Golden::state_dict() const {
  StateDict weights;
  for (const auto& [name, tensor] : tensors_) {
    if (name.starts_with(kWeights)) weights.emplace(name.substr(kWeights.size()), tensor.clone());
  }
  return weights;
}

Weights Golden::weights(const std::function<void(StateDict&)>& edit) const {
  StateDict tensors = state_dict();
  if (edit) edit(tensors);
  return Weights(std::make_shared<StateDictWeights>(std::move(tensors)));
}

double max_abs_diff(const Tensor& actual, const Tensor& expected) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  if (actual.sizes() != expected.sizes()) {
    ADD_FAILURE() << "shapes differ: " << actual.sizes() << " and " << expected.sizes();
    return kInfinite;
  }
  const Tensor difference = (actual.to(torch::kFloat64) - expected.to(torch::kFloat64)).abs();
  const double largest = difference.isnan().any().item<bool>() ? kInfinite : difference.max().item<double>();
  record(largest);
  return largest;
}

void store_in_bf16(StateDict& weights) {
  for (auto& [name, tensor] : weights) {
    if (tensor.is_floating_point()) tensor = tensor.to(torch::kBFloat16);
  }
}

Tensor with_swapped_rows(const Tensor& weight, int64_t parts, int64_t a, int64_t b) {
  std::vector<Tensor> blocks = weight.chunk(parts, 0);
  std::swap(blocks.at(static_cast<std::size_t>(a)), blocks.at(static_cast<std::size_t>(b)));
  return torch::cat(blocks, 0);
}

Tensor with_halves_interleaved(const Tensor& weight, int64_t head_dim) {
  return weight.unflatten(0, {-1, 2, head_dim / 2}).transpose(1, 2).flatten(0, 2).contiguous();
}

Tensor with_pairs_separated(const Tensor& weight, int64_t head_dim) {
  return weight.unflatten(0, {-1, head_dim / 2, 2}).transpose(1, 2).flatten(0, 2).contiguous();
}

}  // namespace reverie
