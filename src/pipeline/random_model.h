// pipeline/random_model.h
//
// A model folder of a published model's true size with random weights: to try memory, loading and speed
// of a model before (or without) downloading it. It draws noise.
//
// Used by   apps/models_command (`model random`), benchmarks
// Source    configurations of black-forest-labs/FLUX.2-klein-4B as its published config.json files say
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace reverie {

// The names that `write_random_model` knows.
std::vector<std::string> random_model_names();

// Writes `folder` (which must not exist yet): bf16, sharded as published models are, real shapes.
// `tokenizer` is a tokenizer folder to copy.
// Throws Error(InvalidRequest) for an unknown name or an existing folder, Error(WriteFailed).
void write_random_model(const std::string& like, const std::filesystem::path& folder,
                        const std::filesystem::path& tokenizer);

}  // namespace reverie
