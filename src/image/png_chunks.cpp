#include "image/png_chunks.h"

#include <cstdint>

#include "core/error.h"

namespace reverie {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n"sv;
constexpr size_t kAroundData = 4 + 4 + 4;          // a chunk's length, type and CRC
constexpr size_t kHeaderEnd = 8 + 4 + 4 + 13 + 4;  // signature; length, "IHDR", its data, CRC

std::string big_endian(uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

uint32_t read_big_endian(std::string_view four_bytes) {
  uint32_t value = 0;
  for (const char byte : four_bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

// CRC-32 as PNG wants it, bit by bit: only ever some kilobytes of text.
uint32_t crc32(std::string_view bytes) {
  uint32_t crc = 0xffffffff;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

}  // namespace

bool has_whole_png_chunks(std::string_view png) {
  if (!png.starts_with(kSignature)) return false;
  png.remove_prefix(kSignature.size());
  while (png.size() >= kAroundData) {
    const size_t length = read_big_endian(png.substr(0, 4));
    if (length > png.size() - kAroundData) return false;
    if (png.substr(4, 4) == "IEND"sv) return true;
    png.remove_prefix(length + kAroundData);
  }
  return false;
}

std::string png_chunk(std::string_view type, std::string_view data) {
  const std::string body = std::string(type) + std::string(data);
  return big_endian(static_cast<uint32_t>(data.size())) + body + big_endian(crc32(body));
}

std::string png_text_chunk(std::string_view keyword, std::string_view text) {
  return png_chunk("tEXt", std::string(keyword) + '\0' + std::string(text));
}

std::string png_xmp_chunk(std::string_view packet) {
  // Keyword; then not compressed, method 0, no language, no translated keyword.
  return png_chunk("iTXt", std::string("XML:com.adobe.xmp\0\0\0\0\0"sv) + std::string(packet));
}

std::string insert_after_png_header(std::string_view png, std::string_view chunks) {
  if (png.size() < kHeaderEnd || png.substr(12, 4) != "IHDR"sv) {
    throw Error(ErrorCode::Internal, "insert_after_png_header: the bytes are no png");
  }
  std::string whole;
  whole.reserve(png.size() + chunks.size());
  return whole.append(png.substr(0, kHeaderEnd)).append(chunks).append(png.substr(kHeaderEnd));
}

}  // namespace reverie
