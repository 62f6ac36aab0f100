// pipeline/model_vocabulary.h
//
// What a model makes of a prompt before its weights are needed: how many tokens it is, and which of its words
// the model does not know.
//
// Used by   engine/pipeline_engine
// Proven by tests/engine/pipeline_engine_test.cpp
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/known_words.h"
#include "pipeline/model_settings.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/chat_template.h"

namespace reverie {

struct CheckedPrompt {
  // Of what the model reads of it (known_part), with those of the chat template around it, which count
  // against the model's longest text as well.
  int64_t tokens;
  std::vector<std::string> unknown_words;  // but for those that are read as others
  std::vector<ReadWord> read_as;
};

class ModelVocabulary {
 public:
  // Reads the settings and the tokenizer's files of a model folder. Throws Error(NotFound),
  // Error(CorruptFile).
  explicit ModelVocabulary(const std::filesystem::path& folder);

  // Throws Error(InvalidRequest, "prompt") if it is not UTF-8.
  CheckedPrompt check(const std::string& prompt) const;

 private:
  ModelSettings settings_;
  ByteBpe tokenizer_;
  ChatTemplate chat_template_;
};

}  // namespace reverie
