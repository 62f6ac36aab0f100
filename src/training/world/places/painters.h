// training/world/places/painters.h
//
// The twelve painters, one file each. A painter draws its place back to front; reading it from top to
// bottom is reading the picture from far to near.
//
// Used by   places.cpp, whose table names each painter once.
#pragma once

#include "training/world/paint.h"
#include "training/world/places/air.h"

namespace reverie::paint {

void paint_mountain_lake(Canvas& c, const Air& air, int layout);
void paint_beach(Canvas& c, const Air& air, int layout);
void paint_forest(Canvas& c, const Air& air, int layout);
void paint_desert(Canvas& c, const Air& air, int layout);
void paint_city(Canvas& c, const Air& air, int layout);
void paint_snowy_village(Canvas& c, const Air& air, int layout);
void paint_meadow(Canvas& c, const Air& air, int layout);
void paint_sea(Canvas& c, const Air& air, int layout);
void paint_space(Canvas& c, const Air& air, int layout);
void paint_garden(Canvas& c, const Air& air, int layout);
void paint_kitchen(Canvas& c, const Air& air, int layout);
void paint_reading_nook(Canvas& c, const Air& air, int layout);

}  // namespace reverie::paint
