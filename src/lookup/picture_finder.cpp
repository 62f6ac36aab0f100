#include "lookup/picture_finder.h"

#include <torch/utils.h>

#include <algorithm>

#include "core/error.h"

namespace reverie {
namespace {

constexpr int64_t kPx = PictureBook::kDrawingPx;
constexpr int64_t kStridePx = kPx / 2;
constexpr int64_t kRimPx = 2;
constexpr int64_t kApart = 5;  // strides: two things are never nearer than two tokens and a half
constexpr std::size_t kMostThings = 8;
constexpr double kNothing = 1e-6;
constexpr double kLeastStrength = 0.5;   // of what the drawing would change: a faint trace is no thing
constexpr double kLeastContrast = 0.01;  // mean square of what a drawing must change to be visible

// image [1, 3, h, w], kernels [K, 1, s, s] -> [K, 3, rows, columns]: each kernel on each channel.
Tensor slide(const Tensor& image, const Tensor& kernels) {
  return torch::conv2d(image.transpose(0, 1), kernels, {}, kStridePx).transpose(0, 1);
}

// What rho is made of, but for the light. N drawings, P = rows x columns places.
struct Correlation {
  Tensor with_colour;     // [3, N, rows, columns]: times the light, part of <e, d>
  Tensor with_outline;    // [N, rows, columns]: the other part
  Tensor colour_square;   // [3, N, 1, 1]: times the light squared, part of |d|^2
  Tensor across;          // [3, N, rows, columns]: times the light, taken from it
  Tensor outline_square;  // [N, rows, columns]: the rest of it
  Tensor least;           // [N, 1, 1]: of |d|^2 for something to be visible
  Tensor found;           // [N, rows, columns]: |e|^2

  // At every other place of each direction.
  Correlation every_other() const {
    const auto thinned = [](const Tensor& x) {
      return x.slice(-2, 0, std::nullopt, 2).slice(-1, 0, std::nullopt, 2).contiguous();
    };
    return {thinned(with_colour), thinned(with_outline),   colour_square,
            thinned(across),      thinned(outline_square), least,
            thinned(found)};
  }

  // [N, rows, columns]
  Tensor rho(const std::array<float, 3>& light) const {
    Tensor product = with_outline.clone();
    Tensor drawn = outline_square.clone();
    for (int64_t c = 0; c < 3; ++c) {
      const float l = light.at(static_cast<std::size_t>(c));
      product.add_(with_colour[c], l);
      drawn.sub_(across[c], l).add_(colour_square[c], l * l);
    }
    const Tensor is_hidden = (drawn <= least).logical_or_(product < kLeastStrength * drawn);
    return product.div_(drawn.clamp_min_(kNothing).mul_(found).sqrt_()).masked_fill_(is_hidden, -1);
  }
};

struct Match {
  int64_t drawing, row, column;  // in half tokens
  double rho;
};

// best and drawing [rows, columns]: rho of the likeliest drawing at each place, and which one it is.
Match best_match(const Tensor& best, const Tensor& drawing) {
  const int64_t at = best.argmax().item<int64_t>();
  return {drawing.flatten()[at].item<int64_t>(), at / best.size(1), at % best.size(1),
          best.flatten()[at].item<double>()};
}

// rho [N, rows, columns]; no two matches are nearer than `apart` places.
std::vector<Match> matches(const Tensor& rho, int64_t apart) {
  std::vector<Match> found;
  const Tensor drawing = rho.argmax(0);
  Tensor left = rho.amax(0);
  while (found.size() < kMostThings) {
    const Match match = best_match(left, drawing);
    if (match.rho < Sight::kLeastRho) break;
    found.push_back(match);
    const auto near = [&](int64_t middle, int64_t size) {
      const int64_t begin = std::max<int64_t>(0, middle - apart);
      return std::pair(begin, std::min(size, middle + apart + 1) - begin);
    };
    const auto [top, height] = near(match.row, left.size(0));
    const auto [first, width] = near(match.column, left.size(1));
    left.narrow(0, top, height).narrow(1, first, width).fill_(-1);
  }
  return found;
}

PlacedPicture seen_at(const Match& match) {
  return {match.drawing, {(match.row + 1) / 2, (match.column + 1) / 2}};
}

}  // namespace

PictureFinder::PictureFinder(const PictureBook& book) : rows_(book.rows()), columns_(book.columns()) {
  if (!book.drawings()) throw Error(ErrorCode::Internal, "picture finder: a book without drawings");
  lights_ = book.drawings()->lights;
  const Tensor drawings = at::constant_pad_nd(book.drawings()->rgba.cpu().to(torch::kFloat32).div(255),
                                              {kRimPx, kRimPx, kRimPx, kRimPx});  // [N, 4, s, s]
  std::vector<int64_t> outline_of(static_cast<std::size_t>(drawings.size(0)), 0), first;
  for (const BookThing& thing : book.things()) {
    const auto outline = static_cast<int64_t>(first.size());
    first.push_back(thing.picture);
    outline_of[static_cast<std::size_t>(thing.picture)] = outline;
    for (const auto& [colour, picture] : thing.colours)
      outline_of[static_cast<std::size_t>(picture)] = outline;
  }
  outline_of_ = torch::tensor(outline_of);
  colour_ = drawings.narrow(1, 0, 3).contiguous();
  alpha_ = drawings.index_select(0, torch::tensor(first)).narrow(1, 3, 1).contiguous();
  const Tensor body = (alpha_ > 0.02).to(torch::kFloat32);
  whole_ = torch::max_pool2d(body, 2 * kRimPx + 1, 1, kRimPx);
  rim_ = whole_ - body;
}

Sight PictureFinder::look(const Tensor& picture, Grid grid) const {
  const torch::NoGradGuard no_grad;
  if (grid.rows < rows_ || grid.columns < columns_) return Sight({});
  const Tensor small = at::_upsample_bilinear2d_aa(picture.to(torch::kFloat32).cpu().unsqueeze(0),
                                                   {grid.rows * kPx, grid.columns * kPx}, false)
                           .clamp(0, 1);
  const Tensor image = at::replication_pad2d(small, {kRimPx, kRimPx, kRimPx, kRimPx});  // [1, 3, h, w]

  // Per outline, channel and place: [M, 3, rows, columns].
  const Tensor rim_area = rim_.sum({1, 2, 3}).view({-1, 1, 1, 1}).clamp_min(1);
  const Tensor mean = slide(image, rim_) / rim_area;  // the background's colour
  const Tensor whole_area = whole_.sum({1, 2, 3}).view({-1, 1, 1, 1});
  const Tensor changed =
      (slide(image.square(), whole_) - 2 * mean * slide(image, whole_) + mean.square() * whole_area).sum(1);
  const Tensor alpha_sum = alpha_.sum({1, 2, 3}).view({-1, 1, 1, 1});
  const Tensor alpha_square = alpha_.square().sum({1, 2, 3}).view({-1, 1, 1, 1});
  const Tensor against_mean = mean.square() * alpha_sum - mean * slide(image, alpha_);

  // Per drawing: [3, N, rows, columns], [3, N, 1, 1] and, summed over the channels, [N, rows, columns].
  const auto of_drawing = [&](const Tensor& x) { return x.index_select(0, outline_of_); };
  const Tensor colour_sum = colour_.sum({2, 3}).t().view({3, -1, 1, 1});
  const Tensor colour_square = colour_.square().sum({2, 3}).t().view({3, -1, 1, 1});
  const Tensor colour_alpha = (colour_ * of_drawing(alpha_)).sum({2, 3}).t().view({3, -1, 1, 1});
  const Tensor mean_of = of_drawing(mean).transpose(0, 1);
  std::vector<Tensor> channels;
  for (int64_t c = 0; c < 3; ++c)
    channels.push_back(torch::conv2d(image.narrow(1, c, 1), colour_.narrow(1, c, 1), {}, kStridePx)[0]);
  const Correlation all{torch::stack(channels) - mean_of * colour_sum,
                        of_drawing(against_mean.sum(1)),
                        colour_square,
                        2 * mean_of * colour_alpha,
                        of_drawing((mean.square() * alpha_square).sum(1)),
                        kLeastContrast * 3 * of_drawing(alpha_sum.view({-1, 1, 1})),
                        of_drawing(changed).clamp_min(kNothing)};

  const Correlation at_whole_tokens = all.every_other();
  std::size_t best_light = 0;
  double best_score = -1;
  for (std::size_t i = 0; i < lights_.size(); ++i) {
    double score = 0;
    for (const Match& match : matches(at_whole_tokens.rho(lights_[i]), kApart / 2)) score += match.rho;
    if (score <= best_score) continue;
    best_score = score;
    best_light = i;
  }
  return Sight(all.rho(lights_[best_light]));
}

std::vector<PlacedPicture> Sight::things() const {
  std::vector<PlacedPicture> things;
  if (!rho_.defined()) return things;
  for (const Match& match : matches(rho_, kApart)) things.push_back(seen_at(match));
  return things;
}

std::optional<PlacedPicture> Sight::best_of(const std::vector<int64_t>& pictures) const {
  if (!rho_.defined() || pictures.empty()) return std::nullopt;
  const Tensor some = rho_.index_select(0, torch::tensor(pictures));
  Match match = best_match(some.amax(0), some.argmax(0));
  match.drawing = pictures[static_cast<std::size_t>(match.drawing)];
  return match.rho < kLeastNamedRho ? std::nullopt : std::optional(seen_at(match));
}

std::optional<PlacedPicture> Sight::best() const {
  if (!rho_.defined()) return std::nullopt;
  const Match match = best_match(rho_.amax(0), rho_.argmax(0));
  return match.rho < kLeastNamedRho ? std::nullopt : std::optional(seen_at(match));
}

}  // namespace reverie
