// evaluation/edit_questions.h
//
// Whether an edit was done, and what became of everything it did not name.
//
// Used by   evaluate.cpp
// Proven by tests/evaluation/edit_questions_test.cpp
#pragma once

#include <torch/types.h>

#include <optional>

#include "evaluation/scene_reader.h"
#include "training/world/edits.h"

namespace reverie {

// Is each change of the edit seen? An object counts as where it should be within two tokens; one that was
// removed, replaced or moved must not be seen where it was.
bool is_done(const Edit& edit, const SeenScene& seen);

// How alike the two pictures are outside the slots that the edit changes and one token around them, in dB;
// pictures [3, h, w], 0 to 1, of one size. Nothing if the edit changes the whole picture, or leaves no part
// alone.
std::optional<double> untouched_psnr_db(const Edit& edit, const torch::Tensor& before,
                                        const torch::Tensor& after);

}  // namespace reverie
