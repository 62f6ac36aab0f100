// tokenizer/pre_tokenize.h
//
// Cuts a text into words, inside which byte pairs are then merged; a token never crosses a cut. This is the
// regular expression of Qwen2's tokenizer, as a hand-written scanner:
//
//   (?i:'s|'t|'re|'ve|'m|'ll|'d)      a contraction, in any case
//   |[^\r\n\p{L}\p{N}]?\p{L}+         letters, with one character before them that is no letter, digit or
//   newline
//   |\p{N}                            one digit
//   | ?[^\s\p{L}\p{N}]+[\r\n]*        punctuation, with one space before and newlines after
//   |\s*[\r\n]+                       white space up to its last newline
//   |\s+(?!\S)                        white space, leaving the last character to the word that follows
//   |\s+                              white space
//
// Used by   byte_bpe.cpp, bpe_trainer.cpp.
// Proven by tests/tokenizer/pre_tokenize_test.cpp, tests/tokenizer/byte_bpe_golden_test.cpp
//
// Traps     - The first rule that matches wins, not the longest: "'sab" is "'s" + "ab".
//           - Case-insensitive includes U+017F, the long s: "'" + U+017F is a contraction. U+212A, the Kelvin
//             sign, would be one too if any contraction had a k.
//           - A combining mark is neither letter, digit nor space: it starts a word, or goes before letters.
#pragma once

#include <string_view>
#include <vector>

namespace reverie {

// The pattern above, character for character as tokenizer.json holds it.
extern const std::string_view kQwen2Pattern;

// The words of `text`, in order; together they are the whole text. Views into `text`.
// Throws Error(InvalidRequest) with the byte offset if `text` is not UTF-8.
std::vector<std::string_view> split_words(std::string_view text);

}  // namespace reverie
