#include "tokenizer/utf8.h"

#include <cstdint>

#include "core/error.h"

namespace reverie {
namespace {

struct Scan {
  CodePoint code_point;          // size_bytes 0: not UTF-8
  std::size_t faulty_bytes = 0;  // then, the length of the maximal faulty part, at least 1
};

Scan scan(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[offset + i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {{lead, 1}, 0};
  const std::size_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (size == 0) return {{}, 1};
  // The second byte's range is narrower after these leads: overlong forms, surrogates, above U+10FFFF.
  const std::uint8_t least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t value = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const bool fits = offset + i < text.size() &&
                      (i == 1 ? byte(i) >= least && byte(i) <= most : byte(i) >= 0x80 && byte(i) <= 0xBF);
    if (!fits) return {{}, i};
    value = (value << 6) | (byte(i) & 0x3Fu);
  }
  return {{value, size}, 0};
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const Scan found = scan(text, offset);
  if (found.code_point.size_bytes == 0) {
    throw Error(ErrorCode::InvalidRequest,
                "the text is not UTF-8: expected a whole character at byte " + std::to_string(offset));
  }
  return found.code_point;
}

std::optional<std::size_t> find_utf8_fault(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const Scan found = scan(text, offset);
    if (found.code_point.size_bytes == 0) return offset;
    offset += found.code_point.size_bytes;
  }
  return std::nullopt;
}

std::u32string decode_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint c = code_point_at(text, offset);
    out.push_back(c.value);
    offset += c.size_bytes;
  }
  return out;
}

void append_utf8(std::string& out, char32_t value) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(byte))); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | (value >> 6));
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | (value >> 12));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | (value >> 18));
    put(0x80 | ((value >> 12) & 0x3F));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t offset = 0; offset < bytes.size();) {
    const Scan found = scan(bytes, offset);
    if (found.code_point.size_bytes == 0) {
      append_utf8(out, 0xFFFD);
      offset += found.faulty_bytes;
    } else {
      out.append(bytes.substr(offset, found.code_point.size_bytes));
      offset += found.code_point.size_bytes;
    }
  }
  return out;
}

}  // namespace reverie
