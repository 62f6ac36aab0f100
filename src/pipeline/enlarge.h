// pipeline/enlarge.h
//
// A finished picture at a larger size: doubled by the model's upscaler, where it has one, as often as it
// takes and it can, and resized from there.
//
// Used by   pipeline/image_pipeline
// Memory    The pictures themselves, 8 bits a channel, and one tile.
// Proven by tests/pipeline/enlarge_test.cpp
#pragma once

#include <torch/types.h>

#include "image/image.h"
#include "image/image_size.h"
#include "models/upscaler.h"

namespace reverie {

// How often a picture of `from` is doubled that is to become `to`: 0 where little is enlarged or where there
// is no upscaler, else until the next larger doubling, or one that falls short by next to nothing.
std::size_t count_doublings(PixelSize from, PixelSize to, const Upscaler* upscaler);

// `picture` at exactly `size`. `upscaler` lives on `device`; null: resized only.
Image enlarge(const Image& picture, PixelSize size, const Upscaler* upscaler, torch::Device device);

// Twice the sides, in tiles that bring their neighbours with them: the same pixels as at once.
// `tile_px` is a multiple of the doubling's u.
Image doubled(const Image& picture, const Doubling& doubling, torch::Device device, int64_t tile_px = 1024);

}  // namespace reverie
