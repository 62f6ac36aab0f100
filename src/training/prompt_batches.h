// training/prompt_batches.h
//
// Prompts as the text encoder takes them: one row of tokens each, padded to one length.
//
// Used by   training_batches, transformer_sheet, train_distilled
// Proven by tests/training/prompt_batches_test.cpp
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tokenizer/prompt_tokens.h"

namespace reverie {

using torch::Tensor;

struct PromptBatch {
  Tensor ids;      // [B, T] int64
  Tensor lengths;  // [B] int64: real tokens of each row
};

class PromptReader {
 public:
  // `tokenizer` is a tokenizer folder. Throws Error(NotFound) or Error(CorruptFile) as it is read.
  PromptReader(const std::filesystem::path& tokenizer, torch::Device device);

  int64_t vocabulary_size() const { return tokenizer_.vocabulary_size(); }
  bool fits(const std::string& prompt, int64_t length) const;

  // Longer prompts lose their end.
  PromptBatch read(const std::vector<std::string>& prompts, int64_t length) const;

 private:
  ByteBpe tokenizer_;
  ChatTemplate chat_template_;
  torch::Device device_;
};

}  // namespace reverie
