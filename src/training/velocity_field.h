// training/velocity_field.h
//
// A network with its words and references as what distillation sees of it: a velocity for each point. So
// methods of distillation know nothing of text, references and guidance, and tests use fields with known
// trajectories.
//
// Used by   trajectory_distillation, train_distilled
// Proven by tests/training/velocity_field_test.cpp
#pragma once

#include <functional>

#include "training/velocity_loss.h"

namespace reverie {

// x [N, I, Z] at noise levels sigma [N], being the rows `rows` [N] (int64, rising) of a batch -> [N, I, Z].
using VelocityField = std::function<Tensor(const Tensor& x, const Tensor& sigma, const Tensor& rows)>;

// `transformer` must outlive the field.
VelocityField plain_field(const Flux2Transformer& transformer, Conditioning conditioning);

// without + scale * (with - without), both in one pass. `conditioning` holds a negative text as long as the
// text; references are the same on both sides, as in sampling/denoise.
VelocityField guided_field(const Flux2Transformer& transformer, Conditioning conditioning, double scale);

}  // namespace reverie
