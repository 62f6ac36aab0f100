#include "training/mini_config.h"

namespace reverie {

Flux2AutoencoderConfig mini_autoencoder_config() {
  return {.block_out_channels = {16, 16, 32, 48, 64, 96},
          .decoder_block_out_channels = {16, 16, 32, 64, 96, 128},
          .layers_per_block = 1,
          .latent_channels = 16,
          .norm_num_groups = 8,
          .use_quant_conv = true,
          .use_post_quant_conv = true,
          .mid_block_add_attention = false,
          .batch_norm_eps = 1e-4};
}

Flux2TransformerConfig mini_transformer_config() {
  return {.in_channels = 64,
          .num_layers = 2,
          .num_single_layers = 6,
          .attention_head_dim = 64,
          .num_attention_heads = 3,
          .joint_attention_dim = 3 * 192,
          .timestep_guidance_channels = 256,
          .mlp_ratio = 3.0,
          .axes_dims_rope = {8, 24, 24, 8},
          .rope_theta = 2000,
          .eps = 1e-6,
          .guidance_embeds = false};
}

Qwen3Config mini_text_encoder_config(int64_t vocabulary_size) {
  return {.vocab_size = vocabulary_size,
          .hidden_size = 192,
          .intermediate_size = 512,
          .num_hidden_layers = 3,
          .num_attention_heads = 3,
          .num_key_value_heads = 1,
          .head_dim = 64,
          .rms_norm_eps = 1e-6,
          .rope_theta = 10000,
          .tie_word_embeddings = true};
}

}  // namespace reverie
