#include "lookup/setting_finder.h"

#include <torch/utils.h>
#include <algorithm>
#include <map>

namespace reverie {
namespace {

// latents [N, Z] -> [N, Z + 1]
Tensor with_one(const Tensor& latents) {
  return torch::cat({latents.to(torch::kFloat).cpu(), torch::ones({latents.size(0), 1})}, 1);
}

// [C, h, w] -> [C, rows, columns]: the mean of each token.
Tensor by_token(const Tensor& picture, Grid grid) {
  return at::adaptive_avg_pool2d(picture.unsqueeze(0), {grid.rows, grid.columns})[0];
}

bool has(const std::vector<int64_t>& some, int64_t one) {
  return std::find(some.begin(), some.end(), one) != some.end();
}

}  // namespace

SettingFinder::SettingFinder(const PictureBook& book) : book_(book) {
  constexpr int64_t kPx = PictureBook::kDrawingPx;
  constexpr double kRidge = 1e-3;  // of each token: nothing beside what the drawings say
  const torch::NoGradGuard no_grad;
  const Tensor rgba = book.drawings()->rgba.to(torch::kFloat) / 255;  // [N, 4, rows kPx, columns kPx]
  const Tensor on_grey = rgba.narrow(1, 0, 3) + PictureBook::kGrey * (1 - rgba.narrow(1, 3, 1));
  const Tensor colours =  // [N rows columns, 3]
      torch::avg_pool2d(on_grey, kPx).permute({0, 2, 3, 1}).reshape({-1, 3});
  std::vector<PlacedPicture> all(static_cast<std::size_t>(rgba.size(0)));
  for (std::size_t i = 0; i < all.size(); ++i) all[i].picture = static_cast<int64_t>(i);
  const Tensor latents = with_one(book.tokens(all));
  const Tensor products = latents.t().matmul(latents) +
                          torch::eye(latents.size(1)) * (kRidge * static_cast<double>(latents.size(0)));
  to_colour_ = torch::linalg_solve(products, latents.t().matmul(colours));
}

Tensor SettingFinder::colours_of(const Backdrop& backdrop) const {
  const Grid grid = book_.grid_of(backdrop);
  return with_one(book_.tokens(backdrop))
      .matmul(to_colour_)
      .clamp(0, 1)
      .t()
      .reshape({3, grid.rows, grid.columns});
}

std::vector<FoundSetting> SettingFinder::candidates_for(int64_t place) const {
  const BookPlaces& places = *book_.places();
  const auto seasons = static_cast<int64_t>(has(places.seasonal, place) ? places.seasons.size() : 0);
  const auto weathers = static_cast<int64_t>(has(places.sheltered, place) ? 0 : places.weathers.size());
  std::vector<FoundSetting> all;
  for (int64_t season = 0; season <= seasons; ++season) {
    for (int64_t hour = 0; hour <= static_cast<int64_t>(places.hours.size()); ++hour) {
      for (int64_t weather = 0; weather <= weathers; ++weather) all.push_back({season, hour, weather});
    }
  }
  return all;
}

FoundSetting SettingFinder::look(const Tensor& picture, const Backdrop& seen) const {
  constexpr double kMostDifference = 0.25;  // of a token: more is something in front
  constexpr int64_t kFallingPx = 8;         // pixels a token of what falls
  const torch::NoGradGuard no_grad;
  const Grid grid = book_.grid_of(seen);
  const Tensor small = by_token(picture.to(torch::kFloat), grid);
  Tensor sky = book_.sky_of(seen);
  if (sky.defined()) sky = by_token(sky.unsqueeze(0), grid)[0];
  std::map<int64_t, Tensor> places;                       // by season
  std::map<std::pair<int64_t, int64_t>, Tensor> falling;  // by weather and hour: [4, rows, columns]
  std::optional<FoundSetting> best;
  for (const FoundSetting& one : candidates_for(seen.place)) {
    Backdrop backdrop = seen;
    backdrop.season = one.season;
    if (!places.contains(one.season)) places[one.season] = colours_of(backdrop);
    const Atmosphere atmosphere = book_.places()->atmosphere(seen.place, one.weather, one.hour, one.season);
    Tensor expected = in_light_of(atmosphere, places[one.season], sky);
    if (atmosphere.falling) {
      Tensor& layer = falling[{one.weather, one.hour}];
      if (!layer.defined()) {
        layer = by_token(draw_falling(*atmosphere.falling, seen.layout, grid.rows * kFallingPx,
                                      grid.columns * kFallingPx, torch::kCPU),
                         grid);
      }
      expected = layer.narrow(0, 0, 3) + expected * (1 - layer.narrow(0, 3, 1));
    }
    const double difference =
        (expected - small).abs().mean(0).clamp_max(kMostDifference).mean().item<double>();
    if (best && difference >= best->difference) continue;
    best = one;
    best->difference = difference;
  }
  return *best;
}

}  // namespace reverie
