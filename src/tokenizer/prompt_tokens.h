// tokenizer/prompt_tokens.h
//
// From the user's words to the text encoder's input: chat template, tokenizer, fixed length.
//
// Used by   the pipeline (stage `tokenize`) and the trainer.
// Source    diffusers, Flux2KleinPipeline.encode_prompt: apply_chat_template(..., enable_thinking=False),
// then
//           tokenizer(padding="max_length", truncation=True, max_length=length).
// Proven by tests/tokenizer/prompt_tokens_test.cpp
//
// Trap      A prompt that is too long loses its END, and with it the template's last words
// ("<|im_start|>assistant"
//           ...), as in the reference. The count that was cut is returned so that the caller can say so.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tokenizer/byte_bpe.h"
#include "tokenizer/chat_template.h"

namespace reverie {

struct PromptTokens {
  std::vector<std::int32_t> ids;  // exactly `length`; padding is on the right
  std::int32_t count = 0;         // real tokens at the front; 1 in the attention mask
  std::int32_t cut = 0;           // tokens that did not fit
};

// Throws Error(InvalidRequest, "prompt") with the byte offset at which it is no UTF-8.
void check_utf8(std::string_view prompt);

// `length` is at least 1. Throws Error(InvalidRequest, "prompt") with the byte offset in `prompt` if it is
// not UTF-8, Error(CorruptFile) if the vocabulary lacks the template's pad token.
PromptTokens tokenize_prompt(const ByteBpe& tokenizer, const ChatTemplate& chat_template,
                             std::string_view prompt, std::int32_t length);

}  // namespace reverie
