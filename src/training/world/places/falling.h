// training/world/places/falling.h
//
// What weather puts between us and the objects: rain, flakes, bands of fog. Drawn on its own, so that the
// compositor can lay it over a finished scene.
//
// Used by   weather_layer.cpp.
// Trap      Soft and thin, because it covers objects: whoever strengthens it hides them.
// Proven by tests/training/world/seasons_test.cpp
#pragma once

#include "training/world/places/air.h"

namespace reverie::paint {

// Nothing for Clear.
void paint_falling(Canvas& c, const Air& air, int layout);

}  // namespace reverie::paint
