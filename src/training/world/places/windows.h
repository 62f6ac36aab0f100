// training/world/places/windows.h
//
// Windows of rooms and what is seen through them. The frame is lit by the room, the view by the hour
// outside. The plain window of a house is in scenery.h.
//
// Used by   the painters of rooms in training/world/places/.
#pragma once

#include "training/world/places/air.h"

namespace reverie::paint {

// A rectangle whose top is a half circle.
Shape arch(Box box);

// Views, cut to the glass; `b` is the box they are composed in.
void view_of_sky(Canvas& c, const Air& outside, const Shape& glass, Box b, int layout);
void view_of_hills(Canvas& c, const Air& outside, const Shape& glass, Box b, int layout);
void view_of_street(Canvas& c, const Air& outside, const Shape& glass, Box b, int layout);
void view_of_skyline(Canvas& c, const Air& outside, const Shape& glass, Box b, int layout);

// Glazing bars that part the box in `across` x `down` panes.
void glazing(Canvas& c, Box b, int across, int down, float bar, Color frame);
// A tall arched window with hills behind it.
void arched_window(Canvas& c, const Air& outside, Box b, Color frame, int layout);

}  // namespace reverie::paint
