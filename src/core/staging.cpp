#include "core/staging.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/error.h"

namespace reverie {
namespace {

constexpr std::array<std::pair<Staging, const char*>, 3> kNames = {
    {{Staging::Page, "page"}, {Staging::Table, "table"}, {Staging::Frame, "frame"}}};

// The smallest that a drawing is made, and the largest: twice the usual size is as soft as drawings get.
constexpr std::int64_t kSmallest = 3, kLargest = 2 * kSlotTokens;

std::int64_t rounded(double tokens) {
  return std::llround(tokens);
}

// `side` wide squares around the middle of `columns` columns that begin at `left`, `step` apart.
std::vector<std::int64_t> row_of(std::int64_t count, std::int64_t side, double left, double columns) {
  const double step = columns / static_cast<double>(count);
  std::vector<std::int64_t> found;
  for (std::int64_t i = 0; i < count; ++i)
    found.push_back(rounded(left + (static_cast<double>(i) + 0.5) * step - static_cast<double>(side) / 2));
  return found;
}

std::vector<StagedSquare> page(std::int64_t count, Grid grid) {
  constexpr std::int64_t kMargin = 2;  // pages have ornaments in their corners
  const std::int64_t rows = grid.rows - 2 * kMargin, columns = grid.columns - 2 * kMargin;
  const bool is_wide = columns >= rows * 3 / 2;
  const auto middle = [&](std::int64_t side, std::int64_t along, std::int64_t of) {
    return along + (of - side) / 2;
  };
  if (count == 1) {
    const std::int64_t side = std::min({rows, columns, kLargest});
    return {{0, {{middle(side, kMargin, rows), middle(side, kMargin, columns)}, side}}};
  }
  std::vector<StagedSquare> squares;
  if (is_wide || (count == 2 && columns >= rows)) {  // one row, the first in its middle and larger
    const std::int64_t wide = columns / count;
    const std::int64_t first = std::min({rows, kLargest, count == 2 ? wide : (columns - wide) / (count - 1)});
    const std::int64_t other = count == 2 ? first : std::min(rows, (columns - first) / (count - 1));
    if (other < kSmallest) return {};
    std::int64_t column = kMargin + (columns - first - other * (count - 1)) / 2;
    for (std::int64_t i = 0; i < count; ++i) {
      const bool is_first = count == 2 ? i == 0 : i == count / 2;
      const std::int64_t thing = is_first ? 0 : count > 2 && i < count / 2 ? i + 1 : i;
      const std::int64_t side = is_first ? first : other;
      squares.push_back({thing, {{middle(side, kMargin, rows), column}, side}});
      column += side;
    }
    return squares;
  }
  // The first above, the others in rows below it.
  const std::int64_t others = count - 1;
  std::int64_t lines = 1, across = others, side = 0;
  for (std::int64_t more = 1; more <= 3; ++more) {
    const std::int64_t in_each = (others + more - 1) / more;
    const std::int64_t fitting = std::min(columns / in_each, rows / 2 / more);
    if (fitting <= side) continue;
    lines = more;
    across = in_each;
    side = std::min(fitting, rows * 2 / 5);
  }
  const std::int64_t first = std::min({rows - lines * side, columns, kLargest});
  if (side < kSmallest || first < kSmallest) return {};
  const std::int64_t top = kMargin + (rows - first - lines * side) / 2;
  squares.push_back({0, {{top, middle(first, kMargin, columns)}, first}});
  for (std::int64_t line = 0, thing = 1; line < lines; ++line) {
    for (const std::int64_t column : row_of(std::min(across, count - thing), side, kMargin, columns))
      squares.push_back({thing++, {{top + first + line * side, column}, side}});
  }
  return squares;
}

std::vector<StagedSquare> table(std::int64_t count, Grid grid) {
  constexpr std::int64_t kBack = 7, kFront = 6, kDeep = 2;
  const std::int64_t most = std::min(grid.rows - 1 - kDeep, grid.columns);
  if (count == 1) {
    const std::int64_t side = std::min<std::int64_t>(8, most);
    return {{0, {{grid.rows - 1 - side, (grid.columns - side) / 2}, side}}};
  }
  const std::int64_t behind = (count + 1) / 2, before = count - behind;
  const std::int64_t back = std::clamp(grid.columns / behind, kSmallest, std::min(kBack, most));
  const std::int64_t front = std::min(kFront, back);
  // As close as things can stand and still be told apart.
  const double wide = std::min(static_cast<double>(grid.columns), static_cast<double>(behind * back) * 0.9);
  const double left = (static_cast<double>(grid.columns) - wide) / 2;
  std::vector<StagedSquare> squares;
  const auto add = [&](std::int64_t thing, std::int64_t column, std::int64_t feet, std::int64_t side) {
    const std::int64_t fitting = std::clamp<std::int64_t>(column, 0, grid.columns - side);
    squares.push_back({thing, {{feet - side, fitting}, side}});
  };
  std::int64_t thing = 0;
  for (const std::int64_t column : row_of(behind, back, left, wide)) {
    add(thing, column, grid.rows - 1 - kDeep, back);
    thing += 2;
  }
  const double step = wide / static_cast<double>(behind);
  thing = 1;
  for (std::int64_t i = 0; i < before; ++i, thing += 2) {
    const double between = left + static_cast<double>(i + 1) * step - static_cast<double>(front) / 2;
    add(thing, rounded(between), grid.rows - 1, front);
  }
  return squares;
}

std::vector<StagedSquare> frame(std::int64_t count, Grid grid) {
  struct Stand {
    std::int64_t side;
    double from_edge;  // of half of the columns, where its middle is
    std::int64_t up;   // of its feet
  };
  // Each at the left, then the next at the right. The nearest stand outermost.
  constexpr std::array<Stand, 6> kStands = {
      {{7, 0.40, 0}, {6, 0.38, 0}, {4, 0.82, 3}, {5, 0.72, 2}, {3, 0.95, 4}, {3, 0.80, 4}}};
  std::vector<StagedSquare> squares;
  for (std::int64_t i = std::min<std::int64_t>(count, kStands.size()) - 1; i >= 0; --i) {
    const Stand& stand = kStands.at(static_cast<std::size_t>(i));
    const std::int64_t side = std::min({stand.side, grid.rows - 1 - stand.up, grid.columns / 2});
    if (side < kSmallest) continue;
    const double middle = stand.from_edge * static_cast<double>(grid.columns) / 2;
    const std::int64_t inside = rounded(middle - static_cast<double>(side) / 2);
    const std::int64_t column = i % 2 == 0 ? inside : grid.columns - side - inside;
    squares.push_back(
        {i,
         {{grid.rows - 1 - stand.up - side, std::clamp<std::int64_t>(column, 0, grid.columns - side)},
          side}});
  }
  std::stable_sort(squares.begin(), squares.end(), [](const StagedSquare& one, const StagedSquare& other) {
    return one.square.slot.row + one.square.tokens < other.square.slot.row + other.square.tokens;
  });
  return squares;
}

}  // namespace

std::optional<Staging> staging_named(const std::string& name) {
  for (const auto& [staging, own] : kNames) {
    if (name == own) return staging;
  }
  return std::nullopt;
}

std::string name_of(Staging staging) {
  for (const auto& [one, name] : kNames) {
    if (one == staging) return name;
  }
  throw Error(ErrorCode::Internal, "staging: unknown");
}

std::vector<StagedSquare> staged(Staging staging, std::int64_t count, Grid grid) {
  check_grid(grid);
  if (count < 1) return {};
  switch (staging) {
    case Staging::Page: return page(count, grid);
    case Staging::Table: return table(count, grid);
    case Staging::Frame: return frame(count, grid);
  }
  throw Error(ErrorCode::Internal, "staging: unknown");
}

}  // namespace reverie
