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
//   behind, in front of, on, under
//             two that cover each other, in the place of one; the words stand between them
//   more      smaller ones in rows, from the back to the front; in a book without outlines rows of three,
//             the first in front, as long as there is room
//   wears, holds
//             a thing on or beside another (lookup/worn_things.h)
//   surrounded by
//             at both sides (core/staging.h)
//   a page, a table
//             as a composition has its things, where `staging` says so
//   a size    "tiny", "huge" right before a thing (core/size_words.h)
//   a shot    "close-up", "wide shot" anywhere: the size of everything that is not said to have another
//
// Used by   lookup/edit_plan, lookup/instructions, pipeline/things_plan, training/transformer_sheet
// Proven by tests/lookup/picture_layout_test.cpp
#pragma once

#include "lookup/picture_book.h"

namespace reverie {

// "on the left", "to the right", "in the middle"; nothing where `words`, as FoundThing::after has them, say
// none or mean a side of another thing.
std::optional<Side> side_said(const std::string& words);

// The size that is said right before a thing: "a tiny cat", "a tiny brown cat"; nothing where none is.
std::optional<int64_t> size_of(const FoundThing& thing);

// The size of everything in a picture of this shot: "a close-up of a cat"; nothing where none is said.
std::optional<int64_t> size_in_shot(const std::vector<FoundThing>& found);

// Where the thing of a picture can be stood on, in tokens below the top of its square at the usual size:
// where most of its middle third is filled. 0 in a book without outlines.
double surface_of(const PictureBook& book, int64_t picture);

// "behind a small" -> "behind": without the articles and sizes at its end.
std::string without_qualifiers(const std::string& words);

// "behind a", "on top of the", as FoundThing::after has them where the other thing follows at once.
std::optional<Relation> relation_said(const std::string& words);

// A picture for each thing, as often as it is named, from left to right and of a group from back to front.
// `seed` moves all of them a little. What has no room is left out; in a grid below kSmallestGrid that is
// everything. `found` is of `book`, with what they bear.
std::vector<PlacedPicture> plan_layout(const PictureBook& book, const std::vector<FoundThing>& found,
                                       Grid grid, uint64_t seed, std::optional<Staging> staging = {});

}  // namespace reverie
