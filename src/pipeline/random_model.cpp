#include "pipeline/random_model.h"

#include <cmath>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "models/flux2_autoencoder.h"
#include "models/flux2_transformer.h"
#include "models/qwen3_text_encoder.h"
#include "weights/checkpoint_files.h"
#include "weights/weights.h"

namespace reverie {
namespace {

const Qwen3Config kQwen3_4B{.vocab_size = 151936,
                            .hidden_size = 2560,
                            .intermediate_size = 9728,
                            .num_hidden_layers = 36,
                            .num_attention_heads = 32,
                            .num_key_value_heads = 8,
                            .head_dim = 128,
                            .rms_norm_eps = 1e-6,
                            .rope_theta = 1e6,
                            .tie_word_embeddings = true};

const Flux2TransformerConfig kKlein4B{.in_channels = 128,
                                      .num_layers = 5,
                                      .num_single_layers = 20,
                                      .attention_head_dim = 128,
                                      .num_attention_heads = 24,
                                      .joint_attention_dim = 3 * 2560,
                                      .timestep_guidance_channels = 256,
                                      .mlp_ratio = 3.0,
                                      .axes_dims_rope = {32, 32, 32, 32},
                                      .rope_theta = 2000,
                                      .eps = 1e-6,
                                      .guidance_embeds = false};

const Flux2AutoencoderConfig kFlux2Vae{.block_out_channels = {128, 256, 512, 512},
                                       .decoder_block_out_channels = {128, 256, 512, 512},
                                       .layers_per_block = 2,
                                       .latent_channels = 32,
                                       .norm_num_groups = 32,
                                       .use_quant_conv = true,
                                       .use_post_quant_conv = true,
                                       .mid_block_add_attention = true,
                                       .batch_norm_eps = 1e-4};

// Hands out random bf16 tensors and remembers them.
class RandomWeights final : public WeightSource {
 public:
  torch::Tensor take(const std::string& name, at::IntArrayRef shape, Init init) override {
    const torch::Tensor tensor = fresh(shape, init);
    named_.emplace_back(name, tensor);
    return tensor;
  }
  bool has(const std::string&) const override { return false; }
  const NamedTensors& named() const { return named_; }

 private:
  static torch::Tensor fresh(at::IntArrayRef shape, Init init) {
    if (init == Init::Ones) return torch::ones(shape, torch::kBFloat16);
    if (init == Init::Zeros) return torch::zeros(shape, torch::kBFloat16);
    const torch::Tensor tensor = torch::randn(shape, torch::kBFloat16);
    const double deviation =
        init == Init::Embedding ? 0.02 : 1 / std::sqrt(static_cast<double>(tensor[0].numel()));
    return tensor * deviation;
  }

  NamedTensors named_;
};

// Builds the network once to learn its names and shapes, and writes what it asked for.
template <typename Build>
void write_part(const std::filesystem::path& folder, const char* stem, const Json& config,
                const Build& build) {
  create_folder(folder);
  const auto source = std::make_shared<RandomWeights>();
  build(Weights(source));
  write_checkpoint(folder, stem, source->named(), {{"format", "pt"}});
  write_json(folder / "config.json", config);
}

}  // namespace

std::vector<std::string> random_model_names() {
  return {"klein-4B"};
}

void write_random_model(const std::string& like, const std::filesystem::path& folder,
                        const std::filesystem::path& tokenizer) {
  if (like != "klein-4B")
    throw Error(ErrorCode::InvalidRequest, "expected klein-4B, got \"" + like + "\"", "--like");
  if (std::filesystem::exists(folder)) {
    throw Error(ErrorCode::InvalidRequest, folder.string() + " exists; expected a folder to be made", "DIR");
  }
  write_part(folder / "text_encoder", "model", kQwen3_4B.to_json(), [](const Weights& w) {
    const Qwen3TextEncoder network(w, kQwen3_4B, kQwen3_4B.num_hidden_layers);
  });
  write_part(folder / "transformer", "diffusion_pytorch_model", kKlein4B.to_json(),
             [](const Weights& w) { const Flux2Transformer network(w, kKlein4B); });
  write_part(folder / "vae", "diffusion_pytorch_model", kFlux2Vae.to_json(),
             [](const Weights& w) { const Flux2Autoencoder network(w, kFlux2Vae); });
  std::filesystem::copy(tokenizer, folder / "tokenizer", std::filesystem::copy_options::recursive);
  create_folder(folder / "scheduler");
  write_json(folder / "scheduler" / "scheduler_config.json",
             {{"_class_name", "FlowMatchEulerDiscreteScheduler"},
              {"num_train_timesteps", 1000},
              {"shift", 3.0},
              {"use_dynamic_shifting", true},
              {"base_shift", 0.5},
              {"max_shift", 1.15},
              {"time_shift_type", "exponential"}});
  write_json(folder / "model_index.json", {{"_class_name", "Flux2KleinPipeline"}, {"is_distilled", true}});
}

}  // namespace reverie
