// pipeline/prepare_scenery.h
//
// Draws what lies behind everything in a picture (lookup/scenery.h) and encodes it: book pictures are
// decoded, drawn over as small as a network is shown them in training, and encoded again.
//
// Used by   pipeline/image_pipeline
// Proven by tests/pipeline/prepare_scenery_test.cpp
#pragma once

#include "lookup/scenery.h"
#include "models/flux2_autoencoder.h"

namespace reverie {

// Pixels a token of what is drawn for a network: as many as it is shown in training.
int64_t shown_px(const Flux2Autoencoder& autoencoder);

// `grid` is that of the picture that is drawn; `letters` may be null for a plan without a sign. Returns its
// tokens on the autoencoder's device. Throws as draw_lettering().
Scenery prepare_scenery(const SceneryPlan& plan, const PictureBook& book, const Glyphs* letters,
                        const Flux2Autoencoder& autoencoder, Grid grid);

// picture [3, rows px, columns px] with shown_px() pixels a token, 0 to 1 -> [rows columns, Z], clean packed
// latents. `options` are the autoencoder's own: its device and type.
Tensor encode_shown(const Flux2Autoencoder& autoencoder, const Tensor& picture,
                    const torch::TensorOptions& options);

}  // namespace reverie
