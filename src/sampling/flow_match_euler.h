// sampling/flow_match_euler.h
//
// The noise levels of flow matching, and one Euler step between two of them.
//
// Used by   pipeline/denoise, training/train_transformer
// Source    diffusers `FlowMatchEulerDiscreteScheduler` with use_dynamic_shifting and exponential time
//           shift, and `compute_empirical_mu` of pipeline_flux2_klein.py (0.42).
// Trap      The shift depends on the number of image tokens: larger pictures stay noisy longer.
// Proven by tests/sampling/flow_match_euler_test.cpp
#pragma once

#include <torch/types.h>

#include <vector>

#include "core/json.h"

namespace reverie {

// Throws Error(CorruptFile) if scheduler/scheduler_config.json asks for what we do not implement.
void check_scheduler_config(const Json& config);

// The shift of the schedule for I = `image_tokens` at `steps` steps.
double empirical_mu(int64_t image_tokens, int64_t steps);

// s in 0..1 -> exp(mu) / (exp(mu) + 1 / s - 1), the time-shifted noise level.
double shift_sigma(double s, double mu);

// Noise levels from 1 (pure noise) down to 0 (picture): steps + 1 values, strictly falling, first
// exactly 1, last exactly 0. In float32, as the reference keeps them.
// Throws Error(InvalidRequest, "steps") outside 1..1000.
std::vector<float> flow_schedule(int64_t steps, int64_t image_tokens);

// latents + (sigma_next - sigma) * velocity, computed in fp32, in the latents' dtype.
torch::Tensor euler_step(const torch::Tensor& latents, const torch::Tensor& velocity, float sigma,
                         float sigma_next);

}  // namespace reverie
