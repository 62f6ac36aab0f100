#include "training/mini_networks.h"

#include "training/mini_config.h"

namespace reverie {
namespace {

std::shared_ptr<TrainableWeights> open_part(const std::filesystem::path& start, const char* part,
                                            const char* stem, uint64_t seed, torch::Device device) {
  const std::optional<CheckpointFiles> files =
      start.empty() ? std::nullopt : std::optional(CheckpointFiles::open(start / part, stem));
  return std::make_shared<TrainableWeights>(seed, files, device);
}

}  // namespace

MiniNetworks::MiniNetworks(const std::filesystem::path& start, int64_t vocabulary_size, uint64_t seed,
                           torch::Device device)
    : transformer_source_(open_part(start, "transformer", kDiffusersStem, seed, device)),
      transformer_(Weights(transformer_source_), mini_transformer_config()),
      text_config_(mini_text_encoder_config(vocabulary_size)),
      text_source_(open_part(start, "text_encoder", kTransformersStem, seed + 1, device)),
      text_encoder_(Weights(text_source_), text_config_, text_config_.num_hidden_layers) {}

NamedTensors MiniNetworks::named(bool with_text_encoder) const {
  NamedTensors all;
  for (const auto& [name, tensor] : transformer_source_->named())
    all.emplace_back("transformer." + name, tensor);
  if (!with_text_encoder) return all;
  for (const auto& [name, tensor] : text_source_->named()) all.emplace_back("text_encoder." + name, tensor);
  return all;
}

void MiniNetworks::let_learn(Learning learning) const {
  for (auto& [name, tensor] : named()) Tensor(tensor).set_requires_grad(learning == Learning::Both);
  for (auto& [name, tensor] : named(false)) Tensor(tensor).set_requires_grad(learning != Learning::Nothing);
}

Tensor MiniNetworks::embed(const PromptBatch& prompts) const {
  return text_encoder_.prompt_embeds(prompts.ids, prompts.lengths, kMiniTextLayers);
}

void MiniNetworks::write(const std::filesystem::path& folder, const MiniUse& use) const {
  write_mini_folder(folder, transformer_source_->named(), text_source_->named(), text_config_, use);
}

Flux2Autoencoder open_mini_autoencoder(const std::filesystem::path& model, torch::Device device) {
  const auto source = std::make_shared<FileWeights>(CheckpointFiles::open(model / "vae", kDiffusersStem),
                                                    "flux2_autoencoder", torch::kFloat32, device);
  return {Weights(source), Flux2AutoencoderConfig::from_json(read_json(model / "vae" / "config.json"))};
}

}  // namespace reverie
