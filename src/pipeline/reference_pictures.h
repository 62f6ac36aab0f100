// pipeline/reference_pictures.h
//
// Pictures given with a request, made ready as the reference pipeline does: at most one megapixel, sides
// cut to whole tokens, encoded, packed, and numbered along t.
//
// Used by   pipeline/image_pipeline
// Source    diffusers pipeline_flux2_klein.py, steps 4 and 5 (0.42), image_processor.py
// Trap      The size is truncated, not rounded, and the cut is centred.
#pragma once

#include <optional>
#include <vector>

#include "image/image.h"
#include "models/flux2_autoencoder.h"

namespace reverie {

inline constexpr int64_t kMaxReferencePixels = 1024 * 1024;

struct ReferenceTokens {
  Tensor tokens;  // [1, R, Z], in the order of the pictures
  Tensor ids;     // [R, 4], t = 10, 20, 30, ...
};

// A reference at the size it is encoded at, at most `most_pixels`. One smaller than a token is enlarged to
// one token.
Image prepare_reference(const Image& image, int64_t token_px, int64_t most_pixels = kMaxReferencePixels);

// With `pixels_in_all` each is encoded at its share of them at most, so that many cost no more than a few.
ReferenceTokens encode_references(const Flux2Autoencoder& autoencoder, const std::vector<Image>& references,
                                  torch::Device device, std::optional<int64_t> pixels_in_all = {});

}  // namespace reverie
