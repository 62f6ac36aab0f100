#include "image/watermark.h"

#include <algorithm>
#include <cmath>
#include <vips/vips8>

#include "core/error.h"
#include "image/vips_start.h"

namespace reverie {
namespace {

struct Mask {
  int64_t width_px = 0;
  int64_t height_px = 0;
  std::vector<uint8_t> coverage;  // [height_px, width_px], 0..255
};

Mask text_mask(const std::string& text, int64_t letter_px) {
  try {
    // At 72 dots per inch a point is a pixel.
    const vips::VImage drawn =
        vips::VImage::text(text.c_str(), vips::VImage::option()
                                             ->set("font", ("sans bold " + std::to_string(letter_px)).c_str())
                                             ->set("dpi", 72));
    Mask mask{drawn.width(), drawn.height(), {}};
    std::size_t size = 0;
    void* bytes = drawn.write_to_memory(&size);
    mask.coverage.assign(static_cast<const uint8_t*>(bytes), static_cast<const uint8_t*>(bytes) + size);
    g_free(bytes);
    return mask;
  } catch (const vips::VError& e) {
    throw Error(ErrorCode::Internal, std::string("watermark: the letters cannot be drawn: ") + e.what());
  }
}

// Lays `tone` over the picture where the mask, moved by (left, top), covers it.
void blend(Image& image, const Mask& mask, int64_t left, int64_t top, uint8_t tone, double strength) {
  for (int64_t y = 0; y < mask.height_px; ++y) {
    for (int64_t x = 0; x < mask.width_px; ++x) {
      const int64_t row = top + y;
      const int64_t column = left + x;
      if (row < 0 || column < 0 || row >= image.height_px || column >= image.width_px) continue;
      const double share = strength * mask.coverage[static_cast<std::size_t>(y * mask.width_px + x)] / 255.0;
      uint8_t* pixel = &image.rgb[static_cast<std::size_t>((row * image.width_px + column) * 3)];
      for (int channel = 0; channel < 3; ++channel) {
        pixel[channel] = static_cast<uint8_t>(std::lround(pixel[channel] * (1 - share) + tone * share));
      }
    }
  }
}

}  // namespace

void add_watermark(Image& image, const std::string& text) {
  vips_ready();
  const int64_t letter_px = std::max<int64_t>(10, std::min(image.width_px, image.height_px) / 30);
  const Mask mask = text_mask(text, letter_px);
  const int64_t margin = letter_px / 2;
  const int64_t left = image.width_px - mask.width_px - margin;
  const int64_t top = image.height_px - mask.height_px - margin;
  const int64_t edge = std::max<int64_t>(1, letter_px / 16);
  for (const auto& [dx, dy] : {std::pair{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {1, 1}, {-1, -1}}) {
    blend(image, mask, left + dx * edge, top + dy * edge, 0, 0.35);
  }
  blend(image, mask, left, top, 255, 0.85);
}

}  // namespace reverie
