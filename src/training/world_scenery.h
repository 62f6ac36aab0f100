// training/world_scenery.h
//
// What the program would prepare as the backdrop of an example (lookup/scenery.h), drawn from the world
// itself instead of from a model's book: so a network learns from pictures that lost nothing. Of a target's
// style it has nothing: that is drawn over finished pictures.
//
// Used by   latent_pool, which encodes it; training_batches, which shows it where the words say all of it
// Proven by tests/training/world_scenery_test.cpp
#pragma once

#include "lookup/picture_book.h"
#include "training/world/compose.h"
#include "training/world/example.h"

namespace reverie {

struct WorldScenery {
  Tensor picture;              // [3, h, w], 0 to 1, of the target's grid
  int64_t weather;             // as Treatment has it
  int64_t season;              // as PictureBook::season_named_in() has it
  int64_t hour = 0;            // as PictureBook::hour_named_in() has it
  Atmosphere atmosphere = {};  // in which its things are shown too
  bool has_seasons = false;    // the place looks different in another one
  bool is_given = false;       // drawn over the picture that is edited, not over the place
  std::string written = {};    // on the sign in it; empty without one
};

// Nothing where the book of the world has the target's place as it is to be shown. `letters` are those of the
// model; without any no sign is drawn.
std::optional<WorldScenery> draw_world_scenery(const Example& example, const Glyphs* letters,
                                               Compositor& compositor, int64_t px_per_token);

// Whether somebody would prepare it who reads these words and, with `sees_setting`, knows from the picture
// that is edited what they do not say.
bool is_asked_for(const WorldScenery& scenery, const PictureBook& book, const std::string& words,
                  bool sees_setting = false);

}  // namespace reverie
