// server/dialects/preset_sizes.h
//
// The six names that fal gave to shapes of pictures, and aimlapi took over. All but the first lie below the
// smallest picture of every Seedream model; they stand for a ratio, drawn at that smallest area
// (Draft::may_be_smaller).
//
// Source    fal toolkit, ImageSizeInput; aimlapi's schema of seedream-v4. Read 2026-11
// Used by   dialects/aimlapi_images, dialects/fal_endpoints
// Proven by tests/server/dialects/aimlapi_images_test.cpp
#pragma once

#include <string_view>

#include "image/image_size.h"
#include "server/dialects/fields.h"

namespace reverie {

inline constexpr Choices kPresetSizeNames{"square_hd",     "square",        "portrait_4_3",
                                          "portrait_16_9", "landscape_4_3", "landscape_16_9"};

// The names and some words more.
template <typename... Words>
constexpr Choices preset_sizes_and(Words... more) {
  const auto* const names = kPresetSizeNames.begin();
  return {names[0], names[1], names[2], names[3], names[4], names[5], more...};
}

// Throws Error(Internal) for a name that is none: choices are checked before.
inline PixelSize preset_size(std::string_view name) {
  if (name == "square_hd") return {1024, 1024};
  if (name == "square") return {512, 512};
  if (name == "portrait_4_3") return {768, 1024};
  if (name == "portrait_16_9") return {576, 1024};
  if (name == "landscape_4_3") return {1024, 768};
  if (name == "landscape_16_9") return {1024, 576};
  throw Error(ErrorCode::Internal, "preset_sizes: unknown name");
}

}  // namespace reverie
