// training/world/atlas.h
//
// The pictures of all objects, side by side in one tensor, and the file they are kept in. The file is
// generated (atlas_build.h), not committed; its usual place is build/atlas.safetensors.
//
// Used by   compose.cpp; apps/ loads it once per process.
// The file  safetensors: one U8 tensor "sprites" [N, 4, s, s], and in its metadata "objects", their N
//           names, one a line. Red, green, blue and alpha, straight (not premultiplied); each drawing fills
//           its square's width or height, stands on the bottom edge and is centred. The usual atlas holds
//           every object at s = 384; some objects at a larger s serve pictures beyond the native size.
// Memory    0.6 MB an object at 384, 9.4 MB at 1536. A loaded atlas is a view of the mapped file, so that
// loading costs nothing and
//           the system reads what is drawn, and nothing else; a GPU gets a copy (compose.h).
// Traps     An atlas belongs to one table of objects. Other names, or another order, are refused, because
//           they mean that the table has changed since the file was made; of chosen objects only names
//           count.
//           Writing into a loaded atlas ends the process: its pages are read-only.
// Proven by tests/training/world/atlas_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace reverie {

constexpr std::int64_t kSpritePx = 384;          // a slot at its native size: 6 tokens of 64 pixels
constexpr std::int64_t kLargestSpritePx = 1536;  // a slot at the largest size that is drawn (compose.h)

struct Atlas {
  torch::Tensor sprites;  // [N, 4, s, s] uint8
  // Whose sprites these are, as indices into objects(); empty means everybody's, in the order of the table.
  std::vector<std::int64_t> chosen = {};

  // Every object at 384 px. Throws Error(NotFound) if there is no file, Error(CorruptFile) if its names or
  // its shape are not those of objects().
  static Atlas load(const std::filesystem::path& path);

  // Any objects of the table, at any size up to kLargestSpritePx. Throws as load() does.
  static Atlas load_chosen(const std::filesystem::path& path);

  // Throws Error(WriteFailed). `sprites` must be as described above, else Error(Internal).
  void save(const std::filesystem::path& path) const;
};

}  // namespace reverie
