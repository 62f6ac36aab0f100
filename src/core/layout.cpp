#include "core/layout.h"

#include <algorithm>
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
  }
  throw Error(ErrorCode::Internal, "scene: unknown arrangement");
}

}  // namespace

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

std::vector<std::int64_t> free_columns(const std::vector<Slot>& taken, std::int64_t row, Grid grid) {
  const auto covers = [&](std::int64_t column) {
    return [=](const Slot& one) {
      return std::abs(one.row - row) < kSlotTokens && std::abs(one.column - column) < kSlotTokens;
    };
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

}  // namespace reverie
