#include "jobs/fold_case.h"

#include <cstdint>

namespace reverie {
namespace {

// first, first + step, ... last become themselves + offset.
struct Range {
  uint32_t first;
  uint32_t last;
  uint32_t step;
  int32_t offset;
};

constexpr Range kRanges[] = {
    {0x0041, 0x005a, 1, 32},     // Latin
    {0x00c0, 0x00d6, 1, 32},     //
    {0x00d8, 0x00de, 1, 32},     //
    {0x0100, 0x012e, 2, 1},      // in pairs, from here on
    {0x0132, 0x0136, 2, 1},      //
    {0x0139, 0x0147, 2, 1},      //
    {0x014a, 0x0176, 2, 1},      //
    {0x0178, 0x0178, 1, -121},   // Y with two dots
    {0x0179, 0x017d, 2, 1},      //
    {0x01a0, 0x01a0, 1, 1},      // Vietnamese O and U with a horn
    {0x01af, 0x01af, 1, 1},      //
    {0x01cd, 0x01db, 2, 1},      // pinyin
    {0x0218, 0x021a, 2, 1},      // Romanian
    {0x0386, 0x0386, 1, 38},     // Greek, with accents
    {0x0388, 0x038a, 1, 37},     //
    {0x038c, 0x038c, 1, 64},     //
    {0x038e, 0x038f, 1, 63},     //
    {0x0391, 0x03a1, 1, 32},     //
    {0x03a3, 0x03ab, 1, 32},     //
    {0x03c2, 0x03c2, 1, 1},      // final sigma
    {0x0400, 0x040f, 1, 80},     // Cyrillic
    {0x0410, 0x042f, 1, 32},     //
    {0x048a, 0x04be, 2, 1},      //
    {0x04c0, 0x04c0, 1, 15},     //
    {0x04c1, 0x04cd, 2, 1},      //
    {0x04d0, 0x052e, 2, 1},      //
    {0x0531, 0x0556, 1, 48},     // Armenian
    {0x1e00, 0x1e94, 2, 1},      // Latin with dots and rings
    {0x1e9e, 0x1e9e, 1, -7615},  // sharp s
    {0x1ea0, 0x1efe, 2, 1},      // Vietnamese
    {0xff21, 0xff3a, 1, 32},     // full-width Latin
};

uint32_t fold(uint32_t letter) {
  for (const Range& range : kRanges) {
    if (letter < range.first) break;
    if (letter <= range.last && (letter - range.first) % range.step == 0) {
      return static_cast<uint32_t>(static_cast<int32_t>(letter) + range.offset);
    }
  }
  return letter;
}

// Letters of the table take one to three bytes; all else is copied byte by byte.
struct Letter {
  uint32_t value;
  std::size_t bytes;  // 0: none that could be folded
};

Letter letter_at(std::string_view text) {
  const auto byte = [&](std::size_t i) -> uint32_t { return static_cast<unsigned char>(text[i]); };
  const auto is_next = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xc0) == 0x80; };
  const uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first >= 0xc2 && first < 0xe0 && is_next(1)) return {(first & 0x1f) << 6 | (byte(1) & 0x3f), 2};
  if ((first & 0xf0) == 0xe0 && is_next(1) && is_next(2)) {
    return {(first & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f), 3};
  }
  return {0, 0};
}

void append(std::string& text, uint32_t letter) {
  if (letter < 0x80) {
    text += static_cast<char>(letter);
  } else if (letter < 0x800) {
    text += static_cast<char>(0xc0 | letter >> 6);
    text += static_cast<char>(0x80 | (letter & 0x3f));
  } else {
    text += static_cast<char>(0xe0 | letter >> 12);
    text += static_cast<char>(0x80 | (letter >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (letter & 0x3f));
  }
}

}  // namespace

std::string fold_case(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    const Letter letter = letter_at(text);
    const uint32_t small = fold(letter.value);
    if (letter.bytes == 0 || small == letter.value) {
      const std::size_t bytes = letter.bytes == 0 ? 1 : letter.bytes;
      folded += text.substr(0, bytes);
      text.remove_prefix(bytes);
    } else {
      append(folded, small);
      text.remove_prefix(letter.bytes);
    }
  }
  return folded;
}

}  // namespace reverie
