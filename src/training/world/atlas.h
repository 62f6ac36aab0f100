// training/world/atlas.h
//
// The pictures of all objects, side by side in one tensor, and the file they are kept in. The file is
// generated (atlas_build.h), not committed; its usual place is build/atlas.safetensors.
//
// Used by   compose.cpp; apps/ loads it once per process.
// The file  safetensors: one U8 tensor [4, 384, 384] per object, named as the object. Red, green, blue
//           and alpha, straight (not premultiplied); each drawing fills its square's width or height,
//           stands on the bottom edge and is centred.
// Trap      An atlas belongs to one table of objects. A missing or a surplus name is refused, because
//           it means that the table has changed since the file was made.
// Proven by tests/training/world/atlas_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>

namespace reverie {

constexpr std::int64_t kSpritePx = 384;  // a slot at its native size: 6 tokens of 64 pixels

struct Atlas {
  torch::Tensor sprites;  // [N, 4, 384, 384] uint8, N = objects().size(), in the same order

  // Throws Error(NotFound) if there is no file, Error(CorruptFile) if its names or shapes are not those
  // of objects().
  static Atlas load(const std::filesystem::path& path);

  // Throws Error(WriteFailed). `sprites` must be as described above, else Error(Internal).
  void save(const std::filesystem::path& path) const;
};

}  // namespace reverie
