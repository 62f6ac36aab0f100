// tokenizer/byte_alphabet.h
//
// The 256 printable characters by which a byte-level vocabulary spells bytes: "Ġcat" is " cat". Bytes that
// are printable in Latin-1 stand for themselves; the other 68 become U+0100, U+0101, ... in byte order.
//
// Used by   tokenizer_file.cpp (reading), bpe_trainer.cpp (writing).
// Source    GPT-2's bytes_to_unicode, as the ByteLevel parts of the tokenizers package.
// Proven by tests/tokenizer/byte_alphabet_test.cpp
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reverie {

// The bytes in order of their characters' code points: '!' first, 0xAD last. Byte-level vocabularies number
// their first 256 tokens in this order.
std::array<std::uint8_t, 256> bytes_in_alphabet_order();

// Any bytes as their spelling, and back; nothing if a character of `spelling` is not in the alphabet.
std::string spell_bytes(std::string_view bytes);
std::optional<std::string> unspell_bytes(std::string_view spelling);

}  // namespace reverie
