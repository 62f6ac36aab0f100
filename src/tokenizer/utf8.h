// tokenizer/utf8.h
//
// UTF-8 in and out, strictly.
//
// Used by   nfc, pre_tokenize, byte_bpe, byte_alphabet, prompt_tokens.
// Source    The Unicode Standard, table 3-7 (well-formed byte sequences).
// Proven by tests/tokenizer/utf8_test.cpp
//
// Trap      Overlong forms, surrogates and values above U+10FFFF are not UTF-8. A tokenizer that lets them
//           through gives two spellings of one text different ids.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace reverie {

struct CodePoint {
  char32_t value = 0;
  std::size_t size_bytes = 0;
};

// The code point that starts at `offset`, which must be inside `text`.
// Throws Error(InvalidRequest) naming the byte offset where the text stops being UTF-8.
CodePoint code_point_at(std::string_view text, std::size_t offset);

// The byte offset of the first fault, or nothing.
std::optional<std::size_t> find_utf8_fault(std::string_view text);

// Throws Error(InvalidRequest) naming the byte offset of the first fault.
std::u32string decode_utf8(std::string_view text);

// Appends `value`, a Unicode scalar value, as one to four bytes.
void append_utf8(std::string& out, char32_t value);

// `bytes` with each maximal faulty part replaced by U+FFFD, as decoders of model output do: the end of a
// truncated id sequence may cut a character in half.
std::string repair_utf8(std::string_view bytes);

}  // namespace reverie
