// image/image_size.h
//
// The size contract: which words and numbers a caller may use for the size of a picture, and the exact
// pixels each of them means. Also the step from those pixels to the model's grid of tokens.
//
// Used by   the command line and every dialect, before anything is queued; the pipeline (model_grid).
// Source    the upstream size tables and limits (Ark image API page, revision 265; image/size_table.cpp).
// Proven by tests/image/image_size_test.cpp, every table entry pixel for pixel.
//
// Rules     A tier and a listed ratio give the table's pixels. A tier and any other ratio give the tier's
//           area in that ratio, both sides a multiple of 16. No ratio, or no picture to match, is 1:1.
//           Exact "WxH" is bounded by pixels and ratio; width and height given one by one also by side.
// Trap      The tables are not area-preserving (2K 16:9 is 4.56 Mpx), so a ratio that is listed must never
//           be computed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace reverie {

struct PixelSize {
  int64_t width_px = 0;
  int64_t height_px = 0;

  int64_t pixels() const { return width_px * height_px; }
  friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

// "2048x1536", the spelling of requests and replies.
std::string to_string(PixelSize size);

inline constexpr int64_t kMinPixels = 921'600;     // 1280x720
inline constexpr int64_t kMaxPixels = 16'777'216;  // 4096x4096
inline constexpr int64_t kMaxAspectRatio = 16;     // the longer side over the shorter
inline constexpr int64_t kMinCustomSidePx = 1024;  // width and height given one by one
inline constexpr int64_t kMaxCustomSidePx = 4096;
inline constexpr int64_t kSideMultiplePx = 16;  // for sides we compute ourselves

enum class SizeTier { K1, K1_5, K2, K3, K4 };

// "1K", "1.5K", "2K", "3K", "4K".
std::string_view tier_name(SizeTier tier);

// The area a tier stands for when the ratio is not in its table: 1K 1,048,576 ... 4K 16,777,216.
int64_t tier_pixels(SizeTier tier);

// Which model family's table is meant. Seedream4 (4.0, 4.5, 5.0 lite) has 1K, 2K, 3K and 4K; Seedream5Pro
// (5.0 pro and flash) has 1K, 1.5K and 2K with other pixels.
enum class SizeTable { Seedream4, Seedream5Pro };

struct SizeRow {
  SizeTier tier;
  int64_t ratio_width;
  int64_t ratio_height;
  PixelSize size;
};

std::span<const SizeRow> size_rows(SizeTable table);

// A ratio in whole numbers, or "as the first reference picture".
struct AspectRatio {
  bool is_match_input = false;
  int64_t width = 1;
  int64_t height = 1;

  static AspectRatio match_input() { return {true, 1, 1}; }
  friend bool operator==(const AspectRatio&, const AspectRatio&) = default;
};

using RequestedSize = std::variant<SizeTier, PixelSize>;

// "2K" (either case) or "2048x1536". Exact sizes are checked against the limits.
//   field   the name the caller used for it, for the error
// Throws Error(InvalidRequest, ..., field).
RequestedSize parse_size(std::string_view text, const std::string& field = "size");

// "16:9" and any other W:H between 1:16 and 16:1, or "match_input_image".
// Throws Error(InvalidRequest, ..., field).
AspectRatio parse_aspect_ratio(std::string_view text, const std::string& field = "aspect_ratio");

// Checks an exact size: 921,600 to 16,777,216 pixels, ratio 1/16 to 16. Every table entry, old or new,
// passes. Throws Error(InvalidRequest, ..., field).
void check_exact_size(PixelSize size, const std::string& field = "size");

struct SizeRequest {
  std::optional<RequestedSize> size;  // absent: 2K, unless width_px and height_px are given
  std::optional<int64_t> width_px;    // 1024..4096, together with height_px, instead of size
  std::optional<int64_t> height_px;
  std::optional<AspectRatio> aspect_ratio;  // with a tier only
};

// The exact pixels of the picture to make.
//   first_reference   size of the first reference picture, for match_input_image
// Throws Error(InvalidRequest) with field "size", "width", "height", "aspect_ratio" or "image".
PixelSize resolve_size(const SizeRequest& request, std::optional<PixelSize> first_reference = std::nullopt,
                       SizeTable table = SizeTable::Seedream4);

// Where to cut the wanted picture out of one rendered in whole tokens.
struct ModelGrid {
  PixelSize render;     // both sides multiples of the token size, none smaller than wanted
  int64_t left_px = 0;  // of the cut, centred; the odd pixel goes to the right and to the bottom
  int64_t top_px = 0;
};

//   token_px   side of one token in pixels, at least 1: 16 for klein, 64 for mini
// Throws Error(Internal) on sizes below 1.
ModelGrid model_grid(PixelSize wanted, int64_t token_px);

}  // namespace reverie
