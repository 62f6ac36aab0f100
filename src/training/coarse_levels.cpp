#include "training/coarse_levels.h"

#include <torch/utils.h>
#include <map>

#include "core/error.h"

namespace reverie {
namespace {

std::string block_name(int64_t level) {
  return "encoder.down_blocks." + std::to_string(level) + ".";
}

}  // namespace

void make_outer_levels_average(const Flux2AutoencoderConfig& config, int64_t levels,
                               const NamedTensors& weights) {
  const torch::NoGradGuard no_grad;
  const std::map<std::string, Tensor> by_name(weights.begin(), weights.end());
  const auto zeroed = [&](const std::string& name) {
    Tensor tensor = by_name.at(name);
    return tensor.zero_();
  };
  for (int64_t level = 0; level < levels; ++level) {
    if (config.block_out_channels[static_cast<std::size_t>(level)] != config.block_out_channels.front()) {
      throw Error(ErrorCode::Internal, "make_outer_levels_average: the averaging levels must have one width");
    }
  }
  zeroed("encoder.conv_in.bias");
  const Tensor first = zeroed("encoder.conv_in.weight");
  for (int64_t c = 0; c < 3; ++c) first[c][c][1][1] = 1.0;  // the middle tap: the pixel itself
  for (int64_t level = 0; level < levels; ++level) {
    for (int64_t i = 0; i < config.layers_per_block; ++i) {
      const std::string resnet = block_name(level) + "resnets." + std::to_string(i) + ".conv2.";
      zeroed(resnet + "weight");  // a resnet that adds nothing
      zeroed(resnet + "bias");
    }
    zeroed(block_name(level) + "downsamplers.0.conv.bias");
    const Tensor down = zeroed(block_name(level) + "downsamplers.0.conv.weight");
    for (int64_t c = 0; c < 3; ++c) {
      for (int64_t i = 0; i < 2; ++i) {
        for (int64_t j = 0; j < 2; ++j) down[c][c][i][j] = 0.25;  // padding is right and bottom: taps 0, 1
      }
    }
  }
}

bool is_averaging_weight(const std::string& name, int64_t levels) {
  if (name.starts_with("encoder.conv_in.")) return true;
  for (int64_t level = 0; level < levels; ++level) {
    if (name.starts_with(block_name(level))) return true;
  }
  return false;
}

Tensor encode_coarse(const Flux2Autoencoder& autoencoder, const Tensor& picture, int64_t levels) {
  const int64_t channels = autoencoder.config().block_out_channels[static_cast<std::size_t>(levels) - 1];
  const Tensor features = at::constant_pad_nd(picture, {0, 0, 0, 0, 0, channels - 3}, 0);  // [B, C, H, W]
  return autoencoder.mean_of(autoencoder.encoder().forward_from(features, levels));
}

}  // namespace reverie
