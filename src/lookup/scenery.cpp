#include "lookup/scenery.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>

#include "lookup/draw_sign.h"

namespace reverie {
namespace {

// rgba [4, h, w] over picture [3, h, w].
Tensor blended(const Tensor& picture, const Tensor& rgba) {
  return rgba.narrow(0, 0, 3) + picture * (1 - rgba.narrow(0, 3, 1));
}

}  // namespace

bool is_in_book(const BookPlaces& places, Grid grid, const SceneryPlan& plan) {
  const bool has_grid = std::find(places.grids.begin(), places.grids.end(), grid) != places.grids.end();
  return has_grid && plan.weather == 0 && plan.hour == 0 && !plan.sign;
}

Atmosphere atmosphere_of(const SceneryPlan& plan, const PictureBook& book) {
  if (!book.places()) return {};
  if (!plan.place) return book.places()->atmosphere({}, plan.weather, plan.hour);
  return book.places()->atmosphere(plan.place->place, plan.weather, plan.hour, plan.place->season);
}

Cutout cut_out(const Sign& sign, const Glyphs& letters, int64_t px_per_token) {
  const Tensor rgba = draw_sign(sign, letters, px_per_token, torch::kCPU)
                          .view({sign.rows * px_per_token, sign.columns * px_per_token, 4});
  return {rgba.permute({2, 0, 1}).to(torch::kFloat) / 255, {sign.row, sign.column}};
}

Tensor cut_out(const Tensor& picture, const Tensor& alpha) {
  const Tensor coverage =
      at::upsample_bilinear2d(alpha.unsqueeze(0).unsqueeze(0), {picture.size(1), picture.size(2)}, false)[0];
  const Tensor colour = (picture - PictureBook::kGrey * (1 - coverage)).clamp_min(0);
  return torch::cat({torch::minimum(colour, coverage), coverage}, 0);
}

Tensor fitted(const Tensor& picture, Grid grid, int64_t px_per_token) {
  const auto height = static_cast<double>(picture.size(1)), width = static_cast<double>(picture.size(2));
  const double wider = static_cast<double>(grid.columns) / static_cast<double>(grid.rows) / (width / height);
  const double cut = 1 / std::sqrt(std::max(wider, 1 / wider));
  const auto kept = [&](int64_t side, bool is_cut) {
    return is_cut ? std::max<int64_t>(1, std::llround(cut * static_cast<double>(side))) : side;
  };
  const int64_t rows = kept(picture.size(1), wider > 1), columns = kept(picture.size(2), wider < 1);
  const Tensor middle = picture.narrow(1, (picture.size(1) - rows) / 2, rows)
                            .narrow(2, (picture.size(2) - columns) / 2, columns);
  return at::_upsample_bilinear2d_aa(middle.unsqueeze(0),
                                     {grid.rows * px_per_token, grid.columns * px_per_token}, false)[0];
}

void put_in_front(Tensor& picture, const std::vector<Cutout>& things, int64_t px_per_token) {
  for (const auto& [rgba, slot] : things) {
    const int64_t top = slot.row * px_per_token, left = slot.column * px_per_token;
    const int64_t height = std::min(rgba.size(1), picture.size(1) - top);
    const int64_t width = std::min(rgba.size(2), picture.size(2) - left);
    if (top < 0 || left < 0 || height <= 0 || width <= 0) continue;
    Tensor under = picture.narrow(1, top, height).narrow(2, left, width);
    under.copy_(blended(under, rgba.narrow(1, 0, height).narrow(2, 0, width).to(under.device())));
  }
}

Tensor sky_in_season(const Tensor& sky, const Tensor& usual, const Tensor& in_season) {
  constexpr double kSame = 0.1, kOther = 0.2;  // of a colour: its sky may be paler
  const Tensor full =
      at::upsample_bilinear2d(sky.unsqueeze(0).unsqueeze(0), {usual.size(1), usual.size(2)}, false)[0][0];
  const Tensor differs = ((usual - in_season).abs().amax(0) - kSame) / (kOther - kSame);
  return full * (1 - differs.clamp(0, 1));
}

Surroundings surroundings_in(const Atmosphere& atmosphere, int64_t layout, Grid grid, int64_t px_per_token) {
  Surroundings all{atmosphere};
  if (atmosphere.falling) {
    all.falling = draw_falling(*atmosphere.falling, layout, grid.rows * px_per_token,
                               grid.columns * px_per_token, torch::kCPU);
  }
  return all;
}

Cutout standing_in(const Surroundings& surroundings, const Cutout& thing, int64_t px_per_token) {
  if (!surroundings.atmosphere.on_things) return thing;
  const int64_t height = thing.rgba.size(1), width = thing.rgba.size(2);
  Tensor before;
  if (const Tensor& falling = surroundings.falling; falling.defined()) {
    const int64_t top = thing.slot.row * px_per_token, left = thing.slot.column * px_per_token;
    before = torch::zeros_like(thing.rgba);
    const int64_t first_row = std::max<int64_t>(0, top), first_column = std::max<int64_t>(0, left);
    const int64_t rows = std::min(top + height, falling.size(1)) - first_row;
    const int64_t columns = std::min(left + width, falling.size(2)) - first_column;
    if (rows > 0 && columns > 0) {
      before.narrow(1, first_row - top, rows)
          .narrow(2, first_column - left, columns)
          .copy_(falling.narrow(1, first_row, rows).narrow(2, first_column, columns));
    }
  }
  return {thing_in(surroundings.atmosphere, thing.rgba, before), thing.slot};
}

Tensor draw_scenery(const Tensor& picture, const std::vector<Cutout>& things, const Atmosphere& atmosphere,
                    int64_t layout, int64_t px_per_token, const Tensor& sky) {
  const torch::NoGradGuard no_grad;
  Tensor drawn = in_light_of(atmosphere, picture.to(torch::kFloat), sky).clamp(0, 1);
  put_in_front(drawn, things, px_per_token);
  if (atmosphere.falling) {
    const Tensor layer =
        draw_falling(*atmosphere.falling, layout, drawn.size(1), drawn.size(2), drawn.device());
    drawn = blended(drawn, layer).clamp(0, 1);
  }
  return drawn;
}

}  // namespace reverie
