// training/world/places/painters.h
//
// The painters, one file each. A painter draws its place back to front; reading it from top to
// bottom is reading the picture from far to near.
//
// Used by   places.cpp, whose table names each painter once.
#pragma once

#include "drawing/paint.h"
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
void paint_harbour(Canvas& c, const Air& air, int layout);
void paint_jungle(Canvas& c, const Air& air, int layout);
void paint_farm(Canvas& c, const Air& air, int layout);
void paint_market(Canvas& c, const Air& air, int layout);
void paint_park(Canvas& c, const Air& air, int layout);
void paint_waterfall(Canvas& c, const Air& air, int layout);
void paint_canyon(Canvas& c, const Air& air, int layout);
void paint_volcano(Canvas& c, const Air& air, int layout);
void paint_underwater(Canvas& c, const Air& air, int layout);
void paint_street(Canvas& c, const Air& air, int layout);
void paint_neon_city(Canvas& c, const Air& air, int layout);
void paint_castle_courtyard(Canvas& c, const Air& air, int layout);
void paint_playground(Canvas& c, const Air& air, int layout);
void paint_railway_station(Canvas& c, const Air& air, int layout);
void paint_alien_desert(Canvas& c, const Air& air, int layout);
void paint_temple(Canvas& c, const Air& air, int layout);
void paint_ice_field(Canvas& c, const Air& air, int layout);
void paint_lavender_field(Canvas& c, const Air& air, int layout);
void paint_rooftop(Canvas& c, const Air& air, int layout);
void paint_cliffs(Canvas& c, const Air& air, int layout);
void paint_cafe(Canvas& c, const Air& air, int layout);
void paint_stage(Canvas& c, const Air& air, int layout);
void paint_library(Canvas& c, const Air& air, int layout);
void paint_bedroom(Canvas& c, const Air& air, int layout);
void paint_living_room(Canvas& c, const Air& air, int layout);
void paint_bathroom(Canvas& c, const Air& air, int layout);
void paint_classroom(Canvas& c, const Air& air, int layout);
void paint_workshop(Canvas& c, const Air& air, int layout);
void paint_laboratory(Canvas& c, const Air& air, int layout);
void paint_greenhouse(Canvas& c, const Air& air, int layout);
void paint_museum(Canvas& c, const Air& air, int layout);
void paint_throne_room(Canvas& c, const Air& air, int layout);
void paint_spaceship_cabin(Canvas& c, const Air& air, int layout);
void paint_restaurant(Canvas& c, const Air& air, int layout);
void paint_office(Canvas& c, const Air& air, int layout);
void paint_gym(Canvas& c, const Air& air, int layout);
void paint_toy_shop(Canvas& c, const Air& air, int layout);
void paint_photo_studio(Canvas& c, const Air& air, int layout);
void paint_antique_table(Canvas& c, const Air& air, int layout);
void paint_paper_page(Canvas& c, const Air& air, int layout);

}  // namespace reverie::paint
