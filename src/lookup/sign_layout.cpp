#include "lookup/sign_layout.h"

#include <algorithm>

namespace reverie {
namespace {

bool is_free(const Sign& sign, const std::vector<Square>& things) {
  return std::none_of(things.begin(), things.end(), [&](const Square& square) {
    const auto& [slot, tokens] = square;
    return slot.row < sign.row + sign.rows && sign.row < slot.row + tokens &&
           slot.column < sign.column + sign.columns && sign.column < slot.column + tokens;
  });
}

// In the upper left corner, or with its feet where things have theirs; nothing where the grid is too small.
std::optional<Sign> sign_of(const Inscription& inscription, bool is_alone, Grid grid) {
  const auto& [kind, words, typeface, colour] = inscription;
  const SignSize size = size_of(kind, words);
  Sign sign = {kind, words, typeface, colour, 0, 0, size.rows, size.columns};
  if (size.rows > grid.rows - 1 || size.columns > grid.columns) return std::nullopt;
  if (!hangs(kind)) {
    sign.row = grid.rows - 1 - size.rows;
  } else if (is_alone) {
    sign.rows += std::max<std::int64_t>(0, (grid.rows - size.rows) / 2 - 1);
  }
  return sign;
}

// The columns at which it covers nothing.
std::vector<std::int64_t> free_columns_of(Sign sign, const std::vector<Square>& things, Grid grid) {
  std::vector<std::int64_t> columns;
  for (sign.column = 0; sign.column <= grid.columns - sign.columns; ++sign.column) {
    if (is_free(sign, things)) columns.push_back(sign.column);
  }
  return columns;
}

Sign at_column(Sign sign, std::int64_t column) {
  sign.column = column;
  return sign;
}

}  // namespace

std::vector<Sign> places_for(const Inscription& inscription, const std::vector<Square>& things, Grid grid) {
  const std::optional<Sign> sign = sign_of(inscription, things.empty(), grid);
  if (!sign) return {};
  const std::int64_t middle = (grid.columns - sign->columns) / 2;
  if (is_free(at_column(*sign, middle), things)) return {at_column(*sign, middle)};
  const std::vector<std::int64_t> columns = free_columns_of(*sign, things, grid);
  std::vector<Sign> places;
  for (std::size_t begin = 0; begin < columns.size();) {
    std::size_t end = begin + 1;
    while (end < columns.size() && columns[end] == columns[end - 1] + 1) ++end;
    places.push_back(at_column(*sign, (columns[begin] + columns[end - 1]) / 2));
    begin = end;
  }
  return places;
}

std::optional<Sign> place_at(Side side, const Inscription& inscription, const std::vector<Square>& things,
                             Grid grid) {
  const std::optional<Sign> sign = sign_of(inscription, things.empty(), grid);
  if (!sign) return std::nullopt;
  const std::int64_t last = grid.columns - sign->columns;
  const std::int64_t half = std::max<std::int64_t>(0, (grid.columns / 2 - sign->columns) / 2);
  const std::int64_t wanted = side == Side::Left ? half : side == Side::Right ? last - half : last / 2;
  const std::vector<std::int64_t> columns = free_columns_of(*sign, things, grid);
  const auto nearest =
      std::min_element(columns.begin(), columns.end(), [&](std::int64_t one, std::int64_t other) {
        return std::abs(one - wanted) < std::abs(other - wanted);
      });
  if (nearest == columns.end()) return std::nullopt;
  return at_column(*sign, *nearest);
}

}  // namespace reverie
