// image/write_image.h
//
// Finished pictures out, as jpeg, png or webp, with their provenance inside (image_metadata.h).
//
// Used by   the pipeline's encode_image stage; the trainer's sample sheets.
// Proven by tests/image/write_image_test.cpp
//
// The same picture, options and metadata give the same bytes, on every run.
//
// Why these settings, measured 2026-11 at 4096x4096 on one core (libvips 8.14, libpng 1.6, zlib 1.2.13):
//   png   level, filter   flat drawing    as decoded (fine noise)   soft texture
//         3, sub          0.2 s 0.4 MB    1.7 s 16.6 MB             1.4 s 34.5 MB     <- ours
//         4, sub          0.4 s 0.3 MB    2.3 s 15.6 MB             2.3 s 32.8 MB
//         3, none         0.2 s 0.4 MB    1.4 s 14.8 MB             1.7 s 46.7 MB
//         6, all          0.8 s 0.2 MB    7.4 s 15.5 MB             5.0 s 26.8 MB     libvips' own default
//                                                                                     level, filter "none"
//   jpeg  quality 92, no chroma subsampling (drawn edges fray with it): 0.3 s
//   webp  quality 92, effort 4: 1.1 to 1.4 s
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "image/image.h"
#include "image/image_metadata.h"

namespace reverie {

enum class ImageFormat { Jpeg, Png, Webp };

// "jpeg" or "jpg", "png", "webp". Throws Error(InvalidRequest, ..., field).
ImageFormat parse_image_format(std::string_view text, const std::string& field = "output_format");

// By the name's ending, in any case. Throws Error(InvalidRequest, ..., field).
ImageFormat format_of_path(const std::filesystem::path& path, const std::string& field = "output");

std::string_view format_name(ImageFormat format);  // "jpeg", "png", "webp"; also the usual file ending
std::string_view mime_type(ImageFormat format);    // "image/jpeg", ...

struct EncodeOptions {
  int quality = 92;     // jpeg and webp, 1..100
  int compression = 3;  // png, 0..9; more is smaller and slower
};

// The whole file. Throws Error(InvalidRequest) with field "quality", "compression", "parameters" or
// "output_format" (webp holds at most 16383 pixels a side), Error(Internal) if the picture is not whole.
std::string encode_image(const Image& image, ImageFormat format, const EncodeOptions& options = {},
                         const ImageMetadata& metadata = {});

// encode_image() into `path`, whole or not at all. Throws Error(WriteFailed) as well.
void write_image(const std::filesystem::path& path, const Image& image, ImageFormat format,
                 const EncodeOptions& options = {}, const ImageMetadata& metadata = {});

}  // namespace reverie
