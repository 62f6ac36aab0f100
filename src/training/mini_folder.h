// training/mini_folder.h
//
// Writes a trained `mini` as a model folder in the diffusers layout (DESIGN: one architecture, two sets
// of weights), so that our engine and diffusers open the same files.
//
// Used by   train_transformer
// Proven by tests/training/mini_folder_test.cpp; scripts/goldens/mini_in_diffusers.py opens the result
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/qwen3_text_encoder.h"
#include "weights/safetensors.h"

namespace reverie {

inline constexpr const char* kDiffusersStem = "diffusion_pytorch_model";
inline constexpr const char* kTransformersStem = "model";

// Writes transformer/, text_encoder/, scheduler/, model_index.json and reverie.json into `folder`.
// Throws Error(WriteFailed).
void write_mini_folder(const std::filesystem::path& folder, const NamedTensors& transformer,
                       const NamedTensors& text_encoder, const Qwen3Config& text_config,
                       const std::vector<std::string>& words);

}  // namespace reverie
