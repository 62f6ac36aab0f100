#include "lookup/draw_sign.h"

#include <torch/utils.h>
#include <algorithm>

#include "drawing/paint_fields.h"
#include "lookup/boards.h"
#include "lookup/lettering.h"

namespace reverie {

namespace {

using torch::Tensor;

constexpr double kGlowTokens = 0.22;  // how far the light of a neon letter reaches
constexpr double kGlow = 0.8;

Tensor colour_tensor(paint::Color c, const Tensor& like) {  // [3, 1, 1]
  return torch::tensor({c.r, c.g, c.b}, torch::kFloat).to(like.device()).view({3, 1, 1});
}

Tensor to_bytes(const Tensor& unit) {
  return (unit * 255).round().clamp(0, 255).to(torch::kUInt8);
}

Tensor painted_on(float ground, const Sign& sign, std::int64_t px, torch::Device device) {  // [3, h, w]
  paint::Pixels pixels(sign.rows * px, sign.columns * px, device);
  pixels.view(pixels.all()).fill_(ground);
  paint::Canvas canvas(pixels);
  paint_board(sign, canvas);
  return pixels.picture();
}

// Twice a box filter, near enough to a Gaussian. coverage [h, w].
Tensor blur(const Tensor& coverage, std::int64_t radius) {
  Tensor blurred = coverage.unsqueeze(0).unsqueeze(0);
  for (int pass = 0; pass < 2; ++pass) blurred = torch::avg_pool2d(blurred, 2 * radius + 1, 1, radius);
  return blurred[0][0];
}

// Light added to what is there, nowhere beyond white. patch [4, h, w], glow [h, w].
Tensor shine(const Tensor& patch, const Tensor& glow, paint::Color colour) {
  const Tensor light = colour_tensor(colour, patch) * glow;  // [3, h, w]
  const Tensor rgb = patch.narrow(0, 0, 3), alpha = patch.narrow(0, 3, 1);
  const Tensor lit = rgb + (1 - rgb) * light;
  return torch::cat({lit, torch::maximum(alpha, lit.amax(0, true))});
}

}  // namespace

Tensor draw_board(const Sign& sign, std::int64_t px_per_token, torch::Device device) {
  const torch::NoGradGuard no_grad;
  const Tensor on_black = painted_on(0, sign, px_per_token, device);  // is premultiplied already
  const Tensor on_white = painted_on(1, sign, px_per_token, device);
  const Tensor alpha = 1 - (on_white - on_black).mean(0, true);  // [1, h, w]
  return to_bytes(torch::cat({on_black, alpha}));                // [4, h, w]
}

std::string name_of_board(const Sign& sign) {
  const SignBox panel = panel_of(sign);
  return std::to_string(static_cast<int>(sign.kind)) + ' ' + std::to_string(sign.colour) + ' ' +
         std::to_string(sign.rows) + ' ' + std::to_string(sign.columns) + ' ' +
         std::to_string(panel.height());
}

Tensor letter_board(const Tensor& board, const Sign& sign, const Glyphs& glyphs, std::int64_t px_per_token) {
  const torch::NoGradGuard no_grad;
  const Tensor letters = letter_sign(glyphs, sign, px_per_token).to(board.device());  // [h, w]
  Tensor patch = board.to(torch::kFloat).div(255);
  if (glows(sign.kind)) {
    const auto radius =
        std::max<std::int64_t>(1, std::llround(kGlowTokens * static_cast<double>(px_per_token)));
    patch = shine(patch, kGlow * blur(letters, radius), colour_of(sign));
  }
  const Tensor ink =
      torch::cat({colour_tensor(ink_of(sign), patch), torch::ones({1, 1, 1}, patch.options())});
  patch = patch + (ink - patch) * letters;
  return to_bytes(patch).permute({1, 2, 0}).reshape({-1, 4}).contiguous();
}

Tensor draw_sign(const Sign& sign, const Glyphs& glyphs, std::int64_t px_per_token, torch::Device device) {
  return letter_board(draw_board(sign, px_per_token, device), sign, glyphs, px_per_token);
}

}  // namespace reverie
