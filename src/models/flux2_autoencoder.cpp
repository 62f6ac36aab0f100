#include "models/flux2_autoencoder.h"

#include <torch/utils.h>

#include "models/config_fields.h"
#include "nn/activation.h"
#include "nn/attention.h"

namespace reverie {
namespace {

constexpr double kNormEps = 1e-6;

// The same values with a place's channels side by side, as CPU convolutions like them best; later layers
// keep the order they are given.
Tensor channels_last(const Tensor& x) {
  return x.contiguous(at::MemoryFormat::ChannelsLast);
}

std::string numbered(const char* name, int64_t index) {
  return std::string(name) + "." + std::to_string(index);
}

}  // namespace

Flux2AutoencoderConfig Flux2AutoencoderConfig::from_json(const Json& config) {
  const ConfigFields fields(config, "vae/config.json");
  fields.expect_if_present("in_channels", 3);
  fields.expect_if_present("out_channels", 3);
  fields.expect_if_present("act_fn", "silu");
  fields.expect_if_present("patch_size", Json::array({2, 2}));
  Flux2AutoencoderConfig c;
  c.block_out_channels = fields.positives("block_out_channels");
  c.decoder_block_out_channels = fields.present("decoder_block_out_channels")
                                     ? fields.positives("decoder_block_out_channels")
                                     : c.block_out_channels;
  if (c.decoder_block_out_channels.size() != c.block_out_channels.size() || c.levels() > 8) {
    fields.refuse("decoder_block_out_channels", "as many levels as block_out_channels, at most 8");
  }
  c.layers_per_block = fields.positive("layers_per_block");
  c.latent_channels = fields.positive("latent_channels");
  c.norm_num_groups = fields.positive("norm_num_groups");
  for (const auto& channels : {c.block_out_channels, c.decoder_block_out_channels}) {
    for (const int64_t count : channels) {
      if (count % c.norm_num_groups != 0)
        fields.refuse("norm_num_groups", "a divisor of every block's channels");
    }
  }
  c.use_quant_conv = fields.boolean_or("use_quant_conv", true);
  c.use_post_quant_conv = fields.boolean_or("use_post_quant_conv", true);
  c.mid_block_add_attention = fields.boolean_or("mid_block_add_attention", true);
  c.batch_norm_eps = fields.number_or("batch_norm_eps", 1e-4);
  return c;
}

Json Flux2AutoencoderConfig::to_json() const {
  const auto blocks = static_cast<std::size_t>(levels());
  return {{"_class_name", "AutoencoderKLFlux2"},
          {"in_channels", 3},
          {"out_channels", 3},
          {"down_block_types", std::vector<std::string>(blocks, "DownEncoderBlock2D")},
          {"up_block_types", std::vector<std::string>(blocks, "UpDecoderBlock2D")},
          {"block_out_channels", block_out_channels},
          {"decoder_block_out_channels", decoder_block_out_channels},
          {"layers_per_block", layers_per_block},
          {"act_fn", "silu"},
          {"latent_channels", latent_channels},
          {"norm_num_groups", norm_num_groups},
          {"sample_size", 1024},
          {"use_quant_conv", use_quant_conv},
          {"use_post_quant_conv", use_post_quant_conv},
          {"mid_block_add_attention", mid_block_add_attention},
          {"batch_norm_eps", batch_norm_eps},
          {"batch_norm_momentum", 0.1},
          {"patch_size", {2, 2}}};
}

// ---------------------------------------------------------------------------------------------
// Blocks

ResnetBlock::ResnetBlock(const Weights& w, int64_t in, int64_t out, int64_t groups)
    : norm1_(w.scope("norm1"), in, groups, kNormEps),
      conv1_(w.scope("conv1"), in, out, 3, 1, 1),
      norm2_(w.scope("norm2"), out, groups, kNormEps),
      conv2_(w.scope("conv2"), out, out, 3, 1, 1, Init::Zeros) {  // fresh blocks start as the identity
  if (in != out) conv_shortcut_.emplace(w.scope("conv_shortcut"), in, out, 1, 1, 0);
}

Tensor ResnetBlock::forward(const Tensor& x) const {
  const Tensor inner = conv1_.forward(silu_reusing(norm1_.forward(x)));  // [B, out, h, w]
  Tensor change = conv2_.forward(silu_reusing(norm2_.forward(inner)));   // [B, out, h, w]
  return add_reusing(std::move(change), conv_shortcut_ ? conv_shortcut_->forward(x) : x);
}

SpatialAttention::SpatialAttention(const Weights& w, int64_t channels, int64_t groups)
    : group_norm_(w.scope("group_norm"), channels, groups, kNormEps),
      to_q_(w.scope("to_q"), channels, channels, Bias::With),
      to_k_(w.scope("to_k"), channels, channels, Bias::With),
      to_v_(w.scope("to_v"), channels, channels, Bias::With),
      to_out_(w.scope("to_out.0"), channels, channels, Bias::With) {}

Tensor SpatialAttention::forward(const Tensor& x) const {
  const Tensor tokens = group_norm_.forward(x).flatten(2).transpose(1, 2).unsqueeze(1);  // [B, 1, h w, C]
  const Tensor mixed = attend(to_q_.forward(tokens), to_k_.forward(tokens), to_v_.forward(tokens));
  return x + to_out_.forward(mixed).squeeze(1).transpose(1, 2).reshape(x.sizes());
}

MidBlock::MidBlock(const Weights& w, int64_t channels, const Flux2AutoencoderConfig& c)
    : first_(w.scope("resnets.0"), channels, channels, c.norm_num_groups),
      second_(w.scope("resnets.1"), channels, channels, c.norm_num_groups) {
  if (c.mid_block_add_attention) attention_.emplace(w.scope("attentions.0"), channels, c.norm_num_groups);
}

Tensor MidBlock::forward(const Tensor& x) const {
  const Tensor first = first_.forward(x);
  return second_.forward(attention_ ? attention_->forward(first) : first);
}

DownBlock::DownBlock(const Weights& w, int64_t in, int64_t out, const Flux2AutoencoderConfig& c,
                     bool is_last) {
  for (int64_t i = 0; i < c.layers_per_block; ++i) {
    resnets_.emplace_back(w.scope(numbered("resnets", i)), i == 0 ? in : out, out, c.norm_num_groups);
  }
  if (!is_last) downsampler_.emplace(w.scope("downsamplers.0.conv"), out, out, 3, 2, 0);
}

Tensor DownBlock::forward(const Tensor& x) const {
  Tensor y = x;
  for (const auto& resnet : resnets_) y = resnet.forward(y);
  return downsampler_ ? downsampler_->forward(at::constant_pad_nd(y, {0, 1, 0, 1}, 0)) : y;
}

UpBlock::UpBlock(const Weights& w, int64_t in, int64_t out, const Flux2AutoencoderConfig& c, bool is_last) {
  for (int64_t i = 0; i < c.layers_per_block + 1; ++i) {
    resnets_.emplace_back(w.scope(numbered("resnets", i)), i == 0 ? in : out, out, c.norm_num_groups);
  }
  if (!is_last) upsampler_.emplace(w.scope("upsamplers.0.conv"), out, out, 3, 1, 1);
}

Tensor UpBlock::resnets(Tensor x) const {
  for (const auto& resnet : resnets_) x = resnet.forward(x);
  return x;
}

Tensor UpBlock::upsample(const Tensor& x) const {
  if (!upsampler_) return x;
  return upsampler_->forward(at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)}));
}

// ---------------------------------------------------------------------------------------------
// Encoder and decoder

Flux2Encoder::Flux2Encoder(const Weights& w, const Flux2AutoencoderConfig& c)
    : conv_in_(w.scope("conv_in"), 3, c.block_out_channels.front(), 3, 1, 1),
      mid_block_(w.scope("mid_block"), c.block_out_channels.back(), c),
      conv_norm_out_(w.scope("conv_norm_out"), c.block_out_channels.back(), c.norm_num_groups, kNormEps),
      conv_out_(w.scope("conv_out"), c.block_out_channels.back(), 2 * c.latent_channels, 3, 1, 1) {
  int64_t in = c.block_out_channels.front();
  for (int64_t i = 0; i < c.levels(); ++i) {
    const int64_t out = c.block_out_channels[static_cast<std::size_t>(i)];
    down_blocks_.emplace_back(w.scope(numbered("down_blocks", i)), in, out, c, i + 1 == c.levels());
    in = out;
  }
}

Tensor Flux2Encoder::forward(const Tensor& picture) const {
  return forward_from(conv_in_.forward(channels_last(picture)), 0);
}

Tensor Flux2Encoder::forward_from(Tensor x, int64_t level) const {
  for (auto i = static_cast<std::size_t>(level); i < down_blocks_.size(); ++i) x = down_blocks_[i].forward(x);
  x = mid_block_.forward(x);
  return conv_out_.forward(silu_reusing(conv_norm_out_.forward(x)));  // [B, 2 Z', h, w]
}

Flux2Decoder::Flux2Decoder(const Weights& w, const Flux2AutoencoderConfig& c)
    : conv_in_(w.scope("conv_in"), c.latent_channels, c.decoder_block_out_channels.back(), 3, 1, 1),
      mid_block_(w.scope("mid_block"), c.decoder_block_out_channels.back(), c),
      conv_norm_out_(w.scope("conv_norm_out"), c.decoder_block_out_channels.front(), c.norm_num_groups,
                     kNormEps),
      conv_out_(w.scope("conv_out"), c.decoder_block_out_channels.front(), 3, 3, 1, 1) {
  int64_t in = c.decoder_block_out_channels.back();
  for (int64_t i = 0; i < c.levels(); ++i) {
    const int64_t out = c.decoder_block_out_channels[static_cast<std::size_t>(c.levels() - 1 - i)];
    up_blocks_.emplace_back(w.scope(numbered("up_blocks", i)), in, out, c, i + 1 == c.levels());
    in = out;
  }
}

Tensor Flux2Decoder::forward(const Tensor& latents) const {
  return forward_after(forward_until(latents, 0), 0);
}

Tensor Flux2Decoder::forward_until(const Tensor& latents, int64_t block) const {
  Tensor x = mid_block_.forward(conv_in_.forward(channels_last(latents)));
  for (int64_t i = 0; i < block; ++i) x = up_blocks_[static_cast<std::size_t>(i)].forward(x);
  return up_blocks_[static_cast<std::size_t>(block)].resnets(x);
}

Tensor Flux2Decoder::forward_after(Tensor x, int64_t block) const {
  x = up_blocks_[static_cast<std::size_t>(block)].upsample(x);
  for (auto i = static_cast<std::size_t>(block) + 1; i < up_blocks_.size(); ++i) x = up_blocks_[i].forward(x);
  return conv_out_.forward(silu_reusing(conv_norm_out_.forward(x)));  // [B, 3, H, W]
}

// ---------------------------------------------------------------------------------------------

Flux2Autoencoder::Flux2Autoencoder(const Weights& w, const Flux2AutoencoderConfig& c, Parts parts)
    : config_(c),
      running_mean_(w.take("bn.running_mean", {4 * c.latent_channels}, Init::Zeros)),
      running_var_(w.take("bn.running_var", {4 * c.latent_channels}, Init::Ones)) {
  if (parts != Parts::DecoderOnly) {
    encoder_.emplace(w.scope("encoder"), c);
    if (c.use_quant_conv)
      quant_conv_.emplace(w.scope("quant_conv"), 2 * c.latent_channels, 2 * c.latent_channels, 1, 1, 0);
  }
  if (parts != Parts::EncoderOnly) {
    decoder_.emplace(w.scope("decoder"), c);
    if (c.use_post_quant_conv) {
      post_quant_conv_.emplace(w.scope("post_quant_conv"), c.latent_channels, c.latent_channels, 1, 1, 0);
    }
  }
}

Tensor Flux2Autoencoder::encode(const Tensor& picture) const {
  return mean_of(encoder_->forward(picture));
}

Tensor Flux2Autoencoder::mean_of(const Tensor& moments) const {
  return (quant_conv_ ? quant_conv_->forward(moments) : moments).chunk(2, 1)[0];
}

Tensor Flux2Autoencoder::decode(const Tensor& latents) const {
  return decoder_->forward(to_decoder(latents));
}

Tensor Flux2Autoencoder::to_decoder(const Tensor& latents) const {
  return post_quant_conv_ ? post_quant_conv_->forward(latents) : latents;
}

Tensor Flux2Autoencoder::mean_like(const Tensor& x) const {
  return widened(running_mean_, x).view({1, -1, 1, 1});
}

Tensor Flux2Autoencoder::deviation_like(const Tensor& x) const {
  return (widened(running_var_, x) + config_.batch_norm_eps).sqrt().view({1, -1, 1, 1});
}

Tensor Flux2Autoencoder::pack(const Tensor& latents) const {
  return (patchify(latents) - mean_like(latents)) / deviation_like(latents);
}

Tensor Flux2Autoencoder::unpack(const Tensor& packed) const {
  return unpatchify(packed * deviation_like(packed) + mean_like(packed));
}

void Flux2Autoencoder::set_statistics(const Tensor& mean, const Tensor& variance) {
  const torch::NoGradGuard no_grad;
  running_mean_.copy_(mean);
  running_var_.copy_(variance);
}

Tensor patchify(const Tensor& latents) {
  const auto s = latents.sizes();
  return latents.reshape({s[0], s[1], s[2] / 2, 2, s[3] / 2, 2})
      .permute({0, 1, 3, 5, 2, 4})
      .reshape({s[0], 4 * s[1], s[2] / 2, s[3] / 2});
}

Tensor unpatchify(const Tensor& packed) {
  const auto s = packed.sizes();
  return packed.reshape({s[0], s[1] / 4, 2, 2, s[2], s[3]})
      .permute({0, 1, 4, 2, 5, 3})
      .reshape({s[0], s[1] / 4, 2 * s[2], 2 * s[3]});
}

}  // namespace reverie
