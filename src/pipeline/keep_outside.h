// pipeline/keep_outside.h
//
// After an edit: what was drawn anew, in the picture that was given.
//
// Used by   pipeline/finish_picture
// Proven by tests/pipeline/keep_outside_test.cpp
#pragma once

#include <vector>

#include "core/layout.h"
#include "image/image.h"
#include "pipeline/render_plan.h"

namespace reverie {

// `drawn`, but for what lies outside the squares: that is `source`, which has the same ratio. A quarter of a
// token around each square is mixed, and what is drawn anew takes on the tint of what surrounds it.
Image keep_outside(const std::vector<Square>& squares, Grid grid, const RenderPlan& plan, const Image& source,
                   const Image& drawn);

}  // namespace reverie
