#include "intake/base64.h"

#include <array>
#include <cstdint>

#include "core/error.h"

namespace reverie {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// What a character means, in one word: its six bits, and what must not go unnoticed. The loop over a picture
// collects the notes of all characters and looks at them once, at the end.
constexpr std::uint8_t kBits = 0x3f;
constexpr std::uint32_t kIsOther = 1u << 24;
constexpr std::uint32_t kIsStandard = 1u << 25;  // '+' or '/'
constexpr std::uint32_t kIsUrlSafe = 1u << 26;   // '-' or '_'

using Table = std::array<std::uint32_t, 256>;

constexpr Table table_shifted_by(unsigned shift) {
  Table table{};
  for (auto& entry : table) entry = kIsOther;
  for (std::uint32_t i = 0; i < kAlphabet.size(); ++i) {
    table[static_cast<unsigned char>(kAlphabet[i])] = (i << shift) | (i >= 62 ? kIsStandard : 0);
  }
  table[static_cast<unsigned char>('-')] = (62u << shift) | kIsUrlSafe;
  table[static_cast<unsigned char>('_')] = (63u << shift) | kIsUrlSafe;
  return table;
}

// One for each of the four places of a group, so that the loop needs no shifts.
constexpr std::array<Table, 4> kTables{table_shifted_by(18), table_shifted_by(12), table_shifted_by(6),
                                       table_shifted_by(0)};

std::uint32_t value_at(std::string_view text, std::size_t at, std::size_t place) {
  return kTables[place][static_cast<unsigned char>(text[at])];
}

[[noreturn]] void refuse(const std::string& why, const std::string& field) {
  throw Error(ErrorCode::InvalidRequest, "expected base64, got " + why, field);
}

// `text` without its padding, which must be there whole or not at all.
std::string_view without_padding(std::string_view text, const std::string& field) {
  std::string_view bare = text;
  for (int i = 0; i < 2 && bare.ends_with('='); ++i) bare.remove_suffix(1);
  if (bare.size() != text.size() && text.size() % 4 != 0) {
    refuse("padding that does not end a group of four characters", field);
  }
  if (bare.size() % 4 == 1) refuse("one character too many or too few", field);
  return bare;
}

[[noreturn]] void refuse_characters(std::string_view text, const std::string& field) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((value_at(text, i, 3) & kIsOther) != 0) {
      refuse("a character of no base64 alphabet at byte " + std::to_string(i), field);
    }
  }
  refuse("characters of both alphabets (\"+/\" and \"-_\")", field);
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* out = text.data();
  const auto byte = [&](std::size_t i) -> std::uint32_t { return static_cast<unsigned char>(bytes[i]); };
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    *out++ = kAlphabet[group >> 18];
    *out++ = kAlphabet[group >> 12 & kBits];
    *out++ = kAlphabet[group >> 6 & kBits];
    *out++ = kAlphabet[group & kBits];
  }
  if (i == bytes.size()) return text;
  const bool has_two = i + 2 == bytes.size();
  const std::uint32_t group = byte(i) << 16 | (has_two ? byte(i + 1) << 8 : 0);
  *out++ = kAlphabet[group >> 18];
  *out++ = kAlphabet[group >> 12 & kBits];
  if (has_two) *out = kAlphabet[group >> 6 & kBits];
  return text;
}

std::string decode_base64(std::string_view text, std::size_t max_bytes, const std::string& field) {
  const std::string_view bare = without_padding(text, field);
  const std::size_t tail = bare.size() % 4;  // 0, 2 or 3 characters: no, one or two bytes
  const std::size_t whole = bare.size() - tail;
  const std::size_t size = whole / 4 * 3 + (tail == 0 ? 0 : tail - 1);
  if (size > max_bytes) {
    refuse(std::to_string(size) + " bytes, more than the " + std::to_string(max_bytes) + " allowed", field);
  }

  std::string bytes(size, '\0');
  char* out = bytes.data();
  std::uint32_t seen = 0;
  for (const char* in = bare.data(), * const end = in + whole; in != end; in += 4, out += 3) {
    const std::uint32_t group =
        kTables[0][static_cast<unsigned char>(in[0])] | kTables[1][static_cast<unsigned char>(in[1])] |
        kTables[2][static_cast<unsigned char>(in[2])] | kTables[3][static_cast<unsigned char>(in[3])];
    seen |= group;
    out[0] = static_cast<char>(group >> 16);
    out[1] = static_cast<char>(group >> 8);
    out[2] = static_cast<char>(group);
  }
  if (tail != 0) {
    const std::uint32_t group = value_at(bare, whole, 0) | value_at(bare, whole + 1, 1) |
                                (tail == 3 ? value_at(bare, whole + 2, 2) : 0);
    seen |= group;
    out[0] = static_cast<char>(group >> 16);
    if (tail == 3) out[1] = static_cast<char>(group >> 8);
    const std::uint32_t unused = tail == 3 ? group & 0xff : group & 0xffff;
    if (unused != 0 && (seen & kIsOther) == 0) refuse("last bits that belong to no byte", field);
  }
  const bool is_mixed = (seen & kIsStandard) != 0 && (seen & kIsUrlSafe) != 0;
  if ((seen & kIsOther) != 0 || is_mixed) refuse_characters(bare, field);
  return bytes;
}

}  // namespace reverie
