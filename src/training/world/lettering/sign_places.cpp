#include "training/world/lettering/sign_places.h"

#include <algorithm>

#include "training/world/lettering/sign_words.h"
#include "training/world/lettering/typefaces.h"

namespace reverie {

namespace {

constexpr int kTries = 8;
constexpr double kPlainLabelShare = 0.5;  // labels of brown paper

bool is_free(const Sign& sign, const std::vector<Sprite>& sprites) {
  return std::none_of(sprites.begin(), sprites.end(), [&](const Sprite& sprite) {
    return sprite.row < sign.row + sign.rows && sign.row < sprite.row + kSlotTokens &&
           sprite.column < sign.column + sign.columns && sign.column < sprite.column + kSlotTokens;
  });
}

// The middle column of each gap that holds the sign, from left to right.
std::vector<std::int64_t> columns_for(Sign sign, const std::vector<Sprite>& sprites, Grid grid) {
  std::vector<std::int64_t> middles;
  std::int64_t begin = -1;  // of the gap
  const std::int64_t last = grid.columns - sign.columns;
  for (std::int64_t column = 0; column <= last + 1; ++column) {
    sign.column = column;
    const bool fits = column <= last && is_free(sign, sprites);
    if (fits && begin < 0) begin = column;
    if (!fits && begin >= 0) {
      middles.push_back((begin + column - 1) / 2);
      begin = -1;
    }
  }
  return middles;
}

}  // namespace

Inscription sample_inscription(Random& random, bool held_out) {
  const auto kind = static_cast<SignKind>(random.below(kSignKinds));
  const std::string words = sample_sign_words(random, held_out);
  const std::int64_t typeface = random.below(static_cast<std::int64_t>(typefaces().size()));
  const std::int64_t colour = random.below(static_cast<std::int64_t>(colours().size()));
  const bool is_plain = kind == SignKind::Label && random.chance(kPlainLabelShare);
  return {kind, words, typeface, takes_colour(kind) && !is_plain ? colour : kNoColour};
}

std::optional<Sign> place_sign(const Inscription& inscription, const std::vector<Sprite>& sprites, Grid grid,
                               Random& random) {
  const auto [kind, words, typeface, colour] = inscription;
  const SignSize size = size_of(kind, words);
  Sign sign = {kind, words, typeface, colour, 0, 0, size.rows, size.columns};
  if (size.rows > grid.rows - 1 || size.columns > grid.columns) return std::nullopt;
  if (!hangs(kind)) {
    sign.row = grid.rows - 1 - size.rows;
  } else if (sprites.empty()) {
    sign.rows += std::max<std::int64_t>(0, (grid.rows - size.rows) / 2 - 1);
  }
  sign.column = (grid.columns - size.columns) / 2;
  if (is_free(sign, sprites)) return sign;
  const auto columns = columns_for(sign, sprites, grid);
  if (columns.empty()) return std::nullopt;
  sign.column = random.pick(columns);
  return sign;
}

std::optional<Sign> sample_sign(const std::vector<Sprite>& sprites, Grid grid, bool held_out,
                                Random& random) {
  for (int i = 0; i < kTries; ++i) {
    if (auto sign = place_sign(sample_inscription(random, held_out), sprites, grid, random)) return sign;
  }
  return std::nullopt;
}

}  // namespace reverie
