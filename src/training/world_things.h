// training/world_things.h
//
// What the program would draw of an example's things because no book has it so (lookup/thing_groups.h), drawn
// from the world itself: things of another size, those that cover each other, and all of them where the hour
// or the weather lights them.
//
// Used by   latent_pool, which encodes it; training_batches, which shows it; world_book
// Proven by tests/training/world_things_test.cpp
#pragma once

#include "lookup/thing_groups.h"
#include "training/world/compose.h"

namespace reverie {

// The sprites of a scene in their order; `picture` is the index of the sprite.
std::vector<PlacedPicture> placed_in(const Scene& scene);

struct WorldThings {
  Tensor picture;  // [3, rows px, columns px], 0 to 1, on grey
  Frame frame;
  std::optional<Slot> by_day = {};  // of the one thing in it, where the book has that by day
};

// One for each group of things that the book of the world does not have as they are, by day or in these
// surroundings.
std::vector<WorldThings> draw_world_things(const Scene& scene, const Compositor& compositor,
                                           std::int64_t px_per_token, const Surroundings& surroundings = {});

}  // namespace reverie
