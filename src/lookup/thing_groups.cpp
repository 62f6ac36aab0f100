#include "lookup/thing_groups.h"

#include <torch/utils.h>
#include <algorithm>
#include <map>
#include <utility>

namespace reverie {

void group_what_covers(std::vector<PlacedPicture>& things) {
  int64_t next = 0;
  for (const PlacedPicture& one : things) next = std::max(next, one.group.value_or(-1) + 1);
  for (std::size_t i = 0; i < things.size(); ++i) {
    for (std::size_t j = i + 1; j < things.size(); ++j) {
      PlacedPicture &one = things[i], &other = things[j];
      const bool are_usual = one.is_in_book() && other.is_in_book();
      const bool are_together = one.group && one.group == other.group;
      if (one.goes || other.goes || are_usual || are_together ||
          tokens_in_both(one.square(), other.square()) == 0)
        continue;
      if (!one.group) one.group = other.group ? *other.group : next++;
      const std::optional<int64_t> joins = std::exchange(other.group, one.group);
      for (PlacedPicture& third : things) {
        if (joins && third.group == joins) third.group = one.group;
      }
    }
  }
}

GroupedThings grouped(const std::vector<PlacedPicture>& things, bool by_day) {
  GroupedThings all;
  std::map<int64_t, std::size_t> places;  // of groups in to_draw
  for (const PlacedPicture& thing : things) {
    if (thing.goes || (by_day && thing.is_in_book())) {
      all.in_book.push_back(thing);
    } else if (!thing.group) {
      all.to_draw.push_back({thing});
    } else {
      const auto [place, is_new] = places.try_emplace(*thing.group, all.to_draw.size());
      if (is_new) all.to_draw.emplace_back();
      all.to_draw[place->second].push_back(thing);
    }
  }
  return all;
}

Frame frame_of(const std::vector<PlacedPicture>& group) {
  Slot first = group.front().slot, end = first;
  for (const PlacedPicture& one : group) {
    first = {std::min(first.row, one.slot.row), std::min(first.column, one.slot.column)};
    end = {std::max(end.row, one.slot.row + one.tokens), std::max(end.column, one.slot.column + one.tokens)};
  }
  return {first, {end.row - first.row, end.column - first.column}};
}

Tensor on_grey(const std::vector<Cutout>& things, Grid grid, int64_t px_per_token) {
  Tensor picture =
      torch::full({3, grid.rows * px_per_token, grid.columns * px_per_token}, PictureBook::kGrey);
  put_in_front(picture, things, px_per_token);
  return picture;
}

}  // namespace reverie
