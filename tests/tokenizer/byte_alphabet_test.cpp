// src/tokenizer/byte_alphabet: the printable spelling of bytes.
#include "tokenizer/byte_alphabet.h"

#include <gtest/gtest.h>

#include <set>

namespace reverie {
namespace {

TEST(ByteAlphabet, SpellsTheBytesAsGpt2Does) {
  EXPECT_EQ(spell_bytes(" cat"), "\u0120cat");
  EXPECT_EQ(spell_bytes("\n"), "\u010A");
  EXPECT_EQ(spell_bytes(std::string(1, '\0')), "\u0100");
  EXPECT_EQ(spell_bytes("\u00E9"), "\u00C3\u00A9");
  EXPECT_EQ(spell_bytes("\xAD"), "\u0143");  // the soft hyphen is the last to be moved out of the way
}

TEST(ByteAlphabet, EveryByteComesBack) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string bytes(1, static_cast<char>(static_cast<std::uint8_t>(byte)));
    EXPECT_EQ(unspell_bytes(spell_bytes(bytes)), bytes);
  }
}

TEST(ByteAlphabet, ACharacterOutsideTheAlphabetIsNoSpelling) {
  for (const char* text : {" ", "a b", "\n", "\u00AD", "\u0144", "\u4E00"})
    EXPECT_EQ(unspell_bytes(text), std::nullopt);
}

TEST(ByteAlphabet, TheOrderIsThatOfTheCharacters) {
  const auto order = bytes_in_alphabet_order();
  EXPECT_EQ(std::set<std::uint8_t>(order.begin(), order.end()).size(), 256u);
  EXPECT_EQ(order.front(), '!');
  EXPECT_EQ(order[188], 0x00);  // behind 94 + 12 + 82 printable ones
  EXPECT_EQ(order.back(), 0xAD);
}

}  // namespace
}  // namespace reverie
