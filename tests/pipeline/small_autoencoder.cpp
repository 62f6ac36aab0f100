#include "pipeline/small_autoencoder.h"

#include <memory>

#include "weights/weights.h"

namespace reverie {

Flux2Autoencoder small_autoencoder(uint64_t seed) {
  const Flux2AutoencoderConfig config{.block_out_channels = {8, 8, 8},
                                      .decoder_block_out_channels = {8, 8, 8},
                                      .layers_per_block = 1,
                                      .latent_channels = 4,
                                      .norm_num_groups = 4,
                                      .use_quant_conv = true,
                                      .use_post_quant_conv = true,
                                      .mid_block_add_attention = false,
                                      .batch_norm_eps = 1e-4};
  return Flux2Autoencoder(Weights(std::make_shared<TrainableWeights>(seed, std::nullopt, torch::kCPU)),
                          config);
}

}  // namespace reverie
