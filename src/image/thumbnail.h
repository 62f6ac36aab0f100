// image/thumbnail.h
//
// A small picture of a picture, for lists.
//
// Used by   server/thumbnails
// Proven by tests/image/thumbnail_test.cpp
//
// JPEG and WebP are decoded at a fraction of their size at once, so that a 4K picture costs little more than
// a 1K one. Orientation, profile and transparency are treated as in read_image.h, but not bit for bit alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "image/read_image.h"

namespace reverie {

// A JPEG whose longer side is at most `longest_px`; pictures that are smaller stay as large as they are.
// `bytes` must have passed decode_image() once, or be ours: nothing but the format is checked again.
// Throws Error(InvalidRequest, ..., source.field) if it cannot be read.
std::string make_thumbnail(std::string_view bytes, int64_t longest_px, const ImageSource& source);

}  // namespace reverie
