#include "pipeline/enlarge.h"

#include <torch/utils.h>
#include <algorithm>

#include "image/resize.h"
#include "pipeline/picture_tensor.h"

namespace reverie {
namespace {

// Enlarged by less than this, a picture is only resized: it would hardly gain.
constexpr double kLittle = 1.1;
// A doubling may fall short of the wanted size by this factor. Of the 2K sizes 16:9 is 2.09 times what is
// drawn; the next doubling would cost four times as much for an edge no eye can tell.
constexpr double kNextToNothing = 1.05;

// The rows and columns start - margin .. start + length + margin, the outermost ones repeated beyond the
// edge.
Tensor neighbourhood(int64_t start, int64_t length, int64_t margin, int64_t whole) {
  return torch::arange(start - margin, start + length + margin).clamp_(0, whole - 1);
}

// The picture's own bytes as [h, w, 3].
Tensor bytes_of(uint8_t* rgb, PixelSize size) {
  return torch::from_blob(rgb, {size.height_px, size.width_px, 3}, torch::kUInt8);
}

}  // namespace

std::size_t count_doublings(PixelSize from, PixelSize to, const Upscaler* upscaler) {
  if (upscaler == nullptr) return 0;
  const double factor = std::max(static_cast<double>(to.width_px) / static_cast<double>(from.width_px),
                                 static_cast<double>(to.height_px) / static_cast<double>(from.height_px));
  if (factor < kLittle) return 0;
  std::size_t count = 1;
  while (count < upscaler->doublings().size() && factor > kNextToNothing * static_cast<double>(1 << count)) {
    ++count;
  }
  return count;
}

Image doubled(const Image& picture, const Doubling& doubling, torch::Device device, int64_t tile_px) {
  Image twice{2 * picture.width_px, 2 * picture.height_px, {}};
  twice.rgb.resize(static_cast<std::size_t>(3 * twice.size().pixels()));
  // from_blob takes no pointer to const; nothing is written through this one.
  const Tensor source = bytes_of(const_cast<uint8_t*>(picture.rgb.data()), picture.size());
  const Tensor target = bytes_of(twice.rgb.data(), twice.size());
  const auto whole_places = [&](int64_t length) {
    return (length + doubling.unshuffle() - 1) / doubling.unshuffle() * doubling.unshuffle();
  };
  for (int64_t top = 0; top < picture.height_px; top += tile_px) {
    const int64_t height = std::min(tile_px, picture.height_px - top);
    const Tensor rows = neighbourhood(top, whole_places(height), doubling.margin(), picture.height_px);
    for (int64_t left = 0; left < picture.width_px; left += tile_px) {
      const int64_t width = std::min(tile_px, picture.width_px - left);
      const Tensor columns = neighbourhood(left, whole_places(width), doubling.margin(), picture.width_px);
      const Tensor framed = bytes_to_unit(source.index_select(0, rows).index_select(1, columns));
      // [1, 3, 2h, 2w], and at the far edges up to 2 (u - 1) pixels more
      const Tensor made = doubling.forward_framed(framed.to(device));
      target.narrow(0, 2 * top, 2 * height)
          .narrow(1, 2 * left, 2 * width)
          .copy_(unit_to_bytes(made.narrow(2, 0, 2 * height).narrow(3, 0, 2 * width)));
    }
  }
  return twice;
}

Image enlarge(const Image& picture, PixelSize size, const Upscaler* upscaler, torch::Device device) {
  const std::size_t count = count_doublings(picture.size(), size, upscaler);
  if (count == 0) return resize(picture, size);
  Image larger = doubled(picture, upscaler->doublings().front(), device);
  for (std::size_t i = 1; i < count; ++i) larger = doubled(larger, upscaler->doublings()[i], device);
  return larger.size() == size ? larger : resize(larger, size);
}

}  // namespace reverie
