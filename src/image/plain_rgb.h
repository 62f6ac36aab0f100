// image/plain_rgb.h
//
// Whatever libvips has read -> sRGB, 3 channels, 8 bits: the embedded profile is applied, other colour spaces
// are converted, transparency is laid over white.
//
// Used by   read_image.cpp, thumbnail.cpp
// Proven by tests/image/read_image_test.cpp
#pragma once

#include <vips/vips8>

#include "image/read_image.h"

namespace reverie {

// Throws Error(InvalidRequest, ..., source.field) for channels that cannot be shown, vips::VError for damage.
vips::VImage to_plain_rgb(vips::VImage image, const ImageSource& source);

}  // namespace reverie
