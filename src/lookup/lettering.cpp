#include "lookup/lettering.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>
#include <sstream>

#include "core/error.h"
#include "lookup/typefaces.h"

namespace reverie {

namespace {

using torch::Tensor;

constexpr std::size_t kRoomyLine = 6;    // letters; longer ones are broken if there is a space
constexpr double kPitch = 1.5;           // from line to line, in cap heights
constexpr double kBelowBaseline = 0.34;  // descenders, in cap heights

std::vector<std::string> split(const std::string& words) {
  std::istringstream text(words);
  std::vector<std::string> parts;
  for (std::string word; text >> word;) parts.push_back(word);
  if (parts.empty()) throw Error(ErrorCode::InvalidRequest, "lettering: a sign needs words", "words");
  return parts;
}

// The most even way to set words[first..] in `count` lines.
std::vector<std::string> break_into(const std::vector<std::string>& words, std::size_t first,
                                    std::size_t count) {
  std::vector<std::string> best;
  std::string line;
  for (std::size_t end = first; end < words.size(); ++end) {
    line += (line.empty() ? "" : " ") + words[end];
    const std::size_t left = words.size() - end - 1;
    if (left < count - 1 || (count == 1 && left > 0)) continue;
    std::vector<std::string> lines = {line};
    if (count > 1) {
      const auto rest = break_into(words, end + 1, count - 1);
      lines.insert(lines.end(), rest.begin(), rest.end());
    }
    if (best.empty() || longest_of(lines) < longest_of(best)) best = lines;
  }
  return best;
}

// One line at the size of the masks: [rows of a cell, W] float, 0 to 1.
Tensor set_line(const Glyphs& glyphs, const std::string& line, std::int64_t typeface) {
  std::vector<std::int64_t> letters, pens;
  std::int64_t pen = 0;
  const std::int64_t times = glyphs.shrunk(), width = kCellWidth / times;
  for (const char c : line) {
    letters.push_back(character_index(c));
    pens.push_back((pen + times / 2) / times);
    pen += glyphs.advances[typeface][letters.back()].item<std::int32_t>();
  }
  Tensor set = torch::zeros({kCellHeight / times, (pen + times / 2) / times + width}, glyphs.masks.options());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    Tensor under = set.narrow(1, pens[i], width);
    under.copy_(torch::maximum(under, glyphs.masks[typeface][letters[i]]));
  }
  return set.to(torch::kFloat).div_(255);
}

// The pen's way, without the margins of the cells, where masks are not smaller.
std::int64_t width_of(const Tensor& line, std::int64_t times) {
  return (line.size(1) - kCellWidth / times) * times;
}

Tensor resize(const Tensor& line, double scale) {
  const auto height = std::max<std::int64_t>(1, std::llround(scale * static_cast<double>(line.size(0))));
  const auto width = std::max<std::int64_t>(1, std::llround(scale * static_cast<double>(line.size(1))));
  Tensor resized = at::_upsample_bilinear2d_aa(line.unsqueeze(0).unsqueeze(0), {height, width}, false)[0][0];
  if (scale > 1) resized = (resized - 0.5) * scale + 0.5;
  return resized.clamp(0, 1);
}

// Lays `line` on `sheet` with its top left corner at (top, left); what lies outside is cut off.
void lay(const Tensor& line, std::int64_t top, std::int64_t left, Tensor& sheet) {
  const std::int64_t row = std::max<std::int64_t>(0, top), column = std::max<std::int64_t>(0, left);
  const std::int64_t rows = std::min(top + line.size(0), sheet.size(0)) - row;
  const std::int64_t columns = std::min(left + line.size(1), sheet.size(1)) - column;
  if (rows <= 0 || columns <= 0) return;
  Tensor under = sheet.narrow(0, row, rows).narrow(1, column, columns);
  under.copy_(torch::maximum(under, line.narrow(0, row - top, rows).narrow(1, column - left, columns)));
}

void check(std::int64_t typeface) {
  if (typeface < 0 || typeface >= static_cast<std::int64_t>(typefaces().size())) {
    throw Error(ErrorCode::InvalidRequest,
                "lettering: typeface " + std::to_string(typeface) + ", expected 0 to " +
                    std::to_string(typefaces().size() - 1),
                "typeface");
  }
}

}  // namespace

std::size_t longest_of(const std::vector<std::string>& lines) {
  std::size_t longest = 0;
  for (const std::string& line : lines) longest = std::max(longest, line.size());
  return longest;
}

std::vector<std::string> broken_into_lines(const std::string& words) {
  const auto parts = split(words);
  const std::size_t most = std::min(parts.size(), static_cast<std::size_t>(kMostSignLines));
  for (std::size_t count = 1; count < most; ++count) {
    auto lines = break_into(parts, 0, count);
    if (longest_of(lines) <= kRoomyLine) return lines;
  }
  return break_into(parts, 0, most);
}

Tensor draw_lettering(const Glyphs& glyphs, const std::string& words, std::int64_t typeface,
                      const LetteringBox& box, std::int64_t height_px, std::int64_t width_px) {
  check(typeface);
  std::vector<Tensor> lines;
  std::int64_t widest = 1;
  const std::int64_t times = glyphs.shrunk();
  for (const std::string& line : broken_into_lines(words)) {
    lines.push_back(set_line(glyphs, line, typeface));
    widest = std::max(widest, width_of(lines.back(), times));
  }
  const double cap = glyphs.cap_heights[typeface].item<std::int32_t>();
  const double block =
      1 + kPitch * static_cast<double>(lines.size() - 1);  // cap heights, first cap to last baseline
  const double scale = std::min({box.cap_height / cap, box.width / static_cast<double>(widest),
                                 box.height / (cap * (block + kBelowBaseline))});
  Tensor sheet = torch::zeros({height_px, width_px}, glyphs.masks.options().dtype(torch::kFloat));
  double baseline = box.top + box.height / 2 - scale * cap * block / 2 + scale * cap;
  for (const Tensor& line : lines) {
    const double left = box.left + (box.width - scale * static_cast<double>(width_of(line, times))) / 2;
    lay(resize(line, scale * static_cast<double>(times)), std::llround(baseline - scale * kCellBaseline),
        std::llround(left - scale * kCellOrigin), sheet);
    baseline += scale * cap * kPitch;
  }
  return sheet;
}

Tensor letter_sign(const Glyphs& glyphs, const Sign& sign, std::int64_t px_per_token) {
  constexpr double kCapTokens = 1.0;  // capitals are one token high where there is room
  const SignBox box = lettering_of(sign);
  const auto px = static_cast<double>(px_per_token);
  return draw_lettering(glyphs, sign.words, sign.typeface,
                        {box.left * px, box.top * px, box.width() * px, box.height() * px, kCapTokens * px},
                        sign.rows * px_per_token, sign.columns * px_per_token);
}

}  // namespace reverie
