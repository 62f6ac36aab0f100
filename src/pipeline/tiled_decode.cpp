#include "pipeline/tiled_decode.h"

#include <algorithm>

namespace reverie {
namespace {

// Weights [count] along one side of a tile: a straight rise over `rise` pixels at each side that has a
// neighbour, full strength elsewhere. Rise and fall of two neighbours add up to one.
Tensor fade(int64_t count, int64_t rise, bool has_before, bool has_after) {
  Tensor weights = torch::ones({count});
  const Tensor ramp = (torch::arange(rise) + 0.5) / static_cast<double>(rise);
  if (has_before) weights.narrow(0, 0, rise).mul_(ramp);
  if (has_after) weights.narrow(0, count - rise, rise).mul_(ramp.flip(0));
  return weights;
}

}  // namespace

std::vector<int64_t> tile_starts(int64_t length, int64_t tile, int64_t overlap) {
  std::vector<int64_t> starts{0};
  while (starts.back() + tile < length)
    starts.push_back(std::min(starts.back() + tile - overlap, length - tile));
  return starts;
}

Tensor decode_tiled(const Flux2Autoencoder& autoencoder, const Tensor& latents, const TileOptions& options,
                    const std::function<void(int64_t, int64_t)>& on_tile) {
  const int64_t rows = latents.size(2);
  const int64_t columns = latents.size(3);
  const int64_t scale = autoencoder.config().pixels_per_latent();
  if (rows <= options.tile_latents && columns <= options.tile_latents)
    return autoencoder.decode(latents).to(torch::kFloat32);

  const int64_t tile_rows = std::min(rows, options.tile_latents);
  const int64_t tile_columns = std::min(columns, options.tile_latents);
  const auto row_starts = tile_starts(rows, tile_rows, options.overlap_latents);
  const auto column_starts = tile_starts(columns, tile_columns, options.overlap_latents);
  const auto count = static_cast<int64_t>(row_starts.size() * column_starts.size());

  // The last tile of a line may share more than `overlap` with its neighbour; dividing by the sum of the
  // weights keeps their total at one there too.
  Tensor picture = torch::zeros({1, 3, rows * scale, columns * scale});
  Tensor total = torch::zeros({1, 1, rows * scale, columns * scale});
  int64_t done = 0;
  for (const int64_t row : row_starts) {
    for (const int64_t column : column_starts) {
      const Tensor tile =
          autoencoder.decode(latents.narrow(2, row, tile_rows).narrow(3, column, tile_columns))
              .to(torch::kFloat32)
              .cpu();
      const Tensor down =
          fade(tile.size(2), options.overlap_latents * scale, row > 0, row + tile_rows < rows);
      const Tensor across =
          fade(tile.size(3), options.overlap_latents * scale, column > 0, column + tile_columns < columns);
      const Tensor weight = down.unsqueeze(1) * across.unsqueeze(0);  // [tile height, tile width]
      const auto part = [&](const Tensor& whole) {
        return whole.narrow(2, row * scale, tile.size(2)).narrow(3, column * scale, tile.size(3));
      };
      part(picture).add_(tile * weight);
      part(total).add_(weight);
      if (on_tile) on_tile(++done, count);
    }
  }
  return picture.div_(total);
}

}  // namespace reverie
