// sampling/denoise.h
//
// The one sampler loop: noise in, latents of a picture out. References, guidance and negative prompts
// are data in `Conditioning`, not other loops.
//
// Used by   pipeline/image_pipeline, training/sample_sheet
// Source    diffusers pipeline_flux2_klein.py, step 7 (0.42); guidance is uncond + s (cond - uncond).
// Proven by tests/pipeline/golden_test.cpp against the reference pipeline with 0, 1 and 3 references
//
// Shapes    B pictures, I image tokens, R reference tokens, T text tokens, Z, J as in docs/shapes.md
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "models/flux2_transformer.h"

namespace reverie {

struct Conditioning {
  Tensor text;                          // [B, T, J]
  std::optional<Tensor> negative_text;  // [B, T', J], with guidance_scale > 1
  Tensor image_ids;                     // [I, 4]
  // References, one way or the other (models/flux2_transformer.h), or neither:
  Tensor joint_references;     // [1, R, Z], clean
  Tensor joint_reference_ids;  // [R, 4]
  ReferenceCache reused_references;
  // Pictures of what the words name (lookup/picture_book.h): the negative text goes without them.
  ReferenceCache named_things;
};

struct DenoiseStep {
  int64_t index;  // 0 .. count - 1, just finished
  int64_t count;
  Tensor preview;  // [B, I, Z]: the picture as now foreseen (x0), for previews
};

// Called after each step; returning false stops the loop with Error(Cancelled).
using OnDenoiseStep = std::function<bool(const DenoiseStep&)>;

// latents [B, I, Z], noise of deviation 1; sigmas as from flow_schedule; guidance_scale 1 means none.
// Returns clean latents [B, I, Z].
Tensor denoise(const Flux2Transformer& transformer, Tensor latents, const Conditioning& conditioning,
               const std::vector<float>& sigmas, double guidance_scale, const OnDenoiseStep& on_step = {});

}  // namespace reverie
