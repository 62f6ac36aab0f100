// pipeline/prepare_things.h
//
// Draws the things that the picture book does not have as they are to be shown, in another size, covering
// each other or in another light than a clear day's, and encodes them: their book pictures are decoded, cut
// out, and drawn on grey again.
//
// Used by   pipeline/image_pipeline, pipeline/prepare_scenery
// Proven by tests/pipeline/prepare_things_test.cpp
#pragma once

#include <vector>

#include "lookup/scenery.h"
#include "models/flux2_autoencoder.h"

namespace reverie {

// The thing in the size that it is shown in. The book has outlines.
Cutout cut_out(const PlacedPicture& thing, const PictureBook& book, const Flux2Autoencoder& autoencoder);

// One picture for each group (lookup/thing_groups.h), in the light and behind what falls where `scenery` is
// given; `grid` is that of the picture that is drawn. The book has outlines.
std::vector<PreparedPicture> prepare_things(const std::vector<std::vector<PlacedPicture>>& groups,
                                            const PictureBook& book, const Flux2Autoencoder& autoencoder,
                                            const std::optional<SceneryPlan>& scenery, Grid grid);

}  // namespace reverie
