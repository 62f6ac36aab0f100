#include "training/upscaler_pairs.h"

#include <torch/utils.h>

#include "sampling/noise.h"
#include "training/picture_bytes.h"

namespace reverie {
namespace {

// As large as pictures are in use: what things look like after the autoencoder depends on it.
constexpr Grid kWhole{16, 16};
// Of styled scenes, whose drawing at four times the size costs up to ten times as much.
constexpr Grid kStyled{kSmallestGrid, kSmallestGrid};
// As deviation of the latents, at most: the autoencoder learned to see past as much.
constexpr double kMostLatentNoise = 0.1;

// How far an edge of a decoded picture reaches, in pixels: about three squares of this side.
constexpr int64_t kSoftPx = 4;

// The picture as soft as a decoded one, and nothing of it moved. [1, 3, h, w], sides multiples of kSoftPx.
Tensor softened(const Tensor& picture) {
  const Tensor small = at::avg_pool2d(picture, {kSoftPx, kSoftPx});
  const Tensor soft = at::avg_pool2d(at::replication_pad2d(small, {1, 1, 1, 1}), {3, 3}, {1, 1});
  return at::upsample_bilinear2d(soft, {picture.size(2), picture.size(3)}, false);
}

}  // namespace

UpscalerPairs::UpscalerPairs(const Flux2Autoencoder& autoencoder, Compositor& compositor, uint64_t seed,
                             int64_t capacity, SceneOptions options, Given given)
    : autoencoder_(autoencoder),
      compositor_(compositor),
      seed_(seed),
      options_(std::move(options)),
      given_(given),
      pool_(capacity, [this](int64_t index) { return draw(index); }) {}

UpscalerPair UpscalerPairs::draw(int64_t index) const {
  const torch::NoGradGuard no_grad;
  Random random(seed_, static_cast<uint64_t>(index));
  SceneOptions options = options_;
  options.grid = kWhole;
  Scene scene = sample_scene(random, options);
  if (const Style style = scene.style; style != Style::Flat) {
    options.grid = kStyled;
    scene = sample_scene(random, options);
    scene.style = style;
  }
  const int64_t px = autoencoder_.config().pixels_per_token();
  const Tensor picture = (compositor_.render(scene, px) * 2 - 1).unsqueeze(0);
  const Tensor latents = autoencoder_.encode(picture);
  const Tensor noise =
      gaussian_noise(seed_, static_cast<uint64_t>(index), latents.sizes()).to(latents.device());
  const Tensor decoded = autoencoder_.decode(latents + kMostLatentNoise * random.uniform() * noise);
  const Tensor given = given_ == Given::AsDecoded ? decoded : softened(picture) + decoded - softened(decoded);
  return {bytes_of(given[0]), bytes_of(compositor_.render(scene, 2 * px) * 2 - 1),
          bytes_of(compositor_.render(scene, 4 * px) * 2 - 1)};
}

}  // namespace reverie
