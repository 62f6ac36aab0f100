#include "image/read_image.h"

#include <cstring>
#include <memory>
#include <vips/vips8>

#include "core/error.h"
#include "core/file.h"
#include "image/bmp.h"
#include "image/plain_rgb.h"
#include "image/png_chunks.h"
#include "image/sniff.h"
#include "image/vips_start.h"

namespace reverie {
namespace {

using vips::VImage;

// The one libvips class that may open each format. Anything else it proposes is refused.
const char* allowed_loader(SourceFormat format) {
  switch (format) {
    case SourceFormat::Jpeg: return "VipsForeignLoadJpegBuffer";
    case SourceFormat::Png: return "VipsForeignLoadPngBuffer";
    case SourceFormat::Webp: return "VipsForeignLoadWebpBuffer";
    case SourceFormat::Tiff: return "VipsForeignLoadTiffBuffer";
    case SourceFormat::Gif: return "VipsForeignLoadNsgifBuffer";
    case SourceFormat::Heif: return "VipsForeignLoadHeifBuffer";
    case SourceFormat::Bmp: return nullptr;  // read by bmp.cpp
  }
  return nullptr;
}

// libvips appends to one buffer for the whole process; its first line names the fault.
std::string vips_reason(const vips::VError& error) {
  std::string reason = error.what();
  reason = reason.substr(0, reason.find('\n'));
  for (char& c : reason) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = '?';
  }
  vips_error_clear();
  return reason;
}

SourceFormat check_format(std::string_view bytes, const ImageSource& source) {
  if (bytes.empty()) refuse_image(source, "is empty, expected a picture");
  if (bytes.size() > kMaxSourceBytes) {
    refuse_image(source, "is " + std::to_string(bytes.size()) + " bytes, expected at most " +
                             std::to_string(kMaxSourceBytes));
  }
  const auto format = sniff_format(bytes);
  if (!format) {
    refuse_image(source, "is not a picture we read, expected jpeg, png, webp, bmp, tiff, gif, heic or heif");
  }
  if (format == SourceFormat::Png && !has_whole_png_chunks(bytes)) {
    refuse_image(source, "is damaged or cut short (its png chunks do not fit in the file)");
  }
  return *format;
}

VImage open_header(std::string_view bytes, SourceFormat format, const ImageSource& source) {
  const char* loader = vips_foreign_find_load_buffer(bytes.data(), bytes.size());
  if (loader == nullptr || std::strcmp(loader, allowed_loader(format)) != 0) {
    vips_error_clear();
    refuse_image(source, "begins like a picture but cannot be read as one");
  }
  return VImage::new_from_buffer(
      bytes.data(), bytes.size(), "",
      VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL)->set("fail_on", VIPS_FAIL_ON_ERROR));
}

// Step 3 for what libvips opened. The sample types are bounded too, because memory is pixels x channels x
// bytes and a TIFF may claim complex doubles.
void check_header(const VImage& image, SourceFormat format, const ImageSource& source) {
  check_source_size({image.width(), image.height()}, source);
  const VipsBandFormat sample = image.format();
  const bool is_float = sample == VIPS_FORMAT_FLOAT && image.interpretation() == VIPS_INTERPRETATION_scRGB;
  if (sample != VIPS_FORMAT_UCHAR && sample != VIPS_FORMAT_USHORT && !is_float) {
    refuse_image(source, "has an unusual sample type, expected 8 or 16 bits a channel");
  }
  if (image.coding() != VIPS_CODING_NONE || image.bands() < 1 || image.bands() > 5) {
    refuse_image(source, "has " + std::to_string(image.bands()) + " channels, expected 1 to 4 (5 for CMYK)");
  }
  if (format == SourceFormat::Heif && image.get_typeof("heif-compression") != 0 &&
      std::strcmp(image.get_string("heif-compression"), "hevc") != 0) {
    refuse_image(source, "is not an HEVC picture, expected heic or heif as cameras write them");
  }
}

// Turns a picture by its EXIF orientation. Turning reads out of order, which a streaming decoder cannot
// serve, so the picture (by now at most 3 bytes a pixel) is held in memory first.
VImage upright(const VImage& image) {
  if (image.get_typeof(VIPS_META_ORIENTATION) == 0 || image.get_int(VIPS_META_ORIENTATION) == 1) return image;
  return image.copy_memory().autorot();
}

Image to_memory(const VImage& image) {
  size_t size_bytes = 0;
  const std::unique_ptr<void, void (*)(void*)> pixels(image.write_to_memory(&size_bytes), g_free);
  const auto* first = static_cast<const uint8_t*>(pixels.get());
  return {image.width(), image.height(), {first, first + size_bytes}};
}

}  // namespace

void refuse_image(const ImageSource& source, const std::string& why) {
  throw Error(ErrorCode::InvalidRequest, source.name + ": " + why, source.field);
}

void check_source_size(PixelSize size, const ImageSource& source) {
  const auto [width_px, height_px] = size;
  if (width_px < kMinSourceSidePx || height_px < kMinSourceSidePx) {
    refuse_image(source, "is " + to_string(size) + ", expected both sides to be above 14 pixels");
  }
  if (width_px > kMaxSourcePixels || height_px > kMaxSourcePixels || size.pixels() > kMaxSourcePixels) {
    refuse_image(source, "is " + to_string(size) + ", expected at most " + std::to_string(kMaxSourcePixels) +
                             " pixels");
  }
  if (size.pixels() < kMinSourcePixels) {
    refuse_image(source, "is " + to_string(size) + ", expected at least " + std::to_string(kMinSourcePixels) +
                             " pixels");
  }
  if (width_px > kMaxSourceRatio * height_px || height_px > kMaxSourceRatio * width_px) {
    refuse_image(source, "is " + to_string(size) + ", expected a ratio of 1/16 to 16");
  }
}

Image decode_image(std::string_view bytes, const ImageSource& source) {
  const SourceFormat format = check_format(bytes, source);
  if (format == SourceFormat::Bmp) return decode_bmp(bytes, source);
  vips_ready();
  try {
    VImage image = open_header(bytes, format, source);
    check_header(image, format, source);
    return to_memory(upright(to_plain_rgb(image, source)));
  } catch (const vips::VError& error) {
    refuse_image(source, "is damaged or cut short (" + vips_reason(error) + ")");
  }
}

Image read_image(const std::filesystem::path& path, const std::string& field) {
  const ImageSource source{path.string(), field};
  std::error_code failure;
  const auto size_bytes = std::filesystem::file_size(path, failure);
  if (!failure && size_bytes > kMaxSourceBytes) {
    refuse_image(source, "is " + std::to_string(size_bytes) + " bytes, expected at most " +
                             std::to_string(kMaxSourceBytes));
  }
  std::string bytes;
  try {
    bytes = read_text(path, kMaxSourceBytes);
  } catch (const Error& error) {
    throw Error(error.code(), error.what(), field);  // the file layer knows no request fields
  }
  return decode_image(bytes, source);
}

}  // namespace reverie
