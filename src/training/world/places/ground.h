// training/world/places/ground.h
//
// What a season and a weather leave on the ground of a finished place: snow drifts, fallen leaves, petals,
// puddles, mist. Drawn over the place and under all objects, and calm, so that objects stay readable.
//
// Used by   places.cpp, after the painter; painters of grass, for spring_flowers().
// Rule      Everything lies below about 62 % of the height, where every place has its ground; mist may rise.
// Proven by tests/training/world/seasons_test.cpp
#pragma once

#include "training/world/places/air.h"

namespace reverie::paint {

// Nothing for Summer.
void season_ground(Canvas& c, const Air& air, int layout);
// Nothing for Clear and Snowfall.
void weather_ground(Canvas& c, const Air& air, int layout);
// Small flowers in the grass below `top`, in spring only.
void spring_flowers(Canvas& c, const Air& air, float top, int layout);

}  // namespace reverie::paint
