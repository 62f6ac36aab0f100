#include "evaluation/style_reader.h"

#include <torch/utils.h>
#include <array>

#include "lookup/style_finder.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr std::int64_t kPx = StyleReader::kPx;
// Of colours, spread and texture; noise moves texture most.
constexpr std::array<double, 3> kWeights = {1, 1, 0.15};

struct Look {
  Tensor colours;  // [3, 2 rows, 2 columns]
  Tensor spread;   // [3, rows, columns]: standard deviation within each token
  Tensor texture;  // [kStyleFeatures]: lines, grain, cells and frames, wherever they are
};

Look look_of(const Tensor& picture) {
  const Tensor one = picture.unsqueeze(0);
  const Tensor mean = torch::avg_pool2d(one, kPx);
  const Tensor variance = torch::avg_pool2d(one.square(), kPx) - mean.square();
  return {torch::avg_pool2d(one, kPx / 2)[0], variance.clamp_min(0).sqrt()[0], style_features(picture)};
}

double distance(const Tensor& one, const Tensor& other) {
  return (one - other).square().mean().item<double>();
}

}  // namespace

Style StyleReader::read(const Tensor& picture, Scene scene) {
  const torch::NoGradGuard no_grad;
  const Tensor small = at::_upsample_bilinear2d_aa(
      picture.unsqueeze(0).to(torch::kFloat), {scene.grid.rows * kPx, scene.grid.columns * kPx}, false)[0];
  Look seen = look_of(small);
  std::vector<Look> looks;
  for (const Style style : all_styles()) {
    scene.style = style;
    looks.push_back(look_of(compositor_.render(scene, kPx).cpu()));
  }
  std::vector<Tensor> textures;
  for (const Look& look : looks) textures.push_back(look.texture);
  const Tensor usual = torch::stack(textures).std(0) + 1e-3;  // how far styles are apart in each feature
  for (Look& look : looks) look.texture /= usual;
  seen.texture = seen.texture / usual;
  const auto parts = [](const Look& one, const Look& other) {
    return std::array{distance(one.colours, other.colours), distance(one.spread, other.spread),
                      distance(one.texture, other.texture)};
  };
  std::array<double, 3> between{};  // two styles
  for (std::size_t i = 0; i < looks.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto far = parts(looks[i], looks[j]);
      for (std::size_t k = 0; k < far.size(); ++k) between[k] += far[k];
    }
  }
  std::size_t best = 0;
  double least = 0;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    const auto apart = parts(seen, looks[i]);
    double far = 0;
    for (std::size_t k = 0; k < apart.size(); ++k) far += kWeights[k] * apart[k] / between[k];
    if (i == 0 || far < least) {
      least = far;
      best = i;
    }
  }
  return all_styles()[best];
}

}  // namespace reverie
