#include "lookup/picture_layout.h"

#include <algorithm>

namespace reverie {
namespace {

bool says(const std::string& words, std::initializer_list<const char*> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const char* phrase) {
    return (words + " ").find(" " + std::string(phrase) + " ") != std::string::npos;
  });
}

// From left to right.
std::vector<FoundThing> in_order(std::vector<FoundThing> things) {
  if (things.size() < 2) return things;
  const bool stands_between = things[0].count == 1 && says(things[0].after, {"between"});
  if (stands_between && things.size() == 2 && things[1].count == 2) {  // "an owl between two candles"
    things[1].count = 1;
    return {things[1], things[0], things[1]};
  }
  const bool is_between = stands_between && things.size() == 3;
  if (is_between || says(things[0].after, {"right of"})) std::swap(things[0], things[1]);
  const auto place = [](const FoundThing& thing) {
    return static_cast<int>(side_said(thing.after).value_or(Side::Middle));
  };
  std::stable_sort(things.begin(), things.end(),
                   [&](const FoundThing& one, const FoundThing& other) { return place(one) < place(other); });
  return things;
}

// Two, the one above first, if the words say so; otherwise none.
std::vector<FoundThing> stack_of(const std::vector<FoundThing>& things, Grid grid) {
  const bool are_two = things.size() == 2 && things[0].count == 1 && things[1].count == 1;
  if (!are_two || things[0].in_sky == things[1].in_sky || !fits(Arrangement::Stack, grid)) return {};
  if (!says(things[0].after, {"above", "over", "below", "under", "beneath", "underneath"})) return {};
  return things[0].in_sky ? things : std::vector<FoundThing>{things[1], things[0]};
}

Arrangement row_of(const std::vector<FoundThing>& row, Grid grid) {
  if (row.size() == 3) return Arrangement::Row;
  if (row.size() == 2) return Arrangement::Pair;
  const auto side = fits(Arrangement::Left, grid) ? side_said(row[0].after) : std::nullopt;
  return side == Side::Left    ? Arrangement::Left
         : side == Side::Right ? Arrangement::Right
                               : Arrangement::Centre;
}

// Appends them; `rows_up` is how far behind the first row they stand.
void place(const std::vector<FoundThing>& things, Arrangement arrangement, Grid grid, Shift shift,
           int64_t rows_up, std::vector<PlacedPicture>& placed) {
  std::vector<bool> in_sky;
  for (const FoundThing& thing : things) in_sky.push_back(thing.in_sky);
  const std::vector<Slot> slots = slots_of(arrangement, grid, in_sky, shift);
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (slots[i].row < rows_up) continue;
    placed.push_back({things[i].picture, {slots[i].row - rows_up, slots[i].column}});
  }
}

Shift shift_of(uint64_t seed) {
  const uint64_t mixed = (seed ^ (seed >> 31)) * 0x9E3779B97F4A7C15;
  return {static_cast<int64_t>((mixed >> 33) % 3) - 1, static_cast<int64_t>(mixed >> 63)};
}

}  // namespace

std::optional<Side> side_said(const std::string& words) {
  if (says(words, {"left of", "right of"})) return std::nullopt;  // of another thing
  if (says(words, {"on the left", "at the left", "to the left"})) return Side::Left;
  if (says(words, {"on the right", "at the right", "to the right"})) return Side::Right;
  for (const char* middle : {"middle", "center", "centre"}) {
    for (const char* at : {"in the ", "to the ", "into the "}) {
      if (says(words, {(at + std::string(middle)).c_str()})) return Side::Middle;
    }
  }
  return std::nullopt;
}

std::vector<PlacedPicture> plan_layout(const std::vector<FoundThing>& found, Grid grid, uint64_t seed) {
  std::vector<FoundThing> things;
  for (const FoundThing& thing : in_order(found))
    things.insert(things.end(), static_cast<std::size_t>(thing.count), thing);
  std::vector<PlacedPicture> placed;
  if (grid.rows < kSmallestGrid || grid.columns < kSmallestGrid) return placed;
  const Shift shift = shift_of(seed);
  if (const std::vector<FoundThing> stack = stack_of(found, grid); !stack.empty()) {
    place(stack, Arrangement::Stack, grid, shift, 0, placed);
    return placed;
  }
  const std::size_t most = fits(Arrangement::Row, grid) ? 3 : fits(Arrangement::Pair, grid) ? 2 : 1;
  for (std::size_t first = 0; first < things.size(); first += most) {
    const auto begin = things.begin() + static_cast<std::ptrdiff_t>(first);
    const std::vector<FoundThing> row(
        begin, begin + static_cast<std::ptrdiff_t>(std::min(most, things.size() - first)));
    place(row, row_of(row, grid), grid, shift, static_cast<int64_t>(first / most) * kSlotTokens, placed);
  }
  return placed;
}

}  // namespace reverie
