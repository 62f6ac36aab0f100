#include "pipeline/shown_pictures.h"

#include <torch/utils.h>
#include <algorithm>

namespace reverie {

int64_t shown_px(const Flux2Autoencoder& autoencoder) {
  constexpr int64_t kMostPx = 16;
  return std::min(kMostPx, autoencoder.config().pixels_per_token());
}

Tensor decode_shown(const Flux2Autoencoder& autoencoder, const Tensor& tokens, Grid grid) {
  const Tensor packed = tokens.t().reshape({1, tokens.size(1), grid.rows, grid.columns});
  const Tensor picture = autoencoder.decode(autoencoder.unpack(packed)).to(torch::kFloat);
  const int64_t times = autoencoder.config().pixels_per_token() / shown_px(autoencoder);
  return (at::avg_pool2d(picture, {times, times})[0] / 2 + 0.5).clamp(0, 1).cpu();
}

Tensor encode_shown(const Flux2Autoencoder& autoencoder, const Tensor& picture,
                    const torch::TensorOptions& options) {
  const int64_t times = autoencoder.config().pixels_per_token() / shown_px(autoencoder);
  const Tensor large = (picture * 2 - 1).repeat_interleave(times, 1).repeat_interleave(times, 2);
  const Tensor packed = autoencoder.pack(autoencoder.encode(large.unsqueeze(0).to(options)));
  return packed[0].flatten(1).transpose(0, 1).contiguous();  // [rows * columns, Z]
}

}  // namespace reverie
