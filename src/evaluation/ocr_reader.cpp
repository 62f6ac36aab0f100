#include "evaluation/ocr_reader.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>
#include <utility>

#include "core/error.h"
#include "core/run_program.h"
#include "lookup/lettering.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr const char* kPackages = " (Debian: tesseract-ocr and tesseract-ocr-eng)";
constexpr double kReadingPx = 32;       // a token; capitals are at most that high
constexpr double kMarginTokens = 0.04;  // around the words
constexpr std::int64_t kBorderPx = 20;
constexpr double kFaint = 0.3;  // of the strongest ink
constexpr double kLeastContrast = 0.1;

ProgramRun tesseract(const std::filesystem::path& program) {
  ProgramRun run;
  run.name = "tesseract";
  run.program = program;
  return run;
}

// The words' part of the picture, [3, h, w].
Tensor cut_out(const Tensor& picture, const Sign& sign, Grid grid) {
  const SignBox box = lettering_of(sign);
  const auto along = [](double from, double to, std::int64_t tokens, std::int64_t pixels) {
    const double px = static_cast<double>(pixels) / static_cast<double>(tokens);
    const auto first = std::max<std::int64_t>(0, std::llround((from - kMarginTokens) * px));
    const auto last = std::min<std::int64_t>(pixels, std::llround((to + kMarginTokens) * px));
    return std::pair(first, last - first);
  };
  const auto row = static_cast<double>(sign.row), column = static_cast<double>(sign.column);
  const auto [top, height] = along(row + box.top, row + box.bottom, grid.rows, picture.size(1));
  const auto [left, width] = along(column + box.left, column + box.right, grid.columns, picture.size(2));
  return picture.narrow(1, top, height).narrow(2, left, width);
}

// [1, h, w] of 0 to 1: black ink on white, whatever the colours; what is faint, as grain and glow, becomes
// white. crop [3, h, w].
std::optional<Tensor> black_on_white(const Tensor& crop) {
  const Tensor board = std::get<0>(crop.flatten(1).median(1)).view({3, 1, 1});
  const Tensor difference = (crop - board).abs().amax(0, true);
  const double strongest = difference.amax().item<float>();
  if (strongest < kLeastContrast) return std::nullopt;
  return 1 - ((difference / strongest - kFaint) / (1 - 2 * kFaint)).clamp(0, 1);
}

std::string pgm_of(const Tensor& page) {  // [h, w], 0 to 1
  const Tensor bytes = (page * 255).round().clamp(0, 255).to(torch::kUInt8).contiguous();
  std::ostringstream file;
  file << "P5\n" << bytes.size(1) << ' ' << bytes.size(0) << "\n255\n";
  file.write(static_cast<const char*>(bytes.const_data_ptr()), bytes.numel());
  return file.str();
}

std::string one_line(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

}  // namespace

OcrReader::OcrReader(std::filesystem::path program) : program_(std::move(program)) {
  ProgramRun run = tesseract(program_);
  run.arguments = {"--list-langs"};
  ProgramResult languages;
  try {
    languages = run_program(run);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::NotFound) throw;
    throw Error(ErrorCode::NotFound, std::string(error.what()) + kPackages);
  }
  if (languages.exit_status != 0 || languages.output.find("\neng\n") == std::string::npos) {
    throw Error(ErrorCode::NotFound, std::string("tesseract has no English") + kPackages);
  }
}

std::string OcrReader::reads_as(const Tensor& picture, const Sign& sign, Grid grid) const {
  const torch::NoGradGuard no_grad;
  const Tensor crop = cut_out(picture.to(torch::kCPU, torch::kFloat), sign, grid);
  const std::optional<Tensor> written = black_on_white(crop);
  if (!written) return "";
  const double scale = kReadingPx * static_cast<double>(grid.columns) / static_cast<double>(picture.size(2));
  const auto resized = [&](std::int64_t side) {
    return std::max<std::int64_t>(1, std::llround(scale * static_cast<double>(side)));
  };
  const Tensor page = at::_upsample_bilinear2d_aa(written->unsqueeze(0),
                                                  {resized(crop.size(1)), resized(crop.size(2))}, false);
  const Tensor bordered =
      torch::constant_pad_nd(page, {kBorderPx, kBorderPx, kBorderPx, kBorderPx}, 1.0);  // [1, 1, h, w]
  const std::string file = pgm_of(bordered[0][0]);
  const bool is_line = broken_into_lines(sign.words).size() == 1;
  ProgramRun run = tesseract(program_);
  run.arguments = {"stdin", "stdout",
                   "-l",    "eng",
                   "--dpi", "300",
                   "--psm", is_line ? "7" : "6",
                   "-c",    "load_system_dawg=0",
                   "-c",    "load_freq_dawg=0",
                   "-c",    "tessedit_char_whitelist=" + std::string(kCharacters)};
  run.input = file;
  const ProgramResult result = run_program(run);
  if (result.exit_status != 0) {
    throw Error(ErrorCode::Internal, "tesseract ended with status " + std::to_string(result.exit_status));
  }
  return one_line(result.output);
}

bool reads_right(const OcrReader& reader, const Tensor& picture, const Sign& sign, Grid grid) {
  return reader.reads_as(picture, sign, grid) == one_line(sign.words);
}

}  // namespace reverie
