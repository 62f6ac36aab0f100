// lookup/picture_layout.h
//
// Where the things that a prompt names are put, read from its words: "a cat to the left of a dog", "three
// apples", "a moon above a house". The drawn world arranges its scenes the same way (core/layout.h), so that
// the network is asked for what it has learned.
//
//   one       in the middle, or "on the left", "on the right"
//   two       side by side in their order, "right of" the other way round; one in the sky "above" one on the
//             ground, where it says so
//   three     in a row; the first "between" the two others; each where "on the left", "in the middle", "on
//             the right" behind it puts it
//   more      in rows of three, the first in front, as long as there is room
//
// Used by   lookup/edit_plan, lookup/instructions, pipeline/things_plan, training/transformer_sheet
// Proven by tests/lookup/picture_layout_test.cpp
#pragma once

#include "lookup/picture_book.h"

namespace reverie {

// "on the left", "to the right", "in the middle"; nothing where `words`, as FoundThing::after has them, say
// none or mean a side of another thing.
std::optional<Side> side_said(const std::string& words);

// A picture for each thing, as often as it is named, from left to right. `seed` moves all of them a little.
// What has no room is left out; in a grid below kSmallestGrid that is everything.
std::vector<PlacedPicture> plan_layout(const std::vector<FoundThing>& found, Grid grid, uint64_t seed);

}  // namespace reverie
