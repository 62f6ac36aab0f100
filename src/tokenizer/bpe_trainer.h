// tokenizer/bpe_trainer.h
//
// Makes a tokenizer from captions: the most frequent pair of tokens becomes a token, again and again. The
// result is a folder that transformers, the tokenizers package and ByteBpe open alike.
//
// Used by   the trainer, when it makes a model from nothing.
// Source    Sennrich et al. 2016 (byte-pair encoding); ties and stopping as tokenizers 0.23's BpeTrainer.
// Proven by tests/tokenizer/bpe_trainer_test.cpp, and against the package itself by
//           scripts/goldens/tokenizer.py (the merges are the same, one by one)
//
// Ids       0..255 are the bytes in alphabet order (byte_alphabet.h), then one token for each merge, then the
//           special tokens in the order given, as in Qwen2.
// Ties      Of pairs that are equally frequent, the one with the lower left id, then the lower right id, goes
//           first: the same captions always give the same file, in any order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace reverie {

inline constexpr std::string_view kEndOfText = "<|endoftext|>";  // pads
inline constexpr std::string_view kMessageEnd = "<|im_end|>";

// The content of `tokenizer.json`.
//   captions         UTF-8
//   vocabulary_size  tokens in all: 256 bytes, the merges, the special tokens. Fewer come out when no pair
//                    occurs twice any more; then the count in the result says so.
//   special_tokens   not empty, each once
// Throws Error(InvalidRequest) if the size has no room for the bytes and special tokens, if a special token
// is empty, repeated or an ordinary token too, or with number and byte offset if a caption is not UTF-8.
Json train_byte_bpe(std::span<const std::string> captions, std::int32_t vocabulary_size,
                    const std::vector<std::string>& special_tokens);

// The content of `tokenizer_config.json` that goes with it: transformers' Qwen2Tokenizer, padding with
// <|endoftext|> on the right, end of message <|im_end|>. Both must be added tokens of `tokenizer`.
//   chat_template      Jinja text; kPlainChatTemplate (chat_template.h) for our own models
//   model_max_length   tokens
// Throws Error(InvalidRequest).
Json tokenizer_config(const Json& tokenizer, std::string_view chat_template, std::int32_t model_max_length);

// Writes both files into `folder`, which must exist. Throws Error(WriteFailed).
void write_tokenizer(const std::filesystem::path& folder, const Json& tokenizer, const Json& config);

}  // namespace reverie
