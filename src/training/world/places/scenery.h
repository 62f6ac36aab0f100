// training/world/places/scenery.h
//
// What several places share: trees, bushes, flowers, lamps, windows, floors. Each stands on a point
// given in units (paint.h) and is sized in units.
//
// Used by   the painters in training/world/places/.
#pragma once

#include "training/world/places/air.h"

namespace reverie::paint {

// A conifer of three tiers; `snow`, or winter, adds white caps.
void pine(Canvas& c, const Air& air, Point foot, float height, Color green, bool snow = false);
// A broad tree with a round crown; in winter its branches are bare and carry snow.
void round_tree(Canvas& c, const Air& air, Point foot, float height, Color green);
void bush(Canvas& c, const Air& air, Point foot, float width, Color green);
void flower(Canvas& c, const Air& air, Point head, float size, Color petals);
// In winter, snow on what faces the sky: the upper rim of a roof, a hedge or a bench, `depth` thick.
void snow_cap(Canvas& c, const Air& air, const Shape& shape, float depth);
// A tuft of three blades of grass.
void tuft(Canvas& c, Point foot, float height, Color green);
// A soft dark pool under what stands on the ground.
void contact_shadow(Canvas& c, Point foot, float width, float opacity = 0.18F);
// A pointed row of far conifers between two x, as a crest.
Crest pine_row(float foot_y, float height, float spacing);
// A window: frame, the sky outside with sun or moon, glazing bars.
void window(Canvas& c, const Air& air, Box box, Color frame, int layout);
// A floor of boards or tiles seen in perspective, below `top`.
void floor_lines(Canvas& c, float top, float spacing, Color line, bool crosses);

}  // namespace reverie::paint
