// training/world/lettering/glyphs.h
//
// The letters of every typeface as coverage masks in one tensor, and the file they are kept in. The file is
// generated (glyphs_build.h), not committed; its usual place is build/glyphs.safetensors.
//
// Used by   lettering.cpp; whoever composes scenes with signs loads it once per process.
// The file  safetensors: "masks" U8 [T, N, 160, 192], "advances" and "cap_heights" I32, as in the struct.
//           The metadata "characters" and "typefaces" say what it was made for.
// Trap      A file belongs to one table of typefaces and one list of characters; another is refused.
// Proven by tests/training/world/lettering/glyphs_test.cpp
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace reverie {

constexpr std::int64_t kEmPx = 128;          // the size at which letters are drawn
constexpr std::int64_t kCellHeight = 160;    // of one letter's mask
constexpr std::int64_t kCellWidth = 192;     //
constexpr std::int64_t kCellBaseline = 118;  // rows above the baseline
constexpr std::int64_t kCellOrigin = 32;     // columns before the pen

constexpr std::string_view kCharacters =
    " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,!?&'-:";

// Its place in kCharacters. Throws Error(InvalidRequest, "words") for any other character.
std::int64_t character_index(char character);

struct Glyphs {
  torch::Tensor masks;  // [T, N, 160, 192] uint8, 255 inside; T = typefaces().size(), N = kCharacters.size()
  torch::Tensor advances;     // [T, N] int32: columns the pen moves on
  torch::Tensor cap_heights;  // [T] int32: rows of an H

  // Throws Error(NotFound) if there is no file, Error(CorruptFile) if it was made for other letters.
  static Glyphs load(const std::filesystem::path& path);

  // Throws Error(WriteFailed). The tensors must be as described above, else Error(Internal).
  void save(const std::filesystem::path& path) const;
};

}  // namespace reverie
