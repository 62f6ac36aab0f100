// training/world/places/waterside.h
//
// What places by the water share: light on its surface, rocks on its shore, birds above it.
//
// Used by   the painters of the harbour, the waterfall, the sea floor, the ice field, the cliffs, the park.
// Units     As in paint.h; a rock stands on its foot.
#pragma once

#include "training/world/places/air.h"

namespace reverie::paint {

// The path of sun or moon on the water below x, from `top` to `bottom`; none at noon.
void glitter(Canvas& c, const Air& air, float x, float top, float bottom);
// Short level strokes of light spread over water between two heights.
void ripples(Canvas& c, const Air& air, float top, float bottom, float opacity, int layout);
// A rounded rock with a lit top.
void boulder(Canvas& c, const Air& air, Point foot, float width, Color stone);
// Three gulls on the wing.
void gulls(Canvas& c, const Air& air, Point centre, float size);

}  // namespace reverie::paint
