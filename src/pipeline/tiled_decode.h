// pipeline/tiled_decode.h
//
// Latents to a picture in tiles that overlap, so that memory stays bounded at any size.
//
// Each tile is decoded with its neighbourhood and faded into its neighbours across the overlap with
// weights that add up to one everywhere. The decoder's group norms see one tile at a time, so two tiles
// can differ slightly in tone; the fade turns that into a slope too gentle to see.
//
// Used by   pipeline/image_pipeline
// Proven by tests/pipeline/tiled_decode_test.cpp: no step at tile borders, and equality with one tile
#pragma once

#include <functional>

#include "models/flux2_autoencoder.h"

namespace reverie {

struct TileOptions {
  int64_t tile_latents = 64;     // side of a tile, in latents; pictures up to this size are one tile
  int64_t overlap_latents = 16;  // shared by two neighbours
};

// latents [1, Z', h, w] -> picture [1, 3, S h, S w], fp32. `on_tile(done, count)` after each tile; it may
// throw.
Tensor decode_tiled(const Flux2Autoencoder& autoencoder, const Tensor& latents, const TileOptions& options,
                    const std::function<void(int64_t, int64_t)>& on_tile = {});

// Where tiles of `tile` begin so that they cover `length` and neighbours share at least `overlap`.
std::vector<int64_t> tile_starts(int64_t length, int64_t tile, int64_t overlap);

}  // namespace reverie
