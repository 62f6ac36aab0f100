// training/world/places/furnishings.h
//
// What several rooms share: lamps, pictures, plants, rugs, shelves, curtains, pillars, small tables.
// Each stands on, or hangs from, a point given in units (paint.h) and is sized in units.
//
// Used by   the painters of rooms in training/world/places/.
// Trap      `air` is the air of the room, indoors(outside), so that lamplight and shade agree.
#pragma once

#include "training/world/places/air.h"

namespace reverie::paint {

// Lamps. Those that hang come down from above the picture; `p` is the middle of the shade's rim.
void hanging_lamp(Canvas& c, const Air& air, Point p, Color shade, float size = 1);
void globe_lamp(Canvas& c, const Air& air, Point p, float radius);
void floor_lamp(Canvas& c, const Air& air, Point foot, float h);
void table_lamp(Canvas& c, const Air& air, Point foot, float h, Color base);
// Small bulbs on a cord that sags between a and b.
void fairy_lights(Canvas& c, const Air& air, Point a, Point b, float sag, int count);

// A framed picture with a mount. Motifs: 0 hills, 1 sea with sun, 2 flowers, 3 a portrait, 4 shapes.
void framed_picture(Canvas& c, const Air& air, Box box, Color frame, int motif);
// A lit rectangle of daylight or moonlight that a window throws on a wall or floor.
void light_patch(Canvas& c, const Air& air, Point top, float width, float height, float slant);

void rug(Canvas& c, const Air& air, Point centre, float radius_x, float radius_y, Color edge, Color ring,
         Color middle);
// Leaves in a pot; kinds: 0 blades, 1 a bush of round leaves, 2 a palm.
void potted_plant(Canvas& c, const Air& air, Point foot, float h, Color pot, int kind);
void vase(Canvas& c, const Air& air, Point foot, float h, Color glaze, Color petals);

// Full bookshelves between two x, from the floor up past `top`.
void bookshelves(Canvas& c, const Air& air, float left, float right, float floor, int seed, float top = 0,
                 Color wood = hex(0x9A673F));
// A row of bottles that stands on `shelf`, each of one of the colours.
void bottles(Canvas& c, const Air& air, float left, float right, float shelf, float h,
             const std::vector<Color>& glass, int seed);
// A board on the wall, its upper side at `y`.
void wall_shelf(Canvas& c, const Air& air, float left, float right, float y, Color wood);

// A hanging cloth in soft folds.
void curtain(Canvas& c, const Air& air, Box box, Color cloth, float fold = 0.05F);
// What lies between a rim that runs downwards and the upright line at `outer`.
Shape beside(const std::vector<Point>& rim, float outer);
// A curtain drawn aside to `side` (-1 left, 1 right) and tied at three fifths of its height.
void tied_curtain(Canvas& c, const Air& air, Box box, Color cloth, float side);

// A pillar with base and capital.
void pillar(Canvas& c, const Air& air, float x, float top, float foot, float width, Color stone);
// Panelled wood along the foot of a wall, and its skirting board.
void wainscot(Canvas& c, const Air& air, float top, float floor, float panel, Color wood);

void round_table(Canvas& c, const Air& air, Point foot, float w, float h, Color top);
void chair(Canvas& c, const Air& air, Point foot, float h, Color wood, float facing);

// A floor of boards below `top`, paler where it is far.
void board_floor(Canvas& c, const Air& air, float top, Color wood, float spacing);
// A floor of square tiles in two quiet colours.
void tile_floor(Canvas& c, const Air& air, float top, float tile, Color one, Color other);

}  // namespace reverie::paint
