// models/flux2_autoencoder.h
//
// Flux2Autoencoder: pictures to latents and back.
//
// Used by   pipeline/, training/train_autoencoder, training/train_transformer
// Source    diffusers `AutoencoderKLFlux2` (autoencoder_kl_flux2.py, 0.42) and the blocks it is made of
//           (vae.py, unet_2d_blocks.py, resnet.py); names are the checkpoint's.
// Proven by tests/models/flux2_autoencoder_test.cpp
//
// Shapes    picture [B, 3, height_px, width_px], -1..1; S = 2^(levels - 1) pixels a latent side;
//           latents [B, Z', height_px / S, width_px / S]; packed latents [B, 4 Z', h / 2, w / 2]:
//           2x2 latents become one token, normalised by the stored batch-norm statistics.
//
// Traps     The encoder's stride-2 convolutions pad right and bottom only. Packing puts the channel
//           before the 2x2 place: channel c, row i, column j -> 4c + 2i + j. Statistics use
//           sqrt(var + 1e-4).
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/json.h"
#include "nn/linear.h"
#include "nn/norm.h"

namespace reverie {

struct Flux2AutoencoderConfig {
  std::vector<int64_t> block_out_channels;          // encoder, from full size inwards
  std::vector<int64_t> decoder_block_out_channels;  // decoder, same order
  int64_t layers_per_block;
  int64_t latent_channels;  // Z'
  int64_t norm_num_groups;
  bool use_quant_conv;
  bool use_post_quant_conv;
  bool mid_block_add_attention;
  double batch_norm_eps;

  int64_t levels() const { return static_cast<int64_t>(block_out_channels.size()); }
  int64_t pixels_per_latent() const { return int64_t{1} << (levels() - 1); }  // S
  int64_t pixels_per_token() const { return 2 * pixels_per_latent(); }

  // From vae/config.json. Throws Error(CorruptFile) on a missing or unsupported value.
  static Flux2AutoencoderConfig from_json(const Json& config);
  Json to_json() const;
};

class ResnetBlock {
 public:
  ResnetBlock(const Weights& w, int64_t in, int64_t out, int64_t groups);
  Tensor forward(const Tensor& x) const;  // [B, in, h, w] -> [B, out, h, w]

 private:
  GroupNorm norm1_;
  Conv2d conv1_;
  GroupNorm norm2_;
  Conv2d conv2_;
  std::optional<Conv2d> conv_shortcut_;
};

// One head over all positions; only in the middle of the network.
class SpatialAttention {
 public:
  SpatialAttention(const Weights& w, int64_t channels, int64_t groups);
  Tensor forward(const Tensor& x) const;  // [B, C, h, w] -> same

 private:
  GroupNorm group_norm_;
  Linear to_q_, to_k_, to_v_, to_out_;
};

class MidBlock {
 public:
  MidBlock(const Weights& w, int64_t channels, const Flux2AutoencoderConfig& config);
  Tensor forward(const Tensor& x) const;

 private:
  ResnetBlock first_;
  std::optional<SpatialAttention> attention_;
  ResnetBlock second_;
};

// Resnets at one size, then a step to half the size (not in the innermost block).
class DownBlock {
 public:
  DownBlock(const Weights& w, int64_t in, int64_t out, const Flux2AutoencoderConfig& config, bool is_last);
  Tensor forward(const Tensor& x) const;  // [B, in, h, w] -> [B, out, h / 2, w / 2]

 private:
  std::vector<ResnetBlock> resnets_;
  std::optional<Conv2d> downsampler_;
};

// Resnets at one size, then a step to twice the size (not in the outermost block).
class UpBlock {
 public:
  UpBlock(const Weights& w, int64_t in, int64_t out, const Flux2AutoencoderConfig& config, bool is_last);
  Tensor resnets(Tensor x) const;          // [B, in, h, w] -> [B, out, h, w]
  Tensor upsample(const Tensor& x) const;  // [B, out, h, w] -> [B, out, 2h, 2w]
  Tensor forward(const Tensor& x) const { return upsample(resnets(x)); }

 private:
  std::vector<ResnetBlock> resnets_;
  std::optional<Conv2d> upsampler_;
};

class Flux2Encoder {
 public:
  Flux2Encoder(const Weights& w, const Flux2AutoencoderConfig& config);
  Tensor forward(const Tensor& picture) const;  // [B, 3, H, W] -> [B, 2 Z', h, w]
  // From the features that enter block `level`, so that training can begin at the inner levels.
  Tensor forward_from(Tensor x, int64_t level) const;

 private:
  Conv2d conv_in_;
  std::vector<DownBlock> down_blocks_;
  MidBlock mid_block_;
  GroupNorm conv_norm_out_;
  Conv2d conv_out_;
};

class Flux2Decoder {
 public:
  Flux2Decoder(const Weights& w, const Flux2AutoencoderConfig& config);
  Tensor forward(const Tensor& latents) const;  // [B, Z', h, w] -> [B, 3, H, W]
  // Features after the resnets of up-block `block` (before its upsampling): [B, C, h 2^block, w 2^block].
  Tensor forward_until(const Tensor& latents, int64_t block) const;
  // The rest of the way from those features to the picture.
  Tensor forward_after(Tensor x, int64_t block) const;

 private:
  Conv2d conv_in_;
  MidBlock mid_block_;
  std::vector<UpBlock> up_blocks_;
  GroupNorm conv_norm_out_;
  Conv2d conv_out_;
};

class Flux2Autoencoder {
 public:
  enum class Parts { Both, EncoderOnly, DecoderOnly };

  Flux2Autoencoder(const Weights& w, const Flux2AutoencoderConfig& config, Parts parts = Parts::Both);

  const Flux2AutoencoderConfig& config() const { return config_; }
  const Flux2Encoder& encoder() const { return *encoder_; }
  const Flux2Decoder& decoder() const { return *decoder_; }

  // picture [B, 3, H, W], sides multiples of S -> the distribution's mean [B, Z', h, w].
  Tensor encode(const Tensor& picture) const;
  // encoder features [B, 2 Z', h, w] -> mean [B, Z', h, w]
  Tensor mean_of(const Tensor& moments) const;

  // latents [B, Z', h, w] -> picture [B, 3, H, W], about -1..1, not clamped.
  Tensor decode(const Tensor& latents) const;
  // What the decoder proper receives: the post-quantisation 1x1 convolution.
  Tensor to_decoder(const Tensor& latents) const;

  // [B, Z', h, w] -> [B, 4 Z', h / 2, w / 2], normalised to mean 0, deviation 1 per channel.
  Tensor pack(const Tensor& latents) const;
  // The inverse.
  Tensor unpack(const Tensor& packed) const;

  // Replaces the stored statistics (training). Both [4 Z'].
  void set_statistics(const Tensor& mean, const Tensor& variance);

 private:
  // The stored statistics as [1, 4 Z', 1, 1], in the dtype of `x`.
  Tensor mean_like(const Tensor& x) const;
  Tensor deviation_like(const Tensor& x) const;

  Flux2AutoencoderConfig config_;
  std::optional<Flux2Encoder> encoder_;
  std::optional<Conv2d> quant_conv_;
  std::optional<Flux2Decoder> decoder_;
  std::optional<Conv2d> post_quant_conv_;
  Tensor running_mean_;  // [4 Z']
  Tensor running_var_;   // [4 Z']
};

// [B, c, h, w] -> [B, 4c, h / 2, w / 2], and back.
Tensor patchify(const Tensor& latents);
Tensor unpatchify(const Tensor& packed);

}  // namespace reverie
