#include "lookup/place_finder.h"

#include <torch/utils.h>
#include <algorithm>

namespace reverie {
namespace {

constexpr int64_t kPx = BookPlaces::kViewPx;

Tensor normalised(const Tensor& rows) {
  return rows / rows.norm(2, 1, true).clamp_min(1e-6);
}

// brightness [B, h, w], 0 to 1 -> [B, 2 h w], of length 1
Tensor edges_of(const Tensor& brightness) {
  const Tensor padded = at::replication_pad2d(brightness.unsqueeze(1), {1, 1, 1, 1}).squeeze(1);
  const int64_t h = brightness.size(1), w = brightness.size(2);
  const Tensor x = (padded.narrow(1, 1, h).narrow(2, 2, w) - padded.narrow(1, 1, h).narrow(2, 0, w));
  const Tensor y = (padded.narrow(1, 2, h).narrow(2, 1, w) - padded.narrow(1, 0, h).narrow(2, 1, w));
  const Tensor both = torch::stack({x * x - y * y, 2 * x * y}, 1);  // the angle twice: no sign
  const Tensor smooth = torch::avg_pool2d(both, 3, 1, 1);
  constexpr double kFaint = 1e-4;   // of brightness squared: noise
  constexpr double kWeight = 0.25;  // 1: strong edges decide; 0: all count alike
  const Tensor length = smooth.square().sum(1, true).sqrt();
  return normalised((smooth / (length + kFaint).pow(1 - kWeight)).flatten(1));
}

// What all places have in common, a floor that begins somewhere, tells none of them from another.
// edges [B, P], common [1, P] of length 1
Tensor without(const Tensor& edges, const Tensor& common) {
  return normalised(edges - edges.matmul(common.t()) * common);
}

}  // namespace

PlaceFinder::PlaceFinder(const PictureBook& book)
    : grids_(book.places()->grids), layouts_(book.places()->layouts) {
  const torch::NoGradGuard no_grad;
  const Tensor& views = book.places()->views;  // [N, tokens of all grids, kViewPx kViewPx]
  int64_t begin = 0;
  for (const Grid& grid : grids_) {
    const Tensor tokens = views.narrow(1, begin, grid.rows * grid.columns).to(torch::kFloat) / 255;
    const Tensor pixels = tokens.reshape({-1, grid.rows, grid.columns, kPx, kPx})
                              .permute({0, 1, 3, 2, 4})
                              .reshape({-1, grid.rows * kPx, grid.columns * kPx});
    const Tensor edges = edges_of(pixels);
    common_.push_back(normalised(edges.mean(0, true)));
    edges_.push_back(without(edges, common_.back()));
    begin += grid.rows * grid.columns;
  }
}

std::vector<PlaceFinder::Score> PlaceFinder::scores(const Tensor& picture, Grid grid) const {
  const torch::NoGradGuard no_grad;
  const std::size_t nearest = nearest_ratio(grids_, grid);
  const Grid& own = grids_[nearest];
  const Tensor small =
      at::_upsample_bilinear2d_aa(picture.unsqueeze(0), {own.rows * kPx, own.columns * kPx}, false)[0];
  const Tensor edges = without(edges_of(brightness_of(small).unsqueeze(0)), common_[nearest]);
  const Tensor found = edges_[nearest].mv(edges[0]);
  std::vector<Score> best;
  const Tensor by_place = found.view({-1, layouts_});
  const auto [score, layout] = by_place.max(1);
  for (int64_t place = 0; place < by_place.size(0); ++place)
    best.push_back({place, layout[place].item<int64_t>(), score[place].item<double>()});
  std::sort(best.begin(), best.end(),
            [](const Score& one, const Score& other) { return one.score > other.score; });
  return best;
}

std::optional<Backdrop> PlaceFinder::look(const Tensor& picture, Grid grid,
                                          std::optional<int64_t> expected) const {
  std::vector<Score> best = scores(picture, grid);
  if (expected) std::erase_if(best, [&](const Score& one) { return one.place != *expected; });
  if (best.empty() || best[0].score < kLeastScore) return std::nullopt;
  if (best.size() > 1 && best[0].score < best[1].score * kLeastLead) return std::nullopt;
  return Backdrop{best[0].place, best[0].layout, grid};
}

}  // namespace reverie
