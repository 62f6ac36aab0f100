#include "core/layout.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "core/error.h"

namespace reverie {
namespace {

constexpr std::int64_t kPairColumns = 11;   // below, left and right would lie mostly on each other
constexpr std::int64_t kRowColumns = 16;    // three slots then overlap by one column at most
constexpr std::int64_t kShiftColumns = 14;  // below, a shift would turn left into centre
constexpr std::int64_t kStackRows = 2 * kSlotTokens;

// Top rows of the slots on the ground and in the sky, before the shift. One row stays free below and
// above where the grid is high enough for both slots and both margins.
struct Rows {
  std::int64_t ground;
  std::int64_t sky;
};

Rows rows_of(Grid grid, Arrangement arrangement) {
  if (arrangement == Arrangement::Stack && grid.rows < kStackRows + 2) {
    return {std::max(grid.rows - kSlotTokens - 1, kSlotTokens), 0};
  }
  return {grid.rows - kSlotTokens - 1, 1};
}

// Left columns of the slots, before the shift.
std::vector<std::int64_t> columns_of(Grid grid, Arrangement arrangement) {
  const std::int64_t last = grid.columns - kSlotTokens;
  const std::int64_t third = std::max<std::int64_t>(0, (grid.columns / 3 - kSlotTokens) / 2);
  switch (arrangement) {
    case Arrangement::Empty: return {};
    case Arrangement::Centre: return {column_of(Side::Middle, grid)};
    case Arrangement::Left: return {column_of(Side::Left, grid)};
    case Arrangement::Right: return {column_of(Side::Right, grid)};
    case Arrangement::Pair: return {column_of(Side::Left, grid), column_of(Side::Right, grid)};
    case Arrangement::Stack: return {last / 2, last / 2};
    case Arrangement::Row: return {third, last / 2, last - third};
    case Arrangement::Behind:
    case Arrangement::Under:
    case Arrangement::Crowd: return {};
  }
  throw Error(ErrorCode::Internal, "scene: unknown arrangement");
}

}  // namespace

std::int64_t tokens_in_both(const Square& one, const Square& other) {
  const auto shared = [&](std::int64_t a, std::int64_t b) {
    return std::max<std::int64_t>(0, std::min(a + one.tokens, b + other.tokens) - std::max(a, b));
  };
  return shared(one.slot.row, other.slot.row) * shared(one.slot.column, other.slot.column);
}

void check_grid(Grid grid) {
  if (grid.rows >= kSmallestGrid && grid.columns >= kSmallestGrid) return;
  throw Error(ErrorCode::InvalidRequest,
              "scene: a grid needs at least 8x8 tokens, got " + std::to_string(grid.rows) + "x" +
                  std::to_string(grid.columns),
              "grid");
}

bool fits(Arrangement arrangement, Grid grid) {
  switch (arrangement) {
    case Arrangement::Empty:
    case Arrangement::Centre: return true;
    case Arrangement::Left:
    case Arrangement::Right:
    case Arrangement::Pair: return grid.columns >= kPairColumns;
    case Arrangement::Stack: return grid.rows >= kStackRows;
    case Arrangement::Row: return grid.columns >= kRowColumns;
    case Arrangement::Behind:
    case Arrangement::Under: return grid.columns >= kPairColumns && grid.rows >= kPairColumns;
    case Arrangement::Crowd: return grid.columns >= kStackRows && grid.rows >= kStackRows;
  }
  throw Error(ErrorCode::Internal, "scene: unknown arrangement");
}

std::vector<Slot> slots_of(Arrangement arrangement, Grid grid, const std::vector<bool>& in_sky, Shift shift) {
  check_grid(grid);
  const auto columns = columns_of(grid, arrangement);
  if (columns.size() != in_sky.size() || !fits(arrangement, grid)) {
    throw Error(ErrorCode::InvalidRequest,
                "scene: this arrangement does not hold " + std::to_string(in_sky.size()) + " objects in " +
                    std::to_string(grid.rows) + "x" + std::to_string(grid.columns) + " tokens");
  }
  const auto rows = rows_of(grid, arrangement);
  const std::int64_t up = rows.sky >= 1 ? shift.up : 0;
  const bool has_room = grid.columns >= kShiftColumns && !columns.empty() &&
                        columns.front() + shift.columns >= 0 &&
                        columns.back() + shift.columns + kSlotTokens <= grid.columns;
  std::vector<Slot> slots;
  for (std::size_t i = 0; i < in_sky.size(); ++i)
    slots.push_back({(in_sky[i] ? rows.sky : rows.ground) - up, columns[i] + (has_room ? shift.columns : 0)});
  return slots;
}

std::int64_t column_of(Side side, Grid grid) {
  const std::int64_t last = grid.columns - kSlotTokens;
  const std::int64_t half = std::max<std::int64_t>(0, (grid.columns / 2 - kSlotTokens) / 2);
  return side == Side::Left ? half : side == Side::Right ? last - half : last / 2;
}

std::optional<Side> side_of(Slot slot, Grid grid) {
  constexpr double kLeftEnd = 0.42, kMiddleBegin = 0.44;
  const double middle =
      (static_cast<double>(slot.column) + kSlotTokens / 2.0) / static_cast<double>(grid.columns);
  if (middle <= kLeftEnd) return Side::Left;
  if (middle >= 1 - kLeftEnd) return Side::Right;
  if (middle >= kMiddleBegin && middle <= 1 - kMiddleBegin) return Side::Middle;
  return std::nullopt;
}

std::vector<std::int64_t> free_columns(const std::vector<Square>& taken, std::int64_t row, Grid grid) {
  const auto covers = [&](std::int64_t column) {
    return [=](const Square& one) { return tokens_in_both(one, {{row, column}}) > 0; };
  };
  std::vector<std::int64_t> columns;
  for (std::int64_t column = 0; column + kSlotTokens <= grid.columns; ++column) {
    if (std::none_of(taken.begin(), taken.end(), covers(column))) columns.push_back(column);
  }
  return columns;
}

std::int64_t usual_row(bool in_sky, Grid grid) {
  const std::int64_t ground = grid.rows - kSlotTokens - 1;
  return in_sky ? std::min<std::int64_t>(1, ground) : ground;
}

Square resized(Slot slot, std::int64_t tokens, bool in_sky, Grid grid) {
  const std::int64_t fitting = std::min({tokens, grid.rows, grid.columns});
  const std::int64_t grown = fitting - kSlotTokens;
  const std::int64_t row = in_sky ? slot.row : slot.row - grown;
  const std::int64_t column = slot.column - (grown >= 0 ? grown / 2 : (grown - 1) / 2);
  return {{std::clamp<std::int64_t>(row, 0, grid.rows - fitting),
           std::clamp<std::int64_t>(column, 0, grid.columns - fitting)},
          fitting};
}

RelatedSquares related(Relation relation, Slot slot, const RelatedSizes& sizes, double surface, Grid grid) {
  constexpr std::int64_t kAside = 2, kBack = 2;  // of two one behind the other
  constexpr std::int64_t kOnTop = 4, kRoof = 9, kBelow = 4;
  const auto moved = [&](std::int64_t rows, std::int64_t columns, std::optional<std::int64_t> tokens) {
    const Slot there{std::max<std::int64_t>(0, slot.row + rows), slot.column + columns};
    return resized(there, tokens.value_or(kSlotTokens), false, grid);
  };
  switch (relation) {
    case Relation::Behind: return {moved(-kBack, -kAside, sizes.one), moved(0, kAside, sizes.other)};
    case Relation::InFrontOf: return {moved(0, -kAside, sizes.one), moved(-kBack, kAside, sizes.other)};
    case Relation::On: {
      const Square other = moved(0, 0, sizes.other);
      Square one = moved(0, 0, sizes.one.value_or(kOnTop));
      const double below = surface * static_cast<double>(other.tokens) / kSlotTokens;
      const std::int64_t feet = other.slot.row + static_cast<std::int64_t>(std::ceil(below));
      one.slot.row = std::max<std::int64_t>(0, feet - one.tokens);
      return {one, other};
    }
    case Relation::Under: {
      const std::int64_t roof = std::min(kRoof, slot.row + kSlotTokens);
      return {moved(0, 0, sizes.one.value_or(kBelow)), moved(0, 0, sizes.other.value_or(roof))};
    }
  }
  throw Error(ErrorCode::Internal, "layout: unknown relation");
}

std::vector<Square> crowd(std::int64_t count, Grid grid) {
  constexpr std::int64_t kLargest = 5, kSmallest = 3, kRowOfFour = 16, kMostRows = 3;
  check_grid(grid);
  const std::int64_t across = grid.columns / kSmallest;
  std::int64_t rows = count <= 4 && grid.columns >= kRowOfFour ? 1 : 2;
  while (rows < kMostRows && (count + rows - 1) / rows > std::min<std::int64_t>(4, across)) ++rows;
  const std::int64_t in_front = std::min((count + rows - 1) / rows, across);
  std::int64_t side = std::clamp(grid.columns / in_front, kSmallest, kLargest);
  std::int64_t feet = grid.rows - 1, left = count;  // the row below a square
  std::vector<Square> squares;
  for (std::int64_t row = 0; row < rows && left > 0 && feet >= side; ++row) {
    const std::int64_t here = std::min(in_front, left);
    left -= here;
    const double step = static_cast<double>(grid.columns) / static_cast<double>(here);
    const double aside = rows == 1 ? 0 : (row % 2 == 0 ? -1 : 1) * (step - static_cast<double>(side)) / 2;
    std::vector<Square> line;
    for (std::int64_t i = 0; i < here; ++i) {
      const double middle = (static_cast<double>(i) + 0.5) * step + aside;
      const std::int64_t column = std::lround(middle - static_cast<double>(side) / 2);
      line.push_back({{feet - side, std::clamp<std::int64_t>(column, 0, grid.columns - side)}, side});
    }
    squares.insert(squares.begin(), line.begin(), line.end());
    feet -= side - 1;
    side = std::max(kSmallest, side - 1);
  }
  return squares;
}

}  // namespace reverie
