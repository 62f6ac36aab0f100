// training/world_book.h
//
// The picture book of the drawn world: each object alone on grey, as large as it stands in a scene, without
// any light, and once more in each colour that it comes in.
//
// Used by   train_transformer; training_batches (what an example is shown)
// Proven by tests/training/world_book_test.cpp
#pragma once

#include "models/flux2_autoencoder.h"
#include "models/picture_book.h"
#include "training/world/compose.h"
#include "training/world/example.h"

namespace reverie {

// Of `objects` (into objects()), or of all where it is empty.
PictureBook draw_world_book(const std::vector<std::int64_t>& objects, const Compositor& compositor,
                            const Flux2Autoencoder& autoencoder);

// The pictures of what `words`, which ask for `example`, name: placed where they stand in its target. With
// reference pictures nobody knows where anything is to stand, so none of them is placed.
std::vector<PlacedPicture> pictures_for(const PictureBook& book, const Example& example,
                                        const std::string& words);

}  // namespace reverie
