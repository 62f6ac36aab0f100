// lookup/worn_things.h
//
// Where something lies on whoever wears or holds it: "a cat wearing a top hat", "a bear in a red scarf", "an
// owl holding a balloon". The book knows of a hat that it belongs on a head; where a head is, is told from
// the outline of the wearer, whose top it is. Faces without a body have their shirt below them.
//
// Used by   lookup/picture_book (its words), lookup/picture_layout, lookup/edit_plan, pipeline/things_plan
// Proven by tests/lookup/worn_things_test.cpp
#pragma once

#include <string>
#include <vector>

#include "lookup/picture_book.h"

namespace reverie {

// The words between two things that say that the first wears, or holds, the second.
const std::vector<std::string>& wearing_words();
const std::vector<std::string>& holding_words();

// "a cat wearing a hat, holding a balloon, behind a car" -> a cat that bears two things, and a car: what is
// worn or held is taken out of the list, and the words behind it become those behind its bearer.
std::vector<FoundThing> with_what_they_bear(const PictureBook& book, const std::vector<FoundThing>& found);

// How many rows what it bears reaches below its square: a shirt below a face. `bearer` has what it bears.
int64_t rows_below(const PictureBook& book, const FoundThing& bearer, const Square& on, Grid grid);

// The square that the item covers, whole tokens, with the inset it has there. `bearer` and `item` are
// pictures of `book`, which has outlines; `on` is the square of the bearer.
PlacedPicture borne(const PictureBook& book, Bearing bearing, int64_t bearer, const Square& on, int64_t item,
                    Grid grid);

}  // namespace reverie
