// training/mini_folder.h
//
// Writes a trained `mini` as a model folder in the diffusers layout (DESIGN: one architecture, two sets
// of weights), so that our engine and diffusers open the same files.
//
// Used by   mini_networks, train_autoencoder, train_decoder
// Proven by tests/training/mini_folder_test.cpp; scripts/goldens/mini_in_diffusers.py opens the result
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "models/flux2_autoencoder.h"
#include "models/qwen3_text_encoder.h"
#include "training/mini_config.h"
#include "weights/safetensors.h"

namespace reverie {

inline constexpr const char* kDiffusersStem = "diffusion_pytorch_model";
inline constexpr const char* kTransformersStem = "model";

// What the weights cannot say: how the model is used.
struct MiniUse {
  int64_t steps = kMiniSteps;
  double guidance_scale = kMiniGuidanceScale;
  bool is_distilled = false;            // then it draws without guidance, and requests for it are refused
  bool takes_references = false;        // trained with reference pictures
  bool groups_by_words = false;         // what is called the same is drawn alike, as with a picture book
  std::vector<std::string> words = {};  // that it was trained on
  std::vector<std::string> read_words = {};  // that the program reads for it
  // Words that are none of these, each with some that are.
  std::map<std::string, std::string> read_as = {};
};

// Writes transformer/, text_encoder/, scheduler/, model_index.json and reverie.json into `folder`.
// Throws Error(WriteFailed).
void write_mini_folder(const std::filesystem::path& folder, const NamedTensors& transformer,
                       const NamedTensors& text_encoder, const Qwen3Config& text_config, const MiniUse& use);

// Writes the folder vae/ of one. `weights` are the autoencoder's, by name. Throws Error(WriteFailed).
void write_autoencoder(const std::filesystem::path& folder, NamedTensors weights,
                       const Flux2AutoencoderConfig& config);

// Those of other_words() that are not known themselves and stand for words that are.
std::map<std::string, std::string> other_words_for(const std::vector<std::string>& words,
                                                   const std::vector<std::string>& read_words);

// The use that a folder's model_index.json and reverie.json tell; what they leave out is as `mini` has it.
// Throws Error(NotFound) without them, Error(CorruptFile) naming the field.
MiniUse read_mini_use(const std::filesystem::path& folder);

}  // namespace reverie
