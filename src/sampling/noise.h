// sampling/noise.h
//
// Gaussian noise from a counter, so that the same seed gives the same noise on every device, for every
// batch size and whatever else was drawn before.
//
// Used by   pipeline/image_pipeline, training (validation noise), write_tokens
// Source    Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
//           Normals by Box and Muller.
// How       key     = the seed, 64 bits
//           counter = (block number, 64 bits; stream, 64 bits); the stream is the image's index
//           block n gives elements 4n .. 4n + 3: four 32-bit words a, b, c, d become
//           r(a) cos(2 pi b), r(a) sin(2 pi b), r(c) cos(2 pi d), r(c) sin(2 pi d),
//           with r(u) = sqrt(-2 ln((u + 0.5) / 2^32)) and angles (u + 0.5) / 2^32, in float64,
//           rounded to float32 at the end.
// Proven by tests/sampling/noise_test.cpp: the authors' known answers, and moments.
#pragma once

#include <torch/types.h>

#include <array>
#include <cstdint>

namespace reverie {

// Ten rounds of Philox4x32.
std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

// The first word of block `block` of `stream`, as a number strictly between 0 and 1.
double uniform_number(uint64_t seed, uint64_t stream, uint64_t block);

// Standard normal values, fp32, on the CPU, in row-major order.
torch::Tensor gaussian_noise(uint64_t seed, uint64_t image_index, at::IntArrayRef shape);

}  // namespace reverie
