// Made-up letters for tests, so that they need neither libvips nor fonts.
#pragma once

#include "lookup/glyphs.h"
#include "lookup/typefaces.h"

namespace reverie {

constexpr std::int64_t kBlockCap = 90, kBlockWidth = 60, kBlockAdvance = 80;

// Each letter a block on the baseline, 60 wide and 90 high, but the space; every advance is 80.
inline Glyphs block_glyphs() {
  const auto faces = static_cast<std::int64_t>(typefaces().size());
  const auto count = static_cast<std::int64_t>(kCharacters.size());
  Glyphs glyphs = {torch::zeros({faces, count, kCellHeight, kCellWidth}, torch::kUInt8),
                   torch::full({faces, count}, kBlockAdvance, torch::kInt),
                   torch::full({faces}, kBlockCap, torch::kInt)};
  glyphs.masks.narrow(1, 1, count - 1)
      .narrow(2, kCellBaseline - kBlockCap, kBlockCap)
      .narrow(3, kCellOrigin + 10, kBlockWidth)
      .fill_(255);
  return glyphs;
}

}  // namespace reverie
