#include "lookup/style_finder.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>

namespace reverie {
namespace {

constexpr double kSidePx = 256;     // of a square of the area that is looked at
constexpr int64_t kCellPx = 4;      // of pixel art, at that size
constexpr int64_t kRimPx = 10;      // the edge of the picture
constexpr int64_t kLeastCells = 6;  // of a side, which is more than two rims

// [3, h, w] with that area, whole cells.
Tensor as_looked_at(const Tensor& picture) {
  const auto height = static_cast<double>(picture.size(1)), width = static_cast<double>(picture.size(2));
  const double scale = kSidePx / std::sqrt(height * width);
  const auto whole = [](double side) {
    return std::max(kLeastCells, int64_t{std::llround(side / kCellPx)}) * kCellPx;
  };
  return at::_upsample_bilinear2d_aa(picture.unsqueeze(0).to(torch::kFloat),
                                     {whole(height * scale), whole(width * scale)}, false)[0];
}

Tensor share(const Tensor& is) {
  return is.to(torch::kFloat).mean();
}

// How far each pixel is from its right and its lower neighbour, [h, w - 1] and [h - 1, w].
std::pair<Tensor, Tensor> steps_of(const Tensor& light) {
  return {light.diff(1, 1).abs(), light.diff(1, 0).abs()};
}

// Steps between cells of four pixels, against those within.
Tensor cell_edges(const Tensor& across) {  // [n, pixels - 1]
  const Tensor at_edge = torch::arange(across.size(1)).remainder(kCellPx) == kCellPx - 1;
  return across.index({torch::indexing::Slice(), at_edge}).mean() / (across.mean() + 1e-3);
}

}  // namespace

Tensor style_features(const Tensor& picture) {
  const torch::NoGradGuard no_grad;
  const Tensor rgb = as_looked_at(picture);
  const Tensor light = brightness_of(rgb);  // [h, w]
  const Tensor most = rgb.amax(0), least = rgb.amin(0), chroma = most - least;
  const Tensor warmth = rgb[0] - rgb[2], greenness = rgb[1] - (rgb[0] + rgb[2]) / 2;
  std::vector<Tensor> all;
  for (const Tensor& channel : {rgb[0], rgb[1], rgb[2], light, chroma, warmth, greenness}) {
    all.push_back(channel.mean());
    all.push_back(channel.std());
  }
  constexpr int kBins = 6;
  for (int bin = 0; bin < kBins; ++bin) {
    const double from = bin / static_cast<double>(kBins), to = (bin + 1) / static_cast<double>(kBins) + 1e-9;
    all.push_back(share((light >= from) & (light < to)).sqrt());
  }
  for (const double level : {0.06, 0.2, 0.5}) all.push_back(share(chroma < level).sqrt());
  for (const double level : {0.08, 0.92})
    all.push_back(share(level < 0.5 ? light < level : light > level).sqrt());

  // Lines and grain, fine and coarse.
  const auto [across, down] = steps_of(light);
  for (const double level : {0.01, 0.04, 0.1, 0.25}) {
    all.push_back(share(across > level).sqrt());
    all.push_back(share(down > level).sqrt());
  }
  Tensor coarse = light.unsqueeze(0).unsqueeze(0);
  for (int halving = 0; halving < 3; ++halving) {
    coarse = at::avg_pool2d(coarse, {2, 2});
    const auto [wide, high] = steps_of(coarse[0][0]);
    all.push_back((wide.mean() + high.mean()).sqrt());
  }
  const Tensor centre = light.narrow(0, 1, light.size(0) - 2).narrow(1, 1, light.size(1) - 2);
  const Tensor around = at::avg_pool2d(light.unsqueeze(0).unsqueeze(0), {3, 3}, {1, 1})[0][0];
  all.push_back((centre - around).abs().mean().sqrt());
  all.push_back((centre - around).std().sqrt());
  all.push_back(cell_edges(across));
  all.push_back(cell_edges(down.t()));
  all.push_back((rgb - (rgb * 4).round() / 4).abs().mean());  // how far from five levels a channel

  // The edge of the picture: frames, paper, a vignette.
  constexpr int64_t rim = kRimPx;
  const Tensor inside = light.narrow(0, rim, light.size(0) - 2 * rim).narrow(1, rim, light.size(1) - 2 * rim);
  const std::vector<Tensor> sides = {light.narrow(0, 0, rim), light.narrow(0, light.size(0) - rim, rim),
                                     light.narrow(1, 0, rim), light.narrow(1, light.size(1) - rim, rim)};
  for (const Tensor& side : sides) all.push_back(side.mean() - inside.mean());
  for (const Tensor& side : sides) all.push_back(side.std());
  for (int c = 0; c < 3; ++c) all.push_back(rgb[c].narrow(0, 0, 4).mean());
  return torch::stack(all);
}

StyleFinder::StyleFinder(const BookPlaces& places) {
  std::vector<Tensor> rows;
  for (const BookStyle& style : places.styles) {
    if (style.look.empty()) continue;
    styles_.push_back(style.style);
    rows.push_back(torch::tensor(style.look, torch::kFloat));
  }
  weights_ = torch::stack(rows);
}

Style StyleFinder::look(const Tensor& picture) const {
  const Tensor features = torch::cat({style_features(picture.cpu()), torch::ones({1})});
  return styles_[static_cast<std::size_t>(weights_.mv(features).argmax().item<int64_t>())];
}

}  // namespace reverie
