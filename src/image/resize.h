// image/resize.h
//
// Lanczos resizing, cutting, and the rule by which reference pictures are fitted to an area.
//
// Used by   the pipeline: references before they are encoded, the cut after decoding (image_size.h).
// Source    The reference pipeline (diffusers, Flux2ImageProcessor) resizes with Pillow's LANCZOS. This is
//           the same arithmetic: kernel sinc(x) sinc(x/3) stretched when shrinking, weights in 22-bit fixed
//           point, rows first, 8 bits between the passes. Written anew from the description of Resample.c.
// Proven by tests/image/resize_test.cpp, bit for bit against Pillow (golden/image/).
//
// Why not libvips   It enlarges with bicubic and its shrinking differs between versions; the same seed
//           and reference must give the same file everywhere. So this needs no library at all.
#pragma once

#include "image/image.h"

namespace reverie {

// Resizes to exactly `size`. Throws Error(Internal) if either picture has a side below 1.
Image resize(const Image& image, PixelSize size);

// The rectangle of `size` whose upper left pixel is (left_px, top_px).
// Throws Error(Internal) if it does not lie inside.
Image crop(const Image& image, int64_t left_px, int64_t top_px, PixelSize size);

// The middle of the picture; left is (W - w) / 2 rounded down, top likewise, as in the reference.
Image crop_centre(const Image& image, PixelSize size);

// The size with the same ratio and at most `max_pixels`; sizes that fit are returned unchanged.
// Reference: scale = sqrt(max_pixels / (w h)), both sides cut (not rounded) to whole pixels, at least 1.
PixelSize fit_area(PixelSize size, int64_t max_pixels);

// Resizes to fit_area(); a picture that fits is returned as it is.
Image fit_area(const Image& image, int64_t max_pixels);

}  // namespace reverie
