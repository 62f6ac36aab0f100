// training/world_things.h
//
// What the program would draw of an example's things because no book has it so (lookup/thing_groups.h), drawn
// from the world itself: things of another size, and those that cover each other.
//
// Used by   latent_pool, which encodes it; world_book, world_scenery
// Proven by tests/training/world_things_test.cpp
#pragma once

#include "lookup/thing_groups.h"
#include "training/world/compose.h"

namespace reverie {

// The sprites of a scene in their order; `picture` is the index of the sprite.
std::vector<PlacedPicture> placed_in(const Scene& scene);

// As they look by day, each in its slot.
std::vector<Cutout> cutouts_of(const std::vector<Sprite>& sprites, const Compositor& compositor,
                               std::int64_t px_per_token);

struct WorldThings {
  Tensor picture;  // [3, rows px, columns px], 0 to 1, on grey
  Frame frame;
};

// One for each group of things that the book of the world does not have as they are.
std::vector<WorldThings> draw_world_things(const Scene& scene, const Compositor& compositor,
                                           std::int64_t px_per_token);

}  // namespace reverie
