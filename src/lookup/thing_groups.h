// lookup/thing_groups.h
//
// Things that no picture book has as they are to be shown: larger or smaller than usual, covering each
// other, or in the light of another hour or weather than a clear day's. They are drawn for one picture, those
// that cover each other together, on the book's grey.
//
// Used by   pipeline/things_plan (which), pipeline/prepare_things (from latents); training/world_things,
//           which draws the same of the world itself
// Proven by tests/lookup/thing_groups_test.cpp
#pragma once

#include <vector>

#include "lookup/picture_book.h"
#include "lookup/scenery.h"

namespace reverie {

// Things larger or smaller than usual may cover others, and groups too: then they become one group.
void group_what_covers(std::vector<PlacedPicture>& things);

struct GroupedThings {
  std::vector<PlacedPicture> in_book;
  std::vector<std::vector<PlacedPicture>> to_draw;  // each from back to front
};

// What goes is shown as it stood: nothing else is known of it. The book has things by day.
GroupedThings grouped(const std::vector<PlacedPicture>& things, bool by_day = true);

// The tokens that a group covers.
struct Frame {
  Slot slot;
  Grid grid;
};
Frame frame_of(const std::vector<PlacedPicture>& group);

// [3, rows px, columns px], 0 to 1: these on grey, slots as in the frame.
Tensor on_grey(const std::vector<Cutout>& things, Grid grid, int64_t px_per_token);

}  // namespace reverie
