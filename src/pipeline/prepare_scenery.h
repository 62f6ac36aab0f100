// pipeline/prepare_scenery.h
//
// Draws what lies behind everything in a picture (lookup/scenery.h) and encodes it: book pictures are
// decoded, drawn over, and encoded again (pipeline/shown_pictures.h).
//
// Used by   pipeline/image_pipeline
// Proven by tests/pipeline/prepare_scenery_test.cpp
#pragma once

#include "lookup/scenery.h"
#include "models/flux2_autoencoder.h"

namespace reverie {

// `grid` is that of the picture that is drawn; `letters` may be null for a plan without a sign. Returns its
// tokens on the autoencoder's device. Throws as draw_lettering().
PreparedPicture prepare_scenery(const SceneryPlan& plan, const PictureBook& book, const Glyphs* letters,
                                const Flux2Autoencoder& autoencoder, Grid grid);

// The sign of a plan that has one as it looks in its light and behind what falls, for a picture of `grid`, to
// be drawn over the finished one: a network's 64 numbers a token blur its words. Throws as draw_lettering().
Cutout prepare_sign(const SceneryPlan& plan, const PictureBook& book, const Glyphs& letters, Grid grid,
                    int64_t px_per_token);

}  // namespace reverie
