// training/world/positions.h
//
// Where things stand in a scene, as people say it (core/layout.h), and which arrangement a set of sprites is.
// Scenes that were sampled know their arrangement; scenes that were changed are asked again.
//
// Used by   edits.cpp, references.cpp
// Units     tokens, as in scene.h
// Proven by tests/training/world/positions_test.cpp
#pragma once

#include <optional>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

// Which part of the picture a sprite stands in; nothing where people would not agree.
std::optional<Side> side_of(const Sprite& sprite, Grid grid);

// Columns at which another sprite of this height would cover none of `sprites`, from the left.
std::vector<std::int64_t> free_columns(const std::vector<Sprite>& sprites, std::int64_t row, Grid grid);

// Rows on which objects of this kind stand in a scene of this grid, where nothing moves the scene.
std::int64_t usual_row(Kind kind, Grid grid);

// Sorts the sprites as Scene::sprites wants them and names their arrangement; nothing if it is none of
// those that captions can tell.
std::optional<Arrangement> arrangement_of(std::vector<Sprite>& sprites, Grid grid);

}  // namespace reverie
