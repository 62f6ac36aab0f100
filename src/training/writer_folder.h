// training/writer_folder.h
//
// Adds a trained writer to a model folder: writer/ with the upper layers, and in reverie.json how the model
// is asked to write and what its texts may add. Nothing that draws is touched.
//
// Used by   train_language
// Proven by tests/training/train_language_test.cpp
#pragma once

#include <filesystem>

#include "models/qwen3_text_encoder.h"
#include "training/world/writing.h"
#include "weights/safetensors.h"

namespace reverie {

// Makes `model` a copy of `start`, without its writer, unless it is the same folder or a model already.
// Throws Error(NotFound) if `start` is no model, Error(WriteFailed).
void prepare_writer_folder(const std::filesystem::path& start, const std::filesystem::path& model);

// Writes writer/ and the "writer" of reverie.json. Throws Error(WriteFailed).
void write_writer(const std::filesystem::path& model, const NamedTensors& weights, const Qwen3Config& config,
                  const WritingWords& words);

}  // namespace reverie
