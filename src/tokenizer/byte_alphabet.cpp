#include "tokenizer/byte_alphabet.h"

#include <cstddef>

#include "tokenizer/utf8.h"

namespace reverie {
namespace {

constexpr bool is_printable(int byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

constexpr std::array<char32_t, 256> make_characters() {
  std::array<char32_t, 256> characters{};
  char32_t next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    characters[static_cast<std::size_t>(byte)] = is_printable(byte) ? static_cast<char32_t>(byte) : next++;
  }
  return characters;
}

constexpr auto kCharacters = make_characters();
constexpr std::size_t kSpelled = 0x100 + 68;  // one past the greatest character

// The byte of each character, or -1.
constexpr std::array<int, kSpelled> make_bytes() {
  std::array<int, kSpelled> bytes{};
  for (int& byte : bytes) byte = -1;
  for (int byte = 0; byte < 256; ++byte) bytes[kCharacters[static_cast<std::size_t>(byte)]] = byte;
  return bytes;
}

constexpr auto kBytes = make_bytes();

}  // namespace

std::array<std::uint8_t, 256> bytes_in_alphabet_order() {
  std::array<std::uint8_t, 256> order{};
  std::size_t next = 0;
  for (const int byte : kBytes) {
    if (byte >= 0) order[next++] = static_cast<std::uint8_t>(byte);
  }
  return order;
}

std::string spell_bytes(std::string_view bytes) {
  std::string spelling;
  spelling.reserve(bytes.size() * 2);
  for (const char byte : bytes) append_utf8(spelling, kCharacters[static_cast<std::uint8_t>(byte)]);
  return spelling;
}

std::optional<std::string> unspell_bytes(std::string_view spelling) {
  std::string bytes;
  bytes.reserve(spelling.size());
  for (std::size_t offset = 0; offset < spelling.size();) {
    const CodePoint c = code_point_at(spelling, offset);
    if (c.value >= kSpelled || kBytes[c.value] < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(static_cast<std::uint8_t>(kBytes[c.value])));
    offset += c.size_bytes;
  }
  return bytes;
}

}  // namespace reverie
