// image/bmp.h
//
// Windows bitmaps. libvips hands them to ImageMagick, which must not see strangers' bytes, so they are
// read here.
//
// THE FILE (all numbers little-endian)
//
//   bytes 0..1     "BM"
//   bytes 10..13   where the pixels start
//   bytes 14..17   length of the next header, counted from byte 14: 12 (OS/2: 16-bit sides, palette of
//                  3-byte colours) or 40 and more (Windows: 32-bit sides, palette of 4-byte colours)
//   then           width, height (negative: the first row is the top one), planes = 1, bits per pixel;
//                  Windows: compression, ..., at header byte 32 the number of palette colours
//   masks          compression 3 or 6 ("bit fields"): red, green, blue (and alpha: 6, or headers of 56
//                  bytes and more) masks at header byte 40
//   palette        for 1, 4 and 8 bits: blue, green, red (and one spare byte) per colour
//   pixels         rows padded to 4 bytes, bottom row first
//
// ACCEPTED  1, 4, 8, 16, 24 and 32 bits without compression, and bit fields for 16 and 32.
// REFUSED   run-length and embedded JPEG/PNG compressions, by name; anything that points outside the file.
// Colour profiles in newer headers are not applied. Alpha exists only where a mask says so, over white.
//
// Proven by tests/image/bmp_test.cpp and the fuzz target.
#pragma once

#include "image/read_image.h"

namespace reverie {

// Throws Error(InvalidRequest, ..., source.field).
Image decode_bmp(std::string_view bytes, const ImageSource& source);

}  // namespace reverie
