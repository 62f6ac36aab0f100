// support/small_upscaler.h
//
// An upscaler with made-up weights, and a model folder that has one.
//
// Used by   tests/models/upscaler_test.cpp, tests/pipeline/enlarge_test.cpp
#pragma once

#include <torch/utils.h>

#include <filesystem>
#include <memory>

#include "core/file.h"
#include "models/upscaler.h"
#include "support/golden.h"
#include "weights/safetensors.h"

namespace reverie {

inline const UpscalerConfig kSmallUpscaler{.unshuffle = {4, 2}, .channels = {8, 4}, .layers = {2, 1}};

// Every weight is noise: a fresh last convolution would be zeros.
inline StateDict upscaler_weights(const UpscalerConfig& config = kSmallUpscaler) {
  const torch::NoGradGuard no_grad;
  const auto source = std::make_shared<TrainableWeights>(1, std::nullopt, torch::kCPU);
  const Upscaler bound{Weights(source), config};
  torch::manual_seed(3);
  StateDict weights;
  for (const auto& [name, tensor] : source->named())
    weights[name] = tensor.detach() + 0.05 * torch::randn_like(tensor);
  return weights;
}

inline Upscaler upscaler_of(const StateDict& weights, const UpscalerConfig& config = kSmallUpscaler) {
  return {Weights(std::make_shared<StateDictWeights>(weights)), config};
}

// Writes upscaler/ into a model folder.
inline void give_upscaler(const std::filesystem::path& model, const StateDict& weights,
                          const UpscalerConfig& config = kSmallUpscaler) {
  create_folder(model / kUpscalerFolder);
  write_json(model / kUpscalerFolder / "config.json", config.to_json());
  write_safetensors(model / kUpscalerFolder / "diffusion_pytorch_model.safetensors",
                    NamedTensors(weights.begin(), weights.end()), {});
}

}  // namespace reverie
