// training/prompt_batches.h
//
// Prompts as the networks take them: one row of tokens each, padded to one length, and where the model has a
// picture book the pictures of what each of them names. Where a thing stands is known to whoever asks: the
// scene that a caption was made from, or a plan.
//
// Used by   training_batches, transformer_sheet, train_distilled
// Proven by tests/training/prompt_batches_test.cpp
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "lookup/picture_book.h"
#include "tokenizer/prompt_tokens.h"

namespace reverie {

using torch::Tensor;

struct PromptBatch {
  Tensor ids;      // [B, T] int64
  Tensor lengths;  // [B] int64: real tokens of each row
  // What they are shown of the book, [B, K, Z] and [B, K, 4]: K is the most tokens that any of them has, and
  // rows with fewer end in zeros. Undefined without any.
  Tensor pictures = {};
  Tensor picture_ids = {};
};

class PromptReader {
 public:
  // `tokenizer` is a tokenizer folder. Throws Error(NotFound) or Error(CorruptFile) as it is read.
  PromptReader(const std::filesystem::path& tokenizer, torch::Device device);

  // From now on what prompts name is looked up.
  void look_up_in(PictureBook book) { book_ = std::move(book); }
  const std::optional<PictureBook>& book() const { return book_; }

  int64_t vocabulary_size() const { return tokenizer_.vocabulary_size(); }
  bool fits(const std::string& prompt, int64_t length) const;

  // Longer prompts lose their end.
  PromptBatch read(const std::vector<std::string>& prompts, int64_t length) const;

  // Gives row i of `batch` what `shown[i]` says. Without a book, nothing.
  void show(PromptBatch& batch, const std::vector<LookedUp>& shown) const;

 private:
  ByteBpe tokenizer_;
  ChatTemplate chat_template_;
  torch::Device device_;
  std::optional<PictureBook> book_;
};

}  // namespace reverie
