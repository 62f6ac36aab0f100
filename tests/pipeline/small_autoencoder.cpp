#include "pipeline/small_autoencoder.h"

#include <memory>

#include "core/file.h"
#include "weights/safetensors.h"
#include "weights/weights.h"

namespace reverie {
namespace {

const Flux2AutoencoderConfig kConfig{.block_out_channels = {8, 8, 8},
                                     .decoder_block_out_channels = {8, 8, 8},
                                     .layers_per_block = 1,
                                     .latent_channels = 4,
                                     .norm_num_groups = 4,
                                     .use_quant_conv = true,
                                     .use_post_quant_conv = true,
                                     .mid_block_add_attention = false,
                                     .batch_norm_eps = 1e-4};

}  // namespace

Flux2Autoencoder small_autoencoder(uint64_t seed) {
  return Flux2Autoencoder(Weights(std::make_shared<TrainableWeights>(seed, std::nullopt, torch::kCPU)),
                          kConfig);
}

void write_small_autoencoder(const std::filesystem::path& folder) {
  const auto source = std::make_shared<TrainableWeights>(1, std::nullopt, torch::kCPU);
  const Flux2Autoencoder bound(Weights(source), kConfig);
  create_folder(folder);
  NamedTensors tensors;
  for (const auto& [name, tensor] : source->named()) tensors.emplace_back(name, tensor.detach());
  write_safetensors(folder / "diffusion_pytorch_model.safetensors", tensors, {});
  write_json(folder / "config.json", kConfig.to_json());
}

}  // namespace reverie
