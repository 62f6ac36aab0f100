#include "image/image_size.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "core/error.h"

namespace reverie {
namespace {

constexpr int64_t kLongestNumber = 99'999;  // more digits than any size or ratio needs; keeps products small

[[noreturn]] void refuse(const std::string& field, const std::string& why) {
  throw Error(ErrorCode::InvalidRequest, field + ": " + why, field);
}

// What came, short enough for a log line and free of control bytes.
std::string quoted(std::string_view text) {
  constexpr size_t kShown = 40;
  std::string shown = "\"";
  for (const char c : text.substr(0, kShown)) {
    shown += (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? '?' : c;
  }
  return shown + (text.size() > kShown ? "...\"" : "\"");
}

// A whole number of decimal digits only; no sign, no space.
std::optional<int64_t> parse_digits(std::string_view text) {
  int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  if (value > kLongestNumber) return std::nullopt;
  return value;
}

// "2048x1536" or "16:9" as two numbers.
std::optional<PixelSize> parse_pair(std::string_view text, std::string_view separators) {
  const size_t at = text.find_first_of(separators);
  if (at == std::string_view::npos) return std::nullopt;
  const auto first = parse_digits(text.substr(0, at));
  const auto second = parse_digits(text.substr(at + 1));
  if (!first || !second) return std::nullopt;
  return PixelSize{*first, *second};
}

std::optional<SizeTier> parse_tier(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c == 'k') c = 'K';
  }
  using enum SizeTier;
  for (const SizeTier tier : {K1, K1_5, K2, K3, K4}) {
    if (upper == tier_name(tier)) return tier;
  }
  return std::nullopt;
}

bool is_ratio_allowed(int64_t width, int64_t height) {
  return width <= kMaxAspectRatio * height && height <= kMaxAspectRatio * width;
}

int64_t to_multiple(double side_px) {
  const auto steps = static_cast<int64_t>(std::llround(side_px / static_cast<double>(kSideMultiplePx)));
  return std::max<int64_t>(1, steps) * kSideMultiplePx;
}

// The tier's area in the given ratio, sides rounded to 16. Rounding up may pass the pixel limit (4K has no
// room above it) or the ratio limit: then the longer side gives way. Rounding down may fall below the
// smallest legal picture only if a tier were smaller than 1K; a test walks all ratios.
PixelSize size_of_area(int64_t area_pixels, int64_t ratio_width, int64_t ratio_height) {
  const double ratio = static_cast<double>(ratio_width) / static_cast<double>(ratio_height);
  const auto area = static_cast<double>(area_pixels);
  PixelSize size{to_multiple(std::sqrt(area * ratio)), to_multiple(std::sqrt(area / ratio))};
  int64_t& longer_px = size.width_px >= size.height_px ? size.width_px : size.height_px;
  while (size.pixels() > kMaxPixels || !is_ratio_allowed(size.width_px, size.height_px)) {
    longer_px -= kSideMultiplePx;
  }
  return size;
}

std::string tiers_of(SizeTable table) {
  std::string names;
  std::string_view last;
  for (const SizeRow& row : size_rows(table)) {
    if (tier_name(row.tier) == last) continue;
    last = tier_name(row.tier);
    names += (names.empty() ? "" : ", ") + std::string(last);
  }
  return names;
}

PixelSize size_of_tier(SizeTier tier, int64_t ratio_width, int64_t ratio_height, SizeTable table) {
  bool has_tier = false;
  for (const SizeRow& row : size_rows(table)) {
    if (row.tier != tier) continue;
    has_tier = true;
    if (row.ratio_width * ratio_height == row.ratio_height * ratio_width) return row.size;  // also 2:2, 32:18
  }
  if (!has_tier) {
    refuse("size", std::string(tier_name(tier)) + " is not made here, expected one of " + tiers_of(table));
  }
  return size_of_area(tier_pixels(tier), ratio_width, ratio_height);
}

PixelSize match_reference(SizeTier tier, PixelSize reference) {
  const bool is_empty = reference.width_px < 1 || reference.height_px < 1;
  if (is_empty || !is_ratio_allowed(reference.width_px, reference.height_px)) {
    refuse("image", "the first reference is " + to_string(reference) +
                        ", match_input_image expects a ratio of 1/16 to 16");
  }
  return size_of_area(tier_pixels(tier), reference.width_px, reference.height_px);
}

int64_t check_custom_side(std::optional<int64_t> side_px, const std::string& field,
                          const std::string& other) {
  if (!side_px) refuse(field, "missing, width and height are given together (" + other + " came alone)");
  if (*side_px < kMinCustomSidePx || *side_px > kMaxCustomSidePx) {
    refuse(field, std::to_string(*side_px) + " pixels, expected " + std::to_string(kMinCustomSidePx) +
                      " to " + std::to_string(kMaxCustomSidePx));
  }
  return *side_px;
}

PixelSize custom_size(const SizeRequest& request) {
  if (request.size) refuse("size", "given together with width and height, expected one or the other");
  if (request.aspect_ratio) refuse("aspect_ratio", "width and height already fix the ratio, expected a tier");
  return {check_custom_side(request.width_px, "width", "height"),
          check_custom_side(request.height_px, "height", "width")};
}

}  // namespace

std::string to_string(PixelSize size) {
  return std::to_string(size.width_px) + "x" + std::to_string(size.height_px);
}

void check_exact_size(PixelSize size, const std::string& field) {
  if (size.width_px < 1 || size.height_px < 1 || size.width_px > kMaxPixels || size.height_px > kMaxPixels) {
    refuse(field, to_string(size) + " has an impossible side, expected 1 to " + std::to_string(kMaxPixels));
  }
  if (!is_ratio_allowed(size.width_px, size.height_px)) {
    refuse(field, to_string(size) + " is too long and narrow, expected a ratio of 1/16 to 16");
  }
  if (size.pixels() < kMinPixels) {
    refuse(field, to_string(size) + " is " + std::to_string(size.pixels()) +
                      " pixels, image size must be at least " + std::to_string(kMinPixels) +
                      " pixels (1280x720)");
  }
  if (size.pixels() > kMaxPixels) {
    refuse(field, to_string(size) + " is " + std::to_string(size.pixels()) +
                      " pixels, image size must be at most " + std::to_string(kMaxPixels) +
                      " pixels (4096x4096)");
  }
}

RequestedSize parse_size(std::string_view text, const std::string& field) {
  if (const auto tier = parse_tier(text)) return *tier;
  const auto size = parse_pair(text, "xX");
  if (!size) {
    refuse(field, quoted(text) + " is not a size, expected 1K, 2K, 4K or WIDTHxHEIGHT such as 2048x1536");
  }
  check_exact_size(*size, field);
  return *size;
}

AspectRatio parse_aspect_ratio(std::string_view text, const std::string& field) {
  if (text == "match_input_image") return AspectRatio::match_input();
  const auto pair = parse_pair(text, ":");
  if (!pair || pair->width_px < 1 || pair->height_px < 1) {
    refuse(field, quoted(text) +
                      " is not a ratio, expected match_input_image or W:H in whole numbers, such as "
                      "1:1, 4:3, 3:4, 16:9, 9:16, 3:2, 2:3 or 21:9");
  }
  if (!is_ratio_allowed(pair->width_px, pair->height_px)) {
    refuse(field, quoted(text) + " is too long and narrow, expected 1:16 to 16:1");
  }
  return {false, pair->width_px, pair->height_px};
}

PixelSize resolve_size(const SizeRequest& request, std::optional<PixelSize> first_reference,
                       SizeTable table) {
  if (request.width_px || request.height_px) return custom_size(request);
  const RequestedSize requested = request.size.value_or(SizeTier::K2);
  if (const auto* exact = std::get_if<PixelSize>(&requested)) {
    if (request.aspect_ratio) {
      refuse("aspect_ratio",
             "the size " + to_string(*exact) + " already fixes the ratio, expected a tier such as 2K");
    }
    check_exact_size(*exact);
    return *exact;
  }
  const SizeTier tier = std::get<SizeTier>(requested);
  const AspectRatio ratio = request.aspect_ratio.value_or(AspectRatio{});
  const PixelSize listed =
      size_of_tier(tier, ratio.width, ratio.height, table);  // also refuses unknown tiers
  if (ratio.is_match_input && first_reference) return match_reference(tier, *first_reference);
  return listed;
}

ModelGrid model_grid(PixelSize wanted, int64_t token_px) {
  if (wanted.width_px < 1 || wanted.height_px < 1 || token_px < 1) {
    throw Error(ErrorCode::Internal, "model_grid: expected sizes of at least 1, got " + to_string(wanted) +
                                         " in tokens of " + std::to_string(token_px));
  }
  const auto round_up = [token_px](int64_t side_px) {
    return (side_px + token_px - 1) / token_px * token_px;
  };
  const PixelSize render{round_up(wanted.width_px), round_up(wanted.height_px)};
  return {render, (render.width_px - wanted.width_px) / 2, (render.height_px - wanted.height_px) / 2};
}

}  // namespace reverie
