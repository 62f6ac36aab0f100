#include "pictures.h"

#include <cstdlib>
#include <memory>

#include "core/file.h"
#include "image/png_chunks.h"
#include "image/vips_start.h"

namespace reverie {

using vips::VImage;

VImage red_and_blue(int width_px, int height_px) {
  vips_ready();
  const VImage black = VImage::black(width_px / 2, height_px, VImage::option()->set("bands", 3));
  const VImage red = black.linear({1.0, 1.0, 1.0}, {255.0, 0.0, 0.0});
  const VImage blue = black.linear({1.0, 1.0, 1.0}, {0.0, 0.0, 255.0});
  return red.join(blue, VIPS_DIRECTION_HORIZONTAL)
      .cast(VIPS_FORMAT_UCHAR)
      .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
}

std::string saved_as(const VImage& image, const std::string& suffix) {
  vips_ready();
  void* data = nullptr;
  size_t size_bytes = 0;
  image.write_to_buffer(suffix.c_str(), &data, &size_bytes);
  const std::unique_ptr<void, void (*)(void*)> owner(data, g_free);
  return {static_cast<const char*>(data), size_bytes};
}

std::string heic_red_and_blue() {
  return read_text(REVERIE_SOURCE_DIR "/tests/golden/image/red_and_blue_64x48.heic", 100'000);
}

std::string little(uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

std::string bmp_file(int32_t width_px, int32_t height_px, uint16_t bits, const std::string& rest,
                     uint32_t compression, uint32_t pixels_at) {
  return "BM" + little(54 + rest.size(), 4) + little(0, 4) + little(pixels_at, 4) + little(40, 4) +
         little(static_cast<uint32_t>(width_px), 4) + little(static_cast<uint32_t>(height_px), 4) +
         little(1, 2) + little(bits, 2) + little(compression, 4) + std::string(20, '\0') + rest;
}

std::string png_header(uint32_t width_px, uint32_t height_px) {
  std::string data;
  for (const uint32_t side : {width_px, height_px}) {
    for (int shift = 24; shift >= 0; shift -= 8) data += static_cast<char>(side >> shift & 0xff);
  }
  data += std::string("\x08\x02\0\0\0", 5);  // 8 bits, RGB
  return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", data) + png_chunk("IDAT", "") + png_chunk("IEND", "");
}

std::string pixel(const Image& image, int64_t x, int64_t y) {
  const uint8_t* rgb = image.rgb.data() + (y * image.width_px + x) * 3;
  return std::to_string(rgb[0]) + "," + std::to_string(rgb[1]) + "," + std::to_string(rgb[2]);
}

bool is_near(const Image& image, int64_t x, int64_t y, int red, int green, int blue, int tolerance) {
  const uint8_t* rgb = image.rgb.data() + (y * image.width_px + x) * 3;
  return std::abs(rgb[0] - red) <= tolerance && std::abs(rgb[1] - green) <= tolerance &&
         std::abs(rgb[2] - blue) <= tolerance;
}

}  // namespace reverie
