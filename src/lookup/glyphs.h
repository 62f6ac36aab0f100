// lookup/glyphs.h
//
// The letters of every typeface as coverage masks in one tensor, and the file they are kept in. The file is
// generated (glyphs_build.h), not committed; its usual place is build/glyphs.safetensors.
//
// Used by   lettering.cpp; whoever composes scenes with signs loads it once per process; picture_book, which
//           holds them smaller.
// The file  safetensors: "masks" U8 [T, N, 160, 192], "advances" and "cap_heights" I32, as in the struct.
//           The metadata "characters" and "typefaces" say what it was made for.
// Trap      A file belongs to one table of typefaces and one list of characters; another is refused.
// Proven by tests/lookup/glyphs_test.cpp
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

// How many times smaller the masks are that a model ships: 40x48 a letter, whose capitals still have more
// rows than they take of what a network is shown (16 a token).
constexpr std::int64_t kShippedLettersShrunk = 4;
inline constexpr const char* kShippedLettersStem = "letters";  // of their file in the picture book's folder

// Its place in kCharacters. Throws Error(InvalidRequest, "words") for any other character.
std::int64_t character_index(char character);

struct Glyphs {
  // [T, N, 160, 192] uint8, 255 inside, or those made smaller; T = typefaces().size(), N = kCharacters.size()
  torch::Tensor masks;
  torch::Tensor advances;     // [T, N] int32: columns the pen moves on, of masks that are not smaller
  torch::Tensor cap_heights;  // [T] int32: rows of an H, likewise

  // Throws Error(NotFound) if there is no file, Error(CorruptFile) if it was made for other letters.
  static Glyphs load(const std::filesystem::path& path);

  // Throws Error(WriteFailed). The tensors must be as described above, else Error(Internal).
  void save(const std::filesystem::path& path) const;

  // With masks `times` smaller, a divisor of 32: for whoever ships them.
  Glyphs smaller(std::int64_t times) const;
  // How many times smaller the masks are.
  std::int64_t shrunk() const { return kCellHeight / masks.size(2); }
};

}  // namespace reverie
