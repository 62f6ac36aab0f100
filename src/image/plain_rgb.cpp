#include "image/plain_rgb.h"

namespace reverie {
namespace {

using vips::VImage;

// Applies the embedded profile. One that cannot be used is passed over (see read_image.h): decoding is lazy,
// so a failure here is the profile's and never the pixels'.
VImage apply_profile(const VImage& image) {
  if (image.get_typeof(VIPS_META_ICC_NAME) == 0) return image;
  // 16 bits stay 16 here: going down, libvips would cut the transparency off at 255 instead of scaling it.
  const int depth = image.format() == VIPS_FORMAT_USHORT ? 16 : 8;
  try {
    return image.icc_transform("srgb", VImage::option()
                                           ->set("embedded", true)
                                           ->set("intent", VIPS_INTENT_RELATIVE)
                                           ->set("black_point_compensation", true)
                                           ->set("depth", depth));
  } catch (const vips::VError&) {
    vips_error_clear();
    return image;
  }
}

}  // namespace

vips::VImage to_plain_rgb(vips::VImage image, const ImageSource& source) {
  image = apply_profile(image);
  if (image.interpretation() != VIPS_INTERPRETATION_sRGB || image.format() != VIPS_FORMAT_UCHAR) {
    if (!vips_colourspace_issupported(image.get_image())) refuse_image(source, "has an unknown colour space");
    image = image.colourspace(VIPS_INTERPRETATION_sRGB);
  }
  if (image.bands() == 4) image = image.flatten(VImage::option()->set("background", 255));
  if (image.bands() != 3 || image.format() != VIPS_FORMAT_UCHAR) {
    refuse_image(source, "has channels that are neither colour nor one transparency");
  }
  return image;
}

}  // namespace reverie
