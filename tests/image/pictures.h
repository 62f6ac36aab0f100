// tests/image/pictures.h
//
// Files of every kind, made by libvips (BMP by hand, because libvips cannot), small enough to reason about.
#pragma once

#include <string>
#include <vips/vips8>

#include "image/image.h"

namespace reverie {

// Left half red, right half blue; 8-bit sRGB.
vips::VImage red_and_blue(int width_px, int height_px);

// `image` as a file: ".jpg", ".png", ".webp", ".tif", ".gif", with savers' options as libvips
// spells them, for instance ".jpg[Q=100]".
std::string saved_as(const vips::VImage& image, const std::string& suffix);

// red_and_blue(64, 48) as a phone would store it. A stored file, because libvips often comes without the
// encoder.
std::string heic_red_and_blue();

// An uncompressed BMP: 54 bytes of header, then `rest` (palette and pixels).
std::string bmp_file(int32_t width_px, int32_t height_px, uint16_t bits, const std::string& rest,
                     uint32_t compression = 0, uint32_t pixels_at = 54);

// A little-endian number of `bytes` bytes, for building files.
std::string little(uint64_t value, int bytes);

// A PNG that is only a header, which claims this size.
std::string png_header(uint32_t width_px, uint32_t height_px);

// The pixel at (x, y) as "255,0,0".
std::string pixel(const Image& image, int64_t x, int64_t y);

// True if every channel at (x, y) is within `tolerance` of the given colour.
bool is_near(const Image& image, int64_t x, int64_t y, int red, int green, int blue, int tolerance);

}  // namespace reverie
