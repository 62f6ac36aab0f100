#include "pipeline/prepare_things.h"

#include <torch/utils.h>

#include "lookup/thing_groups.h"
#include "pipeline/shown_pictures.h"

namespace reverie {

Cutout cut_out(const PlacedPicture& thing, const PictureBook& book, const Flux2Autoencoder& autoencoder) {
  const Tensor picture = decode_shown(autoencoder, book.tokens({thing}), {book.rows(), book.columns()});
  const Tensor alpha = book.drawings()->rgba[thing.picture][3].to(torch::kFloat) / 255;
  const Tensor rgba = cut_out(picture, alpha);
  const int64_t side = thing.tokens * shown_px(autoencoder);
  if (rgba.size(1) == side && rgba.size(2) == side) return {rgba, thing.slot};
  return {at::_upsample_bilinear2d_aa(rgba.unsqueeze(0), {side, side}, false)[0], thing.slot};
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
