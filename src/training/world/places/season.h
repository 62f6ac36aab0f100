// training/world/places/season.h
//
// What a season does to a colour: greens turn to gold and red in autumn, to snow in winter, and to fresh
// light greens in spring. A map of colours, so that every painter has four seasons without knowing them.
//
// Used by   air.h, through which painters pass their colours; scenery.cpp, for trees.
// Proven by tests/training/world/seasons_test.cpp
#pragma once

#include "drawing/paint.h"
#include "training/world/places/setting.h"

namespace reverie::paint {

// A colour as painters write it (summer, noon) in that season. Summer gives it back as it is.
//   Autumn  foliage to gold, orange and red by its own hue; meadow greens, which are yellower, to straw
//   Winter  greens and pale earth to snow, light and shade kept; conifers and very dark greens stay green
//   Spring  greens lighter and fresher
Color in_season(Color noon, Season season);

// The crown of one tree among others, which stands at x: in autumn and spring neighbours differ, and more
// than half of them blossom in spring.
Color crown_in_season(Color green, Season season, float x);

}  // namespace reverie::paint
