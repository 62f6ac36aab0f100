#include "pipeline/prepare_scenery.h"

#include <torch/utils.h>
#include <algorithm>

namespace reverie {
namespace {

// tokens [rows columns, Z] -> [3, rows px, columns px], 0 to 1.
Tensor decode_shown(const Flux2Autoencoder& autoencoder, const Tensor& tokens, Grid grid) {
  const Tensor packed = tokens.t().reshape({1, tokens.size(1), grid.rows, grid.columns});
  const Tensor picture = autoencoder.decode(autoencoder.unpack(packed)).to(torch::kFloat);
  const int64_t times = autoencoder.config().pixels_per_token() / shown_px(autoencoder);
  return (at::avg_pool2d(picture, {times, times})[0] / 2 + 0.5).clamp(0, 1).cpu();
}

}  // namespace

int64_t shown_px(const Flux2Autoencoder& autoencoder) {
  constexpr int64_t kMostPx = 16;
  return std::min(kMostPx, autoencoder.config().pixels_per_token());
}

Tensor encode_shown(const Flux2Autoencoder& autoencoder, const Tensor& picture,
                    const torch::TensorOptions& options) {
  const int64_t times = autoencoder.config().pixels_per_token() / shown_px(autoencoder);
  const Tensor large = (picture * 2 - 1).repeat_interleave(times, 1).repeat_interleave(times, 2);
  const Tensor packed = autoencoder.pack(autoencoder.encode(large.unsqueeze(0).to(options)));
  return packed[0].flatten(1).transpose(0, 1).contiguous();  // [rows * columns, Z]
}

Scenery prepare_scenery(const SceneryPlan& plan, const PictureBook& book, const Glyphs* letters,
                        const Flux2Autoencoder& autoencoder, Grid grid) {
  const int64_t px = shown_px(autoencoder);
  const Tensor source = plan.place
                            ? decode_shown(autoencoder, book.tokens(*plan.place), book.grid_of(*plan.place))
                            : plan.given;
  std::vector<Cutout> things;
  if (plan.sign) things.push_back(cut_out(*plan.sign, *letters, px));
  for (const PlacedPicture& thing : plan.things) {
    if (thing.goes || !book.drawings()) continue;  // without an outline it is shown beside the scenery only
    const Tensor picture = decode_shown(autoencoder, book.tokens({thing}), {book.rows(), book.columns()});
    const Tensor alpha = book.drawings()->rgba[thing.picture][3].to(torch::kFloat) / 255;
    things.push_back({cut_out(picture, alpha), thing.slot});
  }
  const int64_t weather = plan.treatment.weather;
  const Falling* falling =
      weather == 0 ? nullptr : &book.places()->weathers.at(static_cast<std::size_t>(weather - 1)).falling;
  const Tensor drawn =
      draw_scenery(fitted(source, grid, px), things, falling, plan.layout, plan.treatment.style, px);
  return {encode_shown(autoencoder, drawn, book.picture_options()), grid};
}

}  // namespace reverie
