#include "training/run_folder.h"

#include <torch/utils.h>
#include <fstream>
#include <iostream>
#include <map>

#include "core/error.h"
#include "core/file.h"

namespace reverie {
namespace {

NamedTensors read_all(const std::filesystem::path& path) {
  const SafetensorsFile file = SafetensorsFile::open(path);
  NamedTensors tensors;
  for (const std::string& name : file.names()) tensors.emplace_back(name, file.tensor(name));
  return tensors;
}

NamedTensors on_cpu(const NamedTensors& tensors) {
  NamedTensors moved;
  for (const auto& [name, tensor] : tensors) moved.emplace_back(name, tensor.detach().cpu().contiguous());
  return moved;
}

}  // namespace

RunFolder::RunFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
  create_folder(folder_, "--run");
}

std::optional<Checkpoint> RunFolder::latest() const {
  if (!std::filesystem::exists(folder_ / "latest")) return std::nullopt;
  const std::filesystem::path name = read_text(folder_ / "latest", 256);
  const std::filesystem::path folder = folder_ / name.filename();
  const Json progress = read_json(folder / "progress.json");
  if (!progress.is_object() || !progress.contains("step") || !progress["step"].is_number_integer()) {
    throw Error(ErrorCode::CorruptFile,
                (folder / "progress.json").string() + ": expected {\"step\": N}, got " + progress.dump());
  }
  Checkpoint checkpoint;
  checkpoint.step = progress["step"].get<int64_t>();
  checkpoint.weights = read_all(folder / "weights.safetensors");
  checkpoint.averaged = read_all(folder / "averaged.safetensors");
  checkpoint.optimizer = read_all(folder / "optimizer.safetensors");
  return checkpoint;
}

void RunFolder::save(const Checkpoint& checkpoint) const {
  const std::string name = "checkpoint-" + std::to_string(checkpoint.step);
  const std::filesystem::path folder = folder_ / name;
  create_folder(folder);
  write_safetensors(folder / "weights.safetensors", on_cpu(checkpoint.weights));
  write_safetensors(folder / "averaged.safetensors", on_cpu(checkpoint.averaged));
  write_safetensors(folder / "optimizer.safetensors", on_cpu(checkpoint.optimizer));
  write_json(folder / "progress.json", {{"step", checkpoint.step}});
  write_file_atomically(folder_ / "latest", name);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const std::string other = entry.path().filename().string();
    if (entry.is_directory() && other.starts_with("checkpoint-") && other != name) {
      std::filesystem::remove_all(entry.path());
    }
  }
}

void RunFolder::log(const Json& line) const {
  std::ofstream out(folder_ / "log.jsonl", std::ios::app);
  out << line.dump() << "\n";
  if (!out.flush()) throw Error(ErrorCode::WriteFailed, (folder_ / "log.jsonl").string() + ": cannot append");
  std::cerr << line.dump() << std::endl;
}

WeightAverage::WeightAverage(const NamedTensors& weights) {
  for (const auto& [name, tensor] : weights) averaged_.emplace_back(name, tensor.detach().clone());
}

void WeightAverage::update(const NamedTensors& weights, double decay) {
  const torch::NoGradGuard no_grad;
  for (std::size_t i = 0; i < averaged_.size(); ++i) {
    torch::Tensor& average = averaged_[i].second;
    if (average.is_floating_point()) {
      average.lerp_(weights[i].second, 1 - decay);
    } else {
      average.copy_(weights[i].second);
    }
  }
}

void WeightAverage::load(const NamedTensors& averaged) {
  copy_by_name(averaged, averaged_, "averaged weights");
}

void copy_by_name(const NamedTensors& from, const NamedTensors& targets, const std::string& what) {
  const torch::NoGradGuard no_grad;
  const std::map<std::string, torch::Tensor> by_name(from.begin(), from.end());
  for (const auto& [name, target] : targets) {
    const auto found = by_name.find(name);
    if (found == by_name.end() || found->second.sizes() != target.sizes()) {
      throw Error(ErrorCode::CorruptFile, what + ": \"" + name + "\" is missing or has another shape");
    }
    torch::Tensor(target).copy_(found->second);
  }
}

WithAveragedWeights::WithAveragedWeights(const NamedTensors& network, const NamedTensors& averaged)
    : network_(network) {
  for (const auto& [name, tensor] : network) kept_.emplace_back(name, tensor.detach().clone());
  copy_by_name(averaged, network, "averaged weights");
}

WithAveragedWeights::~WithAveragedWeights() {
  const torch::NoGradGuard no_grad;
  for (std::size_t i = 0; i < kept_.size(); ++i) torch::Tensor(network_[i].second).copy_(kept_[i].second);
}

}  // namespace reverie
