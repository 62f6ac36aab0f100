#include "evaluation/scene_reader.h"

#include <torch/utils.h>

#include <algorithm>
#include <numeric>

namespace reverie {
namespace {

using torch::Tensor;

constexpr std::int64_t kStride = kReadingPx / 2;            // half a token
constexpr std::int64_t kSlotPx = kSlotTokens * kReadingPx;  // s
constexpr std::int64_t kMostObjects = 8;
constexpr std::int64_t kApart = 4;         // strides: two objects are never nearer than two tokens
constexpr double kCappedDifference = 0.2;  // of a channel, when backgrounds are compared
constexpr double kLeastContrast = 0.01;    // mean square of what a drawing must change to be visible
constexpr double kSameColour = 0.015;      // of rho

constexpr TimeOfDay kTimes[] = {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night};

std::vector<std::int64_t> all_objects() {
  std::vector<std::int64_t> all(objects().size());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

// picture [3, h, w] -> [1, 3, rows * kReadingPx, columns * kReadingPx]
Tensor at_reading_size(const Tensor& picture, Grid grid) {
  const Tensor batch = picture.to(torch::kFloat).cpu().unsqueeze(0);
  const std::int64_t height = grid.rows * kReadingPx;
  const std::int64_t width = grid.columns * kReadingPx;
  if (batch.size(2) == height && batch.size(3) == width) return batch;
  return at::_upsample_bilinear2d_aa(batch, {height, width}, false).clamp(0, 1);
}

}  // namespace

SceneReader::SceneReader(const Atlas& atlas, std::vector<std::int64_t> wanted)
    : compositor_(atlas, torch::kCPU) {
  if (wanted.empty()) wanted = all_objects();
  std::vector<Tensor> drawings;
  for (const std::int64_t object : wanted) {
    const auto colours_of_it = objects()[static_cast<std::size_t>(object)].takes_colour
                                   ? static_cast<std::int64_t>(colours().size())
                                   : 0;
    for (std::int64_t colour = kNoColour; colour < colours_of_it; ++colour) {
      templates_.push_back({object, colour});
      const Tensor drawing = compositor_.draw_sprite({object, colour, 0, 0}, kReadingPx);  // [s * s, 4]
      drawings.push_back(drawing.view({kSlotPx, kSlotPx, 4}).permute({2, 0, 1}));
    }
  }
  const Tensor all = torch::stack(drawings).to(torch::kFloat).div(255);  // [N, 4, s, s]
  colour_ = all.narrow(1, 0, 3).contiguous();
  alpha_ = all.narrow(1, 3, 1).contiguous();
  constexpr std::int64_t kRimPx = 2;
  rim_ = torch::max_pool2d((alpha_ > 0.02).to(torch::kFloat), 2 * kRimPx + 1, 1, kRimPx);
}

const SceneReader::Backgrounds& SceneReader::backgrounds_of(Grid grid) {
  Backgrounds& known = backgrounds_[{grid.rows, grid.columns}];
  if (known.pictures.defined()) return known;
  for (std::int64_t place = 0; place < static_cast<std::int64_t>(places().size()); ++place) {
    for (const TimeOfDay time : kTimes) {
      for (std::int64_t layout = 0; layout < kLayouts; ++layout) {
        known.scenes.push_back({.place = place,
                                .time = time,
                                .layout = layout,
                                .grid = grid,
                                .arrangement = Arrangement::Empty,
                                .sprites = {}});
      }
    }
  }
  known.pictures = compositor_.render_batch(known.scenes, kReadingPx);
  return known;
}

Tensor SceneReader::rhos(const Tensor& picture, const Tensor& background, const Tensor& light) const {
  const auto slide = [](const Tensor& image, const Tensor& kernels) {
    return torch::conv2d(image, kernels, {}, kStride)[0];  // [N, rows, columns]
  };
  const Tensor lit = colour_ * light;                   // [N, 3, s, s]
  const Tensor change = picture - background;           // [1, 3, h, w]
  const Tensor alpha = alpha_.expand({-1, 3, -1, -1});  // [N, 3, s, s]
  const Tensor product = slide(change, lit) - slide(change * background, alpha);
  const Tensor drawn = lit.square().sum({1, 2, 3}).view({-1, 1, 1}) - 2 * slide(background, lit * alpha) +
                       slide(background.square(), alpha.square());  // |d|^2
  const Tensor found = slide(change.square().sum(1, true), rim_);   // |e|^2
  const Tensor area = alpha.sum({1, 2, 3}).view({-1, 1, 1});
  constexpr double kNothing = 1e-6;
  const Tensor rho = product / (drawn.clamp_min(kNothing) * found.clamp_min(kNothing)).sqrt();
  return torch::where(drawn > kLeastContrast * area, rho, torch::full_like(rho, -1));
}

SeenObject SceneReader::seen_at(const Tensor& rhos, std::int64_t index, std::int64_t row,
                                std::int64_t column) const {
  const auto best = static_cast<std::size_t>(index);
  const auto rho_of = [&](std::size_t i) {
    return rhos[static_cast<std::int64_t>(i)][row][column].item<double>();
  };
  constexpr double kHalf = 0.5;
  SeenObject seen{templates_[best].object,
                  {templates_[best].colour},
                  kHalf * static_cast<double>(row),
                  kHalf * static_cast<double>(column),
                  rho_of(best)};
  for (std::size_t i = 0; i < templates_.size(); ++i) {
    if (i == best || templates_[i].object != seen.object) continue;
    if (rho_of(i) > seen.rho - kSameColour) seen.colours.push_back(templates_[i].colour);
  }
  return seen;
}

SeenScene SceneReader::read(const Tensor& picture, Grid grid) {
  const torch::NoGradGuard no_grad;
  const Tensor small = at_reading_size(picture, grid);
  const Backgrounds& known = backgrounds_of(grid);
  const Tensor differences = (known.pictures - small).abs_().clamp_max_(kCappedDifference).mean({1, 2, 3});
  const std::int64_t nearest = differences.argmin().item<std::int64_t>();
  const Scene& behind = known.scenes[static_cast<std::size_t>(nearest)];
  SeenScene seen{behind.place, behind.time, {}};

  const Light shining = light_on_objects(behind.place, setting_of(behind));
  const Tensor light = torch::tensor({shining.r, shining.g, shining.b}).view({3, 1, 1});
  Tensor background = known.pictures.narrow(0, nearest, 1).clone();
  Tensor is_free;  // [rows, columns]
  while (static_cast<std::int64_t>(seen.objects.size()) < kMostObjects) {
    Tensor rho = rhos(small, background, light);
    if (!is_free.defined()) is_free = torch::ones({rho.size(1), rho.size(2)}, torch::kBool);
    rho.masked_fill_(is_free.logical_not(), -1);
    const std::int64_t place_of_best = rho.argmax().item<std::int64_t>();
    const std::int64_t places_count = rho.size(1) * rho.size(2);
    const std::int64_t index = place_of_best / places_count;
    const std::int64_t row = place_of_best % places_count / rho.size(2);
    const std::int64_t column = place_of_best % rho.size(2);
    if (rho[index][row][column].item<double>() < kLeastRho) break;
    seen.objects.push_back(seen_at(rho, index, row, column));

    const auto narrow = [](Tensor t, int dimension, std::int64_t from, std::int64_t to) {
      from = std::max<std::int64_t>(from, 0);
      return t.narrow(dimension, from, std::min(to, t.size(dimension)) - from);
    };
    narrow(narrow(is_free, 0, row - kApart, row + kApart + 1), 1, column - kApart, column + kApart + 1)
        .fill_(false);
    Tensor slot = background[0].narrow(1, row * kStride, kSlotPx).narrow(2, column * kStride, kSlotPx);
    slot.mul_(1 - alpha_[index]).add_(colour_[index] * light);
  }
  return seen;
}

}  // namespace reverie
