// training/world_book.h
//
// The picture book of the drawn world: each object alone on grey, as large as it stands in a scene, without
// any light, and once more in each colour that it comes in.
//
// Used by   train_transformer; training_batches (what an example is shown)
// Proven by tests/training/world_book_test.cpp
#pragma once

#include "lookup/picture_book.h"
#include "models/flux2_autoencoder.h"
#include "training/world/compose.h"
#include "training/world/example.h"

namespace reverie {

// The grids on which the book shows places.
const std::vector<Grid>& world_book_grids();

// A place of the world as the book shows it.
Scene empty_by_day(std::int64_t place, std::int64_t layout, Grid grid);

// The things of `objects` (into objects()), or all where it is empty, each with the numbers of its pictures:
// as it is, then in each colour.
std::vector<BookThing> world_things(const std::vector<std::int64_t>& objects);

// As PictureBook::hour_named_in() has it in the book of the world.
int64_t hour_of(TimeOfDay time);

// What names no thing: the settings of captions, and words for the whole picture ("a still life painting").
std::vector<std::string> world_settings();

// What these things look like, under the lights of the world.
BookDrawings draw_things(const std::vector<std::int64_t>& objects, const Compositor& compositor);

// The categories of the world (training/world/categories.h), of those of these objects that there are.
std::vector<BookCategory> world_categories(const std::vector<std::int64_t>& objects);

// These places (into places()), or all where there are none: their names and views, and their latents where
// there is an autoencoder; without one these are zeros of one channel.
BookPlaces draw_places(const std::vector<std::int64_t>& places, Compositor& compositor,
                       const Flux2Autoencoder* autoencoder);

// Of the objects and the places of `scenes`.
PictureBook draw_world_book(const SceneOptions& scenes, Compositor& compositor,
                            const Flux2Autoencoder& autoencoder);

// The picture of a sprite's object, in the sprite's colour.
int64_t picture_of(const PictureBook& book, const Sprite& sprite);

// Whether the words name each thing of the scene.
bool names_all(const PictureBook& book, const Scene& scene, const std::string& words);

// The pictures of what stands in the example's target, where it stands, and of what an edit takes away, where
// it stood; and the target's place. Without reference pictures only what `words`, which ask for the example,
// name; without words nothing.
// `Shown::Changes` leaves out what an edit keeps and what the words do not name of a place, as where these
// were not recognised on a given picture.
// Things that are drawn for one picture (world_things.h) are none of it.
enum class Shown { All, Changes };
LookedUp pictures_for(const PictureBook& book, const Example& example, const std::string& words,
                      Shown shown = Shown::All);

}  // namespace reverie
