#include "training/world/positions.h"

#include <algorithm>

namespace reverie {
namespace {

constexpr std::int64_t kApart = kSlotTokens - 1;  // columns between two that stand side by side

bool is_sky(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)].kind == Kind::Sky;
}

bool are_alike(const std::vector<Sprite>& sprites) {
  return std::all_of(sprites.begin(), sprites.end(), [&](const Sprite& one) {
    return one.object == sprites[0].object && one.colour == sprites[0].colour;
  });
}

bool are_all_different(const std::vector<Sprite>& sprites) {
  for (std::size_t i = 0; i < sprites.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (sprites[i].object == sprites[j].object) return false;
    }
  }
  return true;
}

bool stand_side_by_side(const std::vector<Sprite>& sprites) {
  for (std::size_t i = 1; i < sprites.size(); ++i) {
    if (sprites[i].column - sprites[i - 1].column < kApart) return false;
  }
  return true;
}

}  // namespace

std::optional<Side> side_of(const Sprite& sprite, Grid grid) {
  return side_of(square_of(sprite).slot, grid);
}

std::vector<std::int64_t> free_columns(const std::vector<Sprite>& sprites, std::int64_t row, Grid grid) {
  std::vector<Square> taken;
  for (const Sprite& sprite : sprites) taken.push_back(square_of(sprite));
  return free_columns(taken, row, grid);
}

std::int64_t usual_row(Kind kind, Grid grid) {
  return usual_row(kind == Kind::Sky, grid);
}

std::optional<Arrangement> arrangement_of(std::vector<Sprite>& sprites, Grid grid) {
  if (sprites.empty()) return Arrangement::Empty;
  if (!are_alike(sprites) && !are_all_different(sprites)) return std::nullopt;
  if (sprites.size() == 1) {
    const std::optional<Side> side = side_of(sprites[0], grid);
    if (!side) return std::nullopt;
    return *side == Side::Left    ? Arrangement::Left
           : *side == Side::Right ? Arrangement::Right
                                  : Arrangement::Centre;
  }
  if (sprites.size() == 2 && is_sky(sprites[0]) != is_sky(sprites[1]) &&
      std::abs(sprites[0].column - sprites[1].column) <= 1) {
    if (!is_sky(sprites[0])) std::swap(sprites[0], sprites[1]);
    const bool is_above = sprites[0].row + kSlotTokens <= sprites[1].row;
    return is_above ? std::optional(Arrangement::Stack) : std::nullopt;
  }
  std::sort(sprites.begin(), sprites.end(),
            [](const Sprite& one, const Sprite& other) { return one.column < other.column; });
  if (!stand_side_by_side(sprites)) return std::nullopt;
  if (sprites.size() == 2) return Arrangement::Pair;
  if (sprites.size() == 3) return Arrangement::Row;
  return std::nullopt;
}

}  // namespace reverie
