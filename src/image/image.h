// image/image.h
//
// A picture in memory, the only form in which pictures travel through the program: 8-bit sRGB, three
// channels, no alpha, upright. Everything else (CMYK, 16 bits, profiles, EXIF turns, transparency) is
// settled in image/read_image.cpp when a file comes in.
#pragma once

#include <cstdint>
#include <vector>

#include "image/image_size.h"

namespace reverie {

struct Image {
  int64_t width_px = 0;
  int64_t height_px = 0;
  std::vector<uint8_t> rgb;  // [height_px, width_px, 3], row-major, red first, rows without padding

  PixelSize size() const { return {width_px, height_px}; }
};

}  // namespace reverie
