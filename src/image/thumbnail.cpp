#include "image/thumbnail.h"

#include <algorithm>
#include <memory>
#include <vips/vips8>

#include "image/bmp.h"
#include "image/plain_rgb.h"
#include "image/resize.h"
#include "image/sniff.h"
#include "image/vips_start.h"
#include "image/write_image.h"

namespace reverie {
namespace {

using vips::VImage;

constexpr int kQuality = 80;

using Blob = std::unique_ptr<VipsBlob, void (*)(VipsBlob*)>;

Blob owned(VipsBlob* blob) {
  return {blob, [](VipsBlob* one) { vips_area_unref(VIPS_AREA(one)); }};
}

std::string jpeg_of(const VImage& image) {
  const Blob blob = owned(image.jpegsave_buffer(VImage::option()->set("Q", kQuality)->set("strip", true)));
  return {static_cast<const char*>(VIPS_AREA(blob.get())->data), VIPS_AREA(blob.get())->length};
}

// libvips has no reader for BMP.
std::string thumbnail_of_bmp(std::string_view bytes, int64_t longest_px, const ImageSource& source) {
  Image image = decode_bmp(bytes, source);
  const int64_t longest = std::max(image.width_px, image.height_px);
  const auto side = [&](int64_t px) { return std::max<int64_t>(1, px * longest_px / longest); };
  if (longest > longest_px) image = resize(image, {side(image.width_px), side(image.height_px)});
  return encode_image(image, ImageFormat::Jpeg, {.quality = kQuality, .compression = 3});
}

}  // namespace

std::string make_thumbnail(std::string_view bytes, int64_t longest_px, const ImageSource& source) {
  const auto format = sniff_format(bytes);
  if (!format) refuse_image(source, "is no picture");
  if (format == SourceFormat::Bmp) return thumbnail_of_bmp(bytes, longest_px, source);
  vips_ready();
  try {
    const Blob blob = owned(vips_blob_new(nullptr, bytes.data(), bytes.size()));  // no copy
    const VImage small = VImage::thumbnail_buffer(
        blob.get(), static_cast<int>(longest_px),
        VImage::option()->set("height", static_cast<int>(longest_px))->set("size", VIPS_SIZE_DOWN));
    return jpeg_of(to_plain_rgb(small, source));
  } catch (const vips::VError&) {
    vips_error_clear();
    refuse_image(source, "is damaged or cut short");
  }
}

}  // namespace reverie
