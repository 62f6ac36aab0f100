#include "image/write_image.h"

#include <memory>
#include <vips/vips8>

#include "core/error.h"
#include "core/file.h"
#include "image/png_chunks.h"
#include "image/vips_start.h"

namespace reverie {
namespace {

using vips::VImage;

constexpr int64_t kMaxWebpSidePx = 16383;

void check_range(int value, int least, int most, const std::string& field) {
  if (value >= least && value <= most) return;
  throw Error(ErrorCode::InvalidRequest,
              field + ": " + std::to_string(value) + ", expected " + std::to_string(least) + " to " +
                  std::to_string(most),
              field);
}

void check(const Image& image, ImageFormat format, const EncodeOptions& options) {
  check_range(options.quality, 1, 100, "quality");
  check_range(options.compression, 0, 9, "compression");
  const bool is_whole = image.width_px > 0 && image.height_px > 0 &&
                        image.rgb.size() == static_cast<size_t>(image.size().pixels() * 3);
  if (!is_whole) {
    throw Error(ErrorCode::Internal, "encode_image: " + std::to_string(image.rgb.size()) + " bytes for " +
                                         to_string(image.size()) + ", expected 3 a pixel");
  }
  if (format == ImageFormat::Webp && (image.width_px > kMaxWebpSidePx || image.height_px > kMaxWebpSidePx)) {
    throw Error(ErrorCode::InvalidRequest,
                "output_format: webp holds at most " + std::to_string(kMaxWebpSidePx) +
                    " pixels a side, the picture is " + to_string(image.size()),
                "output_format");
  }
}

// A view of the pixels (no copy) that carries our metadata.
VImage tagged(const Image& image, ImageFormat format, const std::string& parameters) {
  const auto width = static_cast<int>(image.width_px);
  const auto height = static_cast<int>(image.height_px);
  // libvips 8.14 asks for a mutable pointer and only reads through it.
  auto* pixels = const_cast<uint8_t*>(image.rgb.data());
  VImage tagged = VImage::new_from_memory(pixels, image.rgb.size(), width, height, 3, VIPS_FORMAT_UCHAR)
                      .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
  if (format == ImageFormat::Png) return tagged;  // its text goes in afterwards, see png_chunks.h
  const std::string xmp = xmp_packet(parameters);
  vips_image_set_blob_copy(tagged.get_image(), VIPS_META_XMP_NAME, xmp.data(), xmp.size());
  tagged.set("exif-ifd0-Software", software_name().c_str());
  tagged.set("exif-ifd2-UserComment", parameters.c_str());
  return tagged;
}

std::string with_png_text(std::string_view png, const std::string& parameters) {
  return insert_after_png_header(png, png_text_chunk("Software", software_name()) +
                                          png_text_chunk("parameters", parameters) +
                                          png_xmp_chunk(xmp_packet(parameters)));
}

vips::VOption* saver_options(ImageFormat format, const EncodeOptions& options) {
  vips::VOption* chosen = VImage::option();
  switch (format) {
    case ImageFormat::Png:
      return chosen->set("compression", options.compression)->set("filter", VIPS_FOREIGN_PNG_FILTER_SUB);
    case ImageFormat::Jpeg:
      return chosen->set("Q", options.quality)
          ->set("optimize_coding", true)
          ->set("subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF);
    case ImageFormat::Webp: return chosen->set("Q", options.quality)->set("smart_subsample", true);
  }
  return chosen;
}

const char* saver_suffix(ImageFormat format) {
  switch (format) {
    case ImageFormat::Jpeg: return ".jpg";
    case ImageFormat::Png: return ".png";
    case ImageFormat::Webp: return ".webp";
  }
  return "";
}

}  // namespace

std::string_view format_name(ImageFormat format) {
  switch (format) {
    case ImageFormat::Jpeg: return "jpeg";
    case ImageFormat::Png: return "png";
    case ImageFormat::Webp: return "webp";
  }
  return "?";
}

std::string_view mime_type(ImageFormat format) {
  switch (format) {
    case ImageFormat::Jpeg: return "image/jpeg";
    case ImageFormat::Png: return "image/png";
    case ImageFormat::Webp: return "image/webp";
  }
  return "application/octet-stream";
}

ImageFormat parse_image_format(std::string_view text, const std::string& field) {
  if (text == "jpeg" || text == "jpg") return ImageFormat::Jpeg;
  if (text == "png") return ImageFormat::Png;
  if (text == "webp") return ImageFormat::Webp;
  throw Error(ErrorCode::InvalidRequest,
              field + ": \"" + std::string(text.substr(0, 40)) + "\", expected jpeg, png or webp", field);
}

ImageFormat format_of_path(const std::filesystem::path& path, const std::string& field) {
  std::string ending = path.extension().string();
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (ending == ".jpg" || ending == ".jpeg") return ImageFormat::Jpeg;
  if (ending == ".png") return ImageFormat::Png;
  if (ending == ".webp") return ImageFormat::Webp;
  throw Error(ErrorCode::InvalidRequest,
              field + ": " + path.string() + " should end in .jpg, .jpeg, .png or .webp", field);
}

std::string encode_image(const Image& image, ImageFormat format, const EncodeOptions& options,
                         const ImageMetadata& metadata) {
  check(image, format, options);
  const std::string parameters = parameters_text(metadata);
  vips_ready();
  try {
    void* buffer = nullptr;
    size_t size_bytes = 0;
    tagged(image, format, parameters)
        .write_to_buffer(saver_suffix(format), &buffer, &size_bytes, saver_options(format, options));
    const std::unique_ptr<void, void (*)(void*)> owner(buffer, g_free);
    const std::string_view bytes(static_cast<const char*>(buffer), size_bytes);
    return format == ImageFormat::Png ? with_png_text(bytes, parameters) : std::string(bytes);
  } catch (const vips::VError& error) {
    vips_error_clear();
    throw Error(ErrorCode::Internal, "encode_image: libvips cannot write " +
                                         std::string(format_name(format)) + ": " + error.what());
  }
}

void write_image(const std::filesystem::path& path, const Image& image, ImageFormat format,
                 const EncodeOptions& options, const ImageMetadata& metadata) {
  write_file_atomically(path, encode_image(image, format, options, metadata));
}

}  // namespace reverie
