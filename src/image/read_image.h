// image/read_image.h
//
// Reference pictures in: jpeg, png, webp, bmp, tiff, gif, heic/heif, from a file or from bytes.
//
// Used by   the command line (--image), the dialects (URLs, data URIs, uploads), the trainer.
// Source    limits: the upstream image API page (revision 265), section on reference images.
// Proven by tests/image/read_image_test.cpp, tests/image/bmp_test.cpp, tests/fuzz/image_fuzz.cpp
//
// EVERY BYTE IS HOSTILE. In this order, and nothing later runs if an earlier step refuses:
//   1. at most 30 MB;
//   2. the format is one of ours by its first bytes (sniff.h), and the loader libvips would choose is the
//      one for that format, so ImageMagick, SVG, PDF and the rest are never reached;
//   3. the header says: sides above 14 px, 196 to 36,000,000 pixels, ratio 1/16 to 16, at most 5 channels;
//   4. the pixels are decoded, and any damage or missing end is an error, not a grey area.
//
// What comes out is always 8-bit sRGB, upright: EXIF orientation applied, the embedded colour profile
// converted, CMYK, grey and 16 bits converted, transparency laid over white. Of an animation or a
// multi-page file only the first picture is read.
//
// Traps     A profile that does not fit its picture is ignored, as browsers do; then the picture is taken
//           for sRGB (or the usual CMYK).
//           libvips reads BMP through ImageMagick only, so BMP has its own reader (bmp.h).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "image/image.h"

namespace reverie {

inline constexpr size_t kMaxSourceBytes = 30 * 1024 * 1024;
inline constexpr int64_t kMinSourcePixels = 196;
inline constexpr int64_t kMaxSourcePixels = 36'000'000;
inline constexpr int64_t kMinSourceSidePx = 15;
inline constexpr int64_t kMaxSourceRatio = 16;

// Whose bytes these are, for errors: `name` as shown to people ("lake.jpg", "image 2"), `field` the request
// field or option they came in.
struct ImageSource {
  std::string name;
  std::string field = "image";
};

// Throws Error(NotFound) if `path` is not a readable file, Error(InvalidRequest) for everything above; both
// with `field`, and the file's name in the message.
Image read_image(const std::filesystem::path& path, const std::string& field = "image");

// The same from memory. Throws Error(InvalidRequest, ..., source.field).
Image decode_image(std::string_view bytes, const ImageSource& source);

// Throws Error(InvalidRequest, "NAME: WHY", source.field). Shared with the format readers.
[[noreturn]] void refuse_image(const ImageSource& source, const std::string& why);

// Step 3, from the header's numbers. Throws Error(InvalidRequest).
void check_source_size(PixelSize size, const ImageSource& source);

}  // namespace reverie
