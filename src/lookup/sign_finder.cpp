#include "lookup/sign_finder.h"

#include <torch/utils.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "drawing/colours.h"
#include "lookup/boards.h"
#include "lookup/draw_sign.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr double kBetween = 0.2, kBetweenGlowing = 0.15;  // what it costs to be neither board nor ink
constexpr std::int64_t kLonger = 3;  // rows that a sign may be higher than its board asks for
constexpr std::int64_t kPx = 4;      // per token: enough for a frame, few enough to try every board
// What things are multiplied with by day, at dawn, at sunset, at night, in rain, in fog and in a storm.
constexpr std::array<std::array<double, 3>, 8> kLights = {{{1.0, 1.0, 1.0},
                                                           {1.0, 0.93, 0.92},
                                                           {1.0, 0.86, 0.76},
                                                           {0.72, 0.78, 0.94},
                                                           {0.86, 0.89, 0.97},
                                                           {0.88, 0.90, 0.93},
                                                           {0.76, 0.75, 0.84},
                                                           {0.60, 0.62, 0.76}}};

std::span<const std::array<double, 3>> lights_on(SignKind kind) {
  return std::span(kLights).first(glows(kind) ? 1 : kLights.size());
}

std::string some_words(std::int64_t lines) {
  std::string words = "A";
  for (std::int64_t i = 1; i < lines; ++i) words += " AAAAAA";
  return words;
}

std::vector<std::int64_t> colours_of(SignKind kind) {
  std::vector<std::int64_t> all = {kNoColour};
  for (std::int64_t i = 0; takes_colour(kind) && i < static_cast<std::int64_t>(colours().size()); ++i)
    all.push_back(i);
  return all;
}

// [h, w]: 1 inside.
Tensor inside(const SignBox& box, std::int64_t first_row, at::IntArrayRef size) {
  Tensor mask = torch::zeros(size);
  const auto px = [](double tokens) { return std::llround(tokens * static_cast<double>(kPx)); };
  const auto from_top = static_cast<double>(first_row);
  const std::int64_t top = std::max<std::int64_t>(0, px(box.top - from_top));
  const std::int64_t left = px(box.left), right = std::min<std::int64_t>(size[1], px(box.right));
  const std::int64_t bottom = std::min<std::int64_t>(size[0], px(box.bottom - from_top));
  mask.narrow(0, top, bottom - top).narrow(1, left, right - left).fill_(1);
  return mask;
}

}  // namespace

SignFinder::Board SignFinder::board_of(const Sign& sign) {
  constexpr double kSolid = 0.98;
  const SignBox panel = panel_of(sign);
  const auto first = static_cast<std::int64_t>(std::floor(panel.top));
  const auto rows = static_cast<std::int64_t>(std::ceil(panel.bottom)) - first;
  const Tensor drawn = draw_board(sign, kPx, torch::kCPU).to(torch::kFloat).div(255);
  const Tensor rgba = drawn.narrow(1, first * kPx, rows * kPx);
  const at::IntArrayRef size = rgba.sizes().slice(1);
  const Tensor solid = rgba[3].ge(kSolid).to(torch::kFloat) * inside(panel, first, size);
  const Tensor letters = solid * inside(lettering_of(sign), first, size);
  const Tensor colour = rgba.narrow(0, 0, 3).contiguous();
  const paint::Color ink = ink_of(sign);
  return {sign, first, colour, solid, letters, torch::tensor({ink.r, ink.g, ink.b}).view({3, 1, 1})};
}

SignFinder::Boards SignFinder::boards_of(SignKind kind, std::int64_t lines, std::int64_t columns) {
  const std::string words = some_words(lines);
  Boards boards;
  std::vector<Tensor> weights, products, squares;
  for (const std::int64_t colour : colours_of(kind)) {
    boards.in_colours.push_back(
        board_of({kind, words, 0, colour, 0, 0, size_of(kind, words).rows, columns, lines}));
    const Board& board = boards.in_colours.back();
    const Tensor plain = board.solid - board.letters;
    weights.push_back(plain.unsqueeze(0));
    products.push_back(board.colour * plain);
    squares.push_back((board.colour.square() * plain).sum({1, 2}));
  }
  boards.weight = torch::stack(weights);
  boards.product = torch::stack(products);
  boards.square = torch::stack(squares);
  return boards;
}

SignFinder::SignFinder() {
  const torch::NoGradGuard no_grad;
  for (int kind = 0; kind < kSignKinds; ++kind) {
    for (std::int64_t lines = 1; lines <= kMostSignLines; ++lines) {
      for (std::int64_t columns = kLeastSignColumns; columns <= kMostSignColumns; ++columns)
        boards_.push_back(boards_of(static_cast<SignKind>(kind), lines, columns));
    }
  }
}

// What hangs may have longer cables above its panel, what stands longer posts below.
void SignFinder::add_best_fits(const Boards& boards, const Tensor& small, Grid grid, std::vector<Fit>& fits) {
  const Board& one = boards.in_colours.front();
  const Sign& sign = one.sign;
  if (sign.rows > grid.rows - 1 || sign.columns > grid.columns) return;
  const std::int64_t lonely = std::max<std::int64_t>(0, (grid.rows - sign.rows) / 2 - 1);
  const std::int64_t room = grid.rows - 1 - sign.rows;
  const std::int64_t longer = std::min(room, kLonger + (hangs(sign.kind) ? lonely : 0));
  const std::int64_t first = one.row + (hangs(sign.kind) ? 0 : room - longer);
  const Tensor rows =
      small.narrow(1, first * kPx, longer * kPx + one.colour.size(1)).unsqueeze(1);  // [3, 1, h, w]
  const Tensor all = at::conv2d(rows.square().sum(0, true), boards.weight, {}, kPx)[0];
  Tensor least;  // [colours, rows, columns]
  std::vector<Tensor> products, squares;
  for (std::int64_t c = 0; c < 3; ++c) {
    products.push_back(at::conv2d(rows.narrow(0, c, 1), boards.product.narrow(1, c, 1), {}, kPx)[0]);
    squares.push_back(boards.square.select(1, c).view({-1, 1, 1}));
  }
  for (const auto& light : lights_on(sign.kind)) {
    Tensor left = all;
    for (std::size_t c = 0; c < 3; ++c)
      left = left - 2 * light[c] * products[c] + light[c] * light[c] * squares[c];
    least = least.defined() ? torch::minimum(least, left) : left;
  }
  least = least / boards.weight.sum({2, 3}).view({-1, 1, 1});
  for (std::size_t i = 0; i < boards.in_colours.size(); ++i) {
    const Tensor of_colour = least[static_cast<std::int64_t>(i)];
    const auto best = of_colour.argmin().item<std::int64_t>();
    fits.push_back({&boards.in_colours[i], first + best / of_colour.size(1), best % of_colour.size(1),
                    of_colour.flatten()[best].item<double>()});
  }
}

SignFinder::Score SignFinder::score_of(const Fit& fit, const Tensor& small, Grid grid) {
  constexpr double kLetter = 0.6;  // of the way from the board to the ink
  const auto& [board, row, column, unused] = fit;
  const Tensor patch =
      small.narrow(1, row * kPx, board->colour.size(1)).narrow(2, column * kPx, board->colour.size(2));
  const auto sum = [&](const Tensor& each) { return (each * board->solid).sum().item<double>(); };
  const double pixels = board->solid.sum().item<double>();
  const Tensor mean = (patch * board->solid).sum({1, 2}, true) / pixels;
  const double all = std::max(sum((patch - mean).square()), 1e-3);
  double left = all, written = 0;
  for (const auto& light : lights_on(board->sign.kind)) {
    const Tensor bright = torch::tensor({light[0], light[1], light[2]}).view({3, 1, 1});
    const Tensor base = board->colour * bright, to_ink = board->ink * bright - base, off = patch - base;
    const Tensor share =
        ((off * to_ink).sum(0) / to_ink.square().sum(0).clamp_min(1e-6)).clamp(0, 1) * board->letters;
    const Tensor between = share * (1 - share) * to_ink.square();
    const double price = glows(board->sign.kind) ? kBetweenGlowing : kBetween;
    const double here = sum((off - to_ink * share).square() + price * between);
    if (here >= left) continue;
    left = here;
    written = share.ge(kLetter).sum().item<double>();
  }
  Sign sign = board->sign;
  sign.column = column;
  sign.row = hangs(sign.kind) ? 0 : row - board->row;
  sign.rows = hangs(sign.kind) ? sign.rows + row - board->row : grid.rows - 1 - sign.row;
  return {sign, 1 - left / all, written / board->letters.sum().item<double>()};
}

std::vector<SignFinder::Score> SignFinder::scores(const Tensor& picture, Grid grid,
                                                  std::optional<SignKind> kind) const {
  constexpr std::size_t kLikeliest = 128;
  const torch::NoGradGuard no_grad;
  const Tensor small = at::_upsample_bilinear2d_aa(picture.unsqueeze(0).to(torch::kFloat),
                                                   {grid.rows * kPx, grid.columns * kPx}, false)[0];
  std::vector<Fit> fits;
  for (const Boards& boards : boards_) {
    if (!kind || boards.in_colours.front().sign.kind == *kind) add_best_fits(boards, small, grid, fits);
  }
  std::sort(fits.begin(), fits.end(), [](const Fit& one, const Fit& other) { return one.left < other.left; });
  fits.resize(std::min(fits.size(), kLikeliest));
  std::vector<Score> scores;
  for (const Fit& fit : fits) scores.push_back(score_of(fit, small, grid));
  std::sort(scores.begin(), scores.end(),
            [](const Score& one, const Score& other) { return one.explained > other.explained; });
  return scores;
}

std::optional<Sign> SignFinder::look(const Tensor& picture, Grid grid, std::optional<SignKind> kind) const {
  constexpr double kMostWritten = 0.6;
  const double least = kind ? 0.35 : 0.4;  // explained
  for (const Score& score : scores(picture, grid, kind)) {
    if (score.explained < least) break;
    if (score.written <= kMostWritten) return score.sign;
  }
  return std::nullopt;
}

std::optional<Sign> with_words(const Sign& found, const std::string& words, std::int64_t typeface,
                               Grid grid) {
  constexpr std::int64_t kSmallerLetters = 2;  // columns that words may lack: their letters are smaller then
  const SignSize needed = size_of(found.kind, words);
  Sign sign = found;
  sign.words = words;
  sign.typeface = typeface;
  sign.columns = needed.columns <= found.columns + kSmallerLetters ? found.columns : needed.columns;
  sign.rows = std::max(found.rows, needed.rows);
  if (sign.columns > grid.columns || sign.rows > grid.rows - 1) return std::nullopt;
  const std::int64_t wider = sign.columns - found.columns;
  sign.column = std::clamp<std::int64_t>(found.column - wider / 2, 0, grid.columns - sign.columns);
  if (!hangs(sign.kind)) sign.row = found.row + found.rows - sign.rows;
  return sign;
}

}  // namespace reverie
