#include "evaluation/style_reader.h"

#include <torch/utils.h>

namespace reverie {
namespace {

using torch::Tensor;

constexpr std::int64_t kPx = StyleReader::kPx;

struct Look {
  Tensor colours;  // [3, 2 rows, 2 columns]
  Tensor spread;   // [3, rows, columns]: standard deviation within each token
};

Look look_of(const Tensor& picture) {
  const Tensor one = picture.unsqueeze(0);
  const Tensor mean = torch::avg_pool2d(one, kPx);
  const Tensor variance = torch::avg_pool2d(one.square(), kPx) - mean.square();
  return {torch::avg_pool2d(one, kPx / 2)[0], variance.clamp_min(0).sqrt()[0]};
}

double distance(const Tensor& one, const Tensor& other) {
  return (one - other).square().mean().item<double>();
}

}  // namespace

Style StyleReader::read(const Tensor& picture, Scene scene) {
  const torch::NoGradGuard no_grad;
  const Tensor small = at::_upsample_bilinear2d_aa(
      picture.unsqueeze(0).to(torch::kFloat), {scene.grid.rows * kPx, scene.grid.columns * kPx}, false)[0];
  const Look seen = look_of(small);
  std::vector<Look> looks;
  for (const Style style : all_styles()) {
    scene.style = style;
    looks.push_back(look_of(compositor_.render(scene, kPx).cpu()));
  }
  double colours = 0, spread = 0;  // between two styles
  for (std::size_t i = 0; i < looks.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      colours += distance(looks[i].colours, looks[j].colours);
      spread += distance(looks[i].spread, looks[j].spread);
    }
  }
  std::size_t best = 0;
  double least = 0;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    const double far =
        distance(seen.colours, looks[i].colours) / colours + distance(seen.spread, looks[i].spread) / spread;
    if (i == 0 || far < least) {
      least = far;
      best = i;
    }
  }
  return all_styles()[best];
}

}  // namespace reverie
