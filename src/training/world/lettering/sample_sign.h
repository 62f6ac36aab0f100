// training/world/lettering/sample_sign.h
//
// Chooses signs for scenes, and one of the places where there is room for them (lookup/sign_layout.h).
//
// Used by   scene.cpp, for SceneOptions::signs
// Proven by tests/training/world/lettering/sample_sign_test.cpp
#pragma once

#include <optional>
#include <vector>

#include "core/random.h"
#include "lookup/sign_layout.h"
#include "training/world/scene.h"

namespace reverie {

Inscription sample_inscription(Random& random, bool held_out);

// In the middle if there is room, else at a place of `random`'s choice; nothing where there is none.
std::optional<Sign> place_sign(const Inscription& inscription, const std::vector<Sprite>& sprites, Grid grid,
                               Random& random);

// Tries a few signs; nothing if none of them finds room.
std::optional<Sign> sample_sign(const std::vector<Sprite>& sprites, Grid grid, bool held_out, Random& random);

}  // namespace reverie
