#include "pipeline/prepare_things.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "lookup/thing_groups.h"
#include "pipeline/shown_pictures.h"

namespace reverie {

namespace {

Tensor resized_to(const Tensor& rgba, int64_t side) {
  if (rgba.size(1) == side && rgba.size(2) == side) return rgba;
  return at::_upsample_bilinear2d_aa(rgba.unsqueeze(0), {side, side}, false)[0];
}

}  // namespace

Cutout cut_out(const PlacedPicture& thing, const PictureBook& book, const Flux2Autoencoder& autoencoder) {
  const Tensor picture = decode_shown(autoencoder, book.tokens({thing}), {book.rows(), book.columns()});
  const Tensor alpha = book.drawings()->rgba[thing.picture][3].to(torch::kFloat) / 255;
  const Tensor rgba = cut_out(picture, alpha);
  const int64_t px = shown_px(autoencoder);
  if (!thing.inset) return {resized_to(rgba, thing.tokens * px), thing.slot};
  const auto in_px = [&](double tokens) { return std::llround(tokens * static_cast<double>(px)); };
  Tensor whole = torch::zeros({4, thing.tokens * px, thing.tokens * px}, rgba.options());
  const int64_t side = std::clamp<int64_t>(in_px(thing.inset->tokens), 1, whole.size(1));
  const int64_t row = std::clamp<int64_t>(in_px(thing.inset->row), 0, whole.size(1) - side);
  const int64_t column = std::clamp<int64_t>(in_px(thing.inset->column), 0, whole.size(2) - side);
  whole.narrow(1, row, side).narrow(2, column, side).copy_(resized_to(rgba, side));
  return {whole, thing.slot};
}

std::vector<PreparedPicture> prepare_things(const std::vector<std::vector<PlacedPicture>>& groups,
                                            const PictureBook& book, const Flux2Autoencoder& autoencoder,
                                            const std::optional<SceneryPlan>& scenery, Grid grid) {
  const int64_t px = shown_px(autoencoder);
  Surroundings surroundings;
  if (scenery) surroundings = surroundings_in(atmosphere_of(*scenery, book), scenery->layout, grid, px);
  std::vector<PreparedPicture> prepared;
  for (const std::vector<PlacedPicture>& group : groups) {
    const Frame frame = frame_of(group);
    std::vector<Cutout> things;
    for (const PlacedPicture& thing : group) {
      Cutout one = standing_in(surroundings, cut_out(thing, book, autoencoder), px);
      one.slot = {one.slot.row - frame.slot.row, one.slot.column - frame.slot.column};
      things.push_back(std::move(one));
    }
    const Tensor picture = on_grey(things, frame.grid, px);
    prepared.push_back({encode_shown(autoencoder, picture, book.picture_options()), frame.grid, frame.slot});
  }
  return prepared;
}

}  // namespace reverie
