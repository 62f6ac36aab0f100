// training/world/atlas.h
//
// The pictures of all objects, side by side in one tensor, and the file they are kept in. The file is
// generated (atlas_build.h), not committed; its usual place is build/atlas.safetensors.
//
// Used by   compose.cpp; apps/ loads it once per process.
// The file  safetensors: one U8 tensor "sprites" [N, 4, 384, 384], and in its metadata "objects", their N
//           names, one a line. Red, green, blue and alpha, straight (not premultiplied); each drawing fills
//           its square's width or height, stands on the bottom edge and is centred.
// Memory    0.6 MB an object. A loaded atlas is a view of the mapped file, so that loading costs nothing and
//           the system reads what is drawn, and nothing else; a GPU gets a copy (compose.h).
// Traps     An atlas belongs to one table of objects. Other names, or another order, are refused, because
//           they mean that the table has changed since the file was made.
//           Writing into a loaded atlas ends the process: its pages are read-only.
// Proven by tests/training/world/atlas_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>

namespace reverie {

constexpr std::int64_t kSpritePx = 384;  // a slot at its native size: 6 tokens of 64 pixels

struct Atlas {
  torch::Tensor sprites;  // [N, 4, 384, 384] uint8, N = objects().size(), in the same order

  // Throws Error(NotFound) if there is no file, Error(CorruptFile) if its names or its shape are not those
  // of objects().
  static Atlas load(const std::filesystem::path& path);

  // Throws Error(WriteFailed). `sprites` must be as described above, else Error(Internal).
  void save(const std::filesystem::path& path) const;
};

}  // namespace reverie
