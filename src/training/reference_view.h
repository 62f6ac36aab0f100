// training/reference_view.h
//
// A drawn picture as inference sees it when it is given back as a reference. Inference cuts the picture it
// draws to the pixels asked for, and cuts a reference to whole tokens, both in the middle: what was 14 rows
// of tokens comes back as 13, half a token lower. Squares come back as they were.
//
// Used by   latent_pool
// Source    pipeline/render_plan and pipeline/reference_pictures, at 64 pixels a token
// Proven by tests/training/reference_view_test.cpp, against those two
#pragma once

#include <torch/types.h>

#include "training/world/scene.h"

namespace reverie {

// The grid of the reference that a picture drawn on `drawn` becomes. One of training_grids() stands for the
// size people ask for that is drawn on it; any other for a picture of whole tokens, which stays as it is.
Grid reference_grid(Grid drawn);

// pictures [B, 3, rows px, columns px] drawn on `drawn` -> what is left of them on reference_grid(drawn).
torch::Tensor reference_view(const torch::Tensor& pictures, Grid drawn, int64_t px_per_token);

}  // namespace reverie
