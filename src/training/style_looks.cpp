#include "training/style_looks.h"

#include <torch/utils.h>

#include "drawing/styles/style.h"
#include "lookup/style_finder.h"
#include "training/mini_config.h"

namespace reverie {
namespace {

// As a model may draw it: a little soft or not. picture [3, h, w].
Tensor softened(const Tensor& picture, Random& random) {
  if (random.chance(0.5)) return picture;
  const Tensor one = picture.unsqueeze(0);
  const Tensor blurred = at::avg_pool2d(at::replication_pad2d(one, {1, 1, 1, 1}), {3, 3}, {1, 1})[0];
  return picture + random.uniform() * (blurred - picture);
}

}  // namespace

std::vector<std::vector<double>> learn_style_looks(Compositor& compositor, int64_t scenes, uint64_t seed) {
  const torch::NoGradGuard no_grad;
  constexpr double kRidge = 1e-3;
  const auto& styles = all_styles();
  std::vector<std::vector<Tensor>> features(styles.size());
  for (int64_t i = 0; i < scenes; ++i) {
    Random random(seed, static_cast<uint64_t>(i));
    const Scene scene = sample_scene(random, {.seasons_and_weather = true});
    const Tensor flat = compositor.render(scene, kMiniCoarsePxPerToken).unsqueeze(0);
    for (std::size_t s = 0; s < styles.size(); ++s) {
      const Tensor picture = apply_style(flat, styles[s], kMiniCoarsePxPerToken, kPaperSeed)[0].cpu();
      features[s].push_back(style_features(softened(picture, random)));
    }
  }
  std::vector<Tensor> means;
  Tensor covariance = torch::zeros({kStyleFeatures, kStyleFeatures}, torch::kDouble);
  for (const std::vector<Tensor>& of_style : features) {
    const Tensor all = torch::stack(of_style).to(torch::kDouble);  // [scenes, features]
    means.push_back(all.mean(0));
    const Tensor centred = all - means.back();
    covariance += centred.t().mm(centred) / static_cast<double>(scenes * static_cast<int64_t>(styles.size()));
  }
  covariance += kRidge * torch::diag(covariance.diag() + 1e-6);
  std::vector<std::vector<double>> looks;
  for (const Tensor& mean : means) {
    const Tensor weights = at::linalg_solve(covariance, mean);
    const Tensor added = -0.5 * weights.dot(mean);
    const Tensor row = torch::cat({weights, added.view({1})}).contiguous();
    looks.emplace_back(row.data_ptr<double>(), row.data_ptr<double>() + row.numel());
  }
  return looks;
}

}  // namespace reverie
