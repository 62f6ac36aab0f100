#include "image/sniff.h"

namespace reverie {
namespace {

using namespace std::string_view_literals;

bool is_heif(std::string_view bytes) {
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp"sv) return false;
  const std::string_view brand = bytes.substr(8, 4);
  for (const auto known : {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv}) {
    if (brand == known) return true;
  }
  return false;
}

bool is_tiff(std::string_view bytes) {
  for (const auto start : {"II\x2a\0"sv, "MM\0\x2a"sv, "II\x2b\0"sv, "MM\0\x2b"sv}) {
    if (bytes.starts_with(start)) return true;
  }
  return false;
}

}  // namespace

std::optional<SourceFormat> sniff_format(std::string_view bytes) {
  if (bytes.starts_with("\xff\xd8\xff"sv)) return SourceFormat::Jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return SourceFormat::Png;
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return SourceFormat::Gif;
  if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) {
    return SourceFormat::Webp;
  }
  if (bytes.starts_with("BM"sv)) return SourceFormat::Bmp;
  if (is_tiff(bytes)) return SourceFormat::Tiff;
  if (is_heif(bytes)) return SourceFormat::Heif;
  return std::nullopt;
}

std::string_view source_mime(SourceFormat format) {
  switch (format) {
    case SourceFormat::Jpeg: return "image/jpeg";
    case SourceFormat::Png: return "image/png";
    case SourceFormat::Webp: return "image/webp";
    case SourceFormat::Bmp: return "image/bmp";
    case SourceFormat::Tiff: return "image/tiff";
    case SourceFormat::Gif: return "image/gif";
    case SourceFormat::Heif: return "image/heic";
  }
  return "application/octet-stream";
}

}  // namespace reverie
