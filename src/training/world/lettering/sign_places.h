// training/world/lettering/sign_places.h
//
// Chooses signs for scenes and finds room for them: what stands has its feet where objects have theirs, what
// hangs hangs from the picture's upper edge, and no sign takes a token of an object's slot.
//
// Used by   scene.cpp, for SceneOptions::signs
// Proven by tests/training/world/lettering/sign_places_test.cpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/world/lettering/sign.h"
#include "training/world/random.h"
#include "training/world/scene.h"

namespace reverie {

// A sign with its place still to be found (row, column, rows and columns are zero).
struct Inscription {
  SignKind kind;
  std::string words;
  std::int64_t typeface;
  std::int64_t colour;
};

Inscription sample_inscription(Random& random, bool held_out);

// The sign in the middle if there is room, else at a side of `random`'s choice; nothing where there is none.
// A sign that hangs in a scene without objects hangs lower, in the middle of the picture.
std::optional<Sign> place_sign(const Inscription& inscription, const std::vector<Sprite>& sprites, Grid grid,
                               Random& random);

// Tries a few signs; nothing if none of them finds room.
std::optional<Sign> sample_sign(const std::vector<Sprite>& sprites, Grid grid, bool held_out, Random& random);

}  // namespace reverie
