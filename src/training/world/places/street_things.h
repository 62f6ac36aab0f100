// training/world/places/street_things.h
//
// What streets, squares and platforms share: lamps, benches, awnings, windows, gables, the crowns of walls.
//
// Used by   the painters of the city, the street, the market, the park, the harbour, the station, the roofs.
// Units     As in paint.h; lamp, bench and house stand on their foot.
#pragma once

#include "training/world/places/air.h"

namespace reverie::paint {

// An iron post with a round lamp that shines at sunset and at night.
void street_lamp(Canvas& c, const Air& air, Point foot, float height);
void bench(Canvas& c, const Air& air, Point foot, float width, Color wood);
// A sloping awning in `stripes` stripes of two colours, with a scalloped hem.
void awning(Canvas& c, const Air& air, Box box, int stripes, Color first, Color second);
// What a window pane shows from outside: lamplight after dark, the sky before.
Color pane(const Air& air);
// Framed windows in a grid, equally spaced inside `box`; after dark some stay dark, chosen by `seed`.
void house_windows(Canvas& c, const Air& air, Box box, int columns, int rows, Color frame, int seed);
// Merlons of a wall between two x, standing on `foot`.
Shape battlements(float left, float right, float foot, float size);

}  // namespace reverie::paint
