// image/sniff.h
//
// What a file really is, judged by its first bytes. Names and declared types come from strangers and are
// never asked.
//
// Used by   read_image.cpp, before any decoder sees a byte.
// Proven by tests/image/read_image_test.cpp
//
//   jpeg  FF D8 FF                      png   89 'PNG' 0D 0A 1A 0A
//   gif   'GIF87a' | 'GIF89a'           webp  'RIFF' size 'WEBP'
//   bmp   'BM'                          tiff  'II' or 'MM', then 42 (or 43, BigTIFF) in that byte order
//   heif  a box 'ftyp' at byte 4 whose major brand, at byte 8, is one of the HEVC still-picture brands
#pragma once

#include <optional>
#include <string_view>

namespace reverie {

enum class SourceFormat { Jpeg, Png, Webp, Bmp, Tiff, Gif, Heif };

// Nothing if the bytes begin like none of them.
std::optional<SourceFormat> sniff_format(std::string_view bytes);

// "image/jpeg", ...
std::string_view source_mime(SourceFormat format);

}  // namespace reverie
