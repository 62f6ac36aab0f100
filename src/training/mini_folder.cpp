#include "training/mini_folder.h"

#include <algorithm>
#include <set>

#include "core/file.h"
#include "core/json.h"
#include "core/words.h"
#include "models/config_fields.h"
#include "training/world/other_words.h"

namespace reverie {
namespace {

constexpr const char* kMiniDescription =
    "The embedded model: small drawn scenes of 751 common things in 52 places, at four times of day.";

void write_part(const std::filesystem::path& folder, const char* stem, const NamedTensors& tensors,
                const Json& config) {
  create_folder(folder);
  NamedTensors plain;
  for (const auto& [name, tensor] : tensors) plain.emplace_back(name, tensor.detach().cpu());
  write_safetensors(folder / (std::string(stem) + ".safetensors"), plain, {{"format", "pt"}});
  write_json(folder / "config.json", config);
}

}  // namespace

void write_autoencoder(const std::filesystem::path& folder, NamedTensors weights,
                       const Flux2AutoencoderConfig& config) {
  weights.emplace_back("bn.num_batches_tracked", torch::zeros({}, torch::kInt64));
  write_part(folder, kDiffusersStem, weights, config.to_json());
}

void write_mini_folder(const std::filesystem::path& folder, const NamedTensors& transformer,
                       const NamedTensors& text_encoder, const Qwen3Config& text_config, const MiniUse& use) {
  write_part(folder / "transformer", kDiffusersStem, transformer, mini_transformer_config().to_json());
  write_part(folder / "text_encoder", kTransformersStem, text_encoder, text_config.to_json());
  create_folder(folder / "scheduler");
  write_json(folder / "scheduler" / "scheduler_config.json",
             {{"_class_name", "FlowMatchEulerDiscreteScheduler"},
              {"num_train_timesteps", 1000},
              {"shift", 3.0},
              {"use_dynamic_shifting", true},
              {"base_shift", 0.5},
              {"max_shift", 1.15},
              {"base_image_seq_len", 256},
              {"max_image_seq_len", 4096},
              {"time_shift_type", "exponential"}});
  write_json(folder / "model_index.json", {{"_class_name", "Flux2KleinPipeline"},
                                           {"_diffusers_version", "0.42.1"},
                                           {"is_distilled", use.is_distilled},
                                           {"scheduler", {"diffusers", "FlowMatchEulerDiscreteScheduler"}},
                                           {"text_encoder", {"transformers", "Qwen3ForCausalLM"}},
                                           {"tokenizer", {"transformers", "Qwen2TokenizerFast"}},
                                           {"transformer", {"diffusers", "Flux2Transformer2DModel"}},
                                           {"vae", {"diffusers", "AutoencoderKLFlux2"}}});
  Json settings{{"text_layers", kMiniTextLayers},
                {"text_lengths", kMiniTextLengths},
                {"steps", use.steps},
                {"guidance_scale", use.guidance_scale},
                {"references", use.takes_references ? "reused" : "none"},
                {"native_pixels", 1024 * 1024},
                {"licence", "Apache-2.0"},
                {"description", kMiniDescription},
                {"words", use.words}};
  if (use.takes_references) {
    settings["max_references"] = kMiniMaxReferences;
    settings["reference_pixels"] = kMiniReferencePixels;
  }
  if (!use.read_words.empty()) settings["read_words"] = use.read_words;
  if (!use.read_as.empty()) settings["read_as"] = use.read_as;
  if (use.groups_by_words) settings["groups"] = "words";
  write_json(folder / "reverie.json", settings);
}

std::map<std::string, std::string> other_words_for(const std::vector<std::string>& words,
                                                   const std::vector<std::string>& read_words) {
  std::set<std::string> known(words.begin(), words.end());
  known.insert(read_words.begin(), read_words.end());
  const auto is_known = [&](const std::string& word) { return known.contains(word); };
  std::map<std::string, std::string> others;
  for (const auto& [word, as] : other_words()) {
    const std::vector<std::string> meant = words_in(as);
    if (!is_known(word) && std::all_of(meant.begin(), meant.end(), is_known)) others[word] = as;
  }
  return others;
}

MiniUse read_mini_use(const std::filesystem::path& folder) {
  const Json index = read_json(folder / "model_index.json");
  const Json own = read_json(folder / "reverie.json");
  const ConfigFields index_fields(index, (folder / "model_index.json").string());
  const ConfigFields fields(own, (folder / "reverie.json").string());
  MiniUse use;
  use.is_distilled = index_fields.boolean_or("is_distilled", use.is_distilled);
  use.steps = fields.positive_or("steps", use.steps);
  use.guidance_scale = fields.number_or("guidance_scale", use.guidance_scale);
  if (fields.present("references")) use.takes_references = own.at("references") == "reused";
  if (fields.present("groups")) use.groups_by_words = own.at("groups") == "words";
  use.words = fields.texts("words");
  use.read_words = fields.texts("read_words");
  use.read_as = fields.texts_by_name("read_as");
  return use;
}

}  // namespace reverie
