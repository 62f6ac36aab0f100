#include "image/bmp.h"

#include <array>
#include <bit>

#include "core/error.h"

namespace reverie {
namespace {

constexpr size_t kFileHeaderBytes = 14;
constexpr uint32_t kNoCompression = 0;
constexpr uint32_t kBitFields = 3;
constexpr uint32_t kAlphaBitFields = 6;

struct Colour {
  uint8_t red = 0, green = 0, blue = 0;
};

// Little-endian reads that stay inside the file.
class Bytes {
 public:
  Bytes(std::string_view bytes, const ImageSource& source) : bytes_(bytes), source_(source) {}

  uint32_t u8(size_t at) const {
    if (at >= bytes_.size()) refuse_image(source_, "is cut short: no byte " + std::to_string(at));
    return static_cast<unsigned char>(bytes_[at]);
  }
  uint32_t u16(size_t at) const { return u8(at) | u8(at + 1) << 8; }
  uint32_t u32(size_t at) const { return u16(at) | u16(at + 2) << 16; }
  int32_t i32(size_t at) const { return static_cast<int32_t>(u32(at)); }
  size_t size() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
  const ImageSource& source_;
};

// One colour channel inside a 16- or 32-bit pixel.
class Channel {
 public:
  explicit Channel(uint32_t mask) : mask_(mask), shift_(mask == 0 ? 0 : std::countr_zero(mask)) {}

  bool is_present() const { return mask_ != 0; }
  // Scaled to 0..255; 0 where there is no such channel.
  uint8_t of(uint32_t pixel) const {
    if (mask_ == 0) return 0;
    const uint64_t most = mask_ >> shift_;
    return static_cast<uint8_t>((uint64_t{(pixel & mask_) >> shift_} * 255 + most / 2) / most);
  }

 private:
  uint32_t mask_;
  int shift_;
};

struct Header {
  PixelSize size;
  bool is_top_down = false;
  uint32_t bits = 0;  // per pixel
  size_t pixels_at = 0;
  std::vector<Colour> palette;      // 1, 4 and 8 bits
  std::array<uint32_t, 4> masks{};  // 16 and 32 bits: red, green, blue, alpha
};

std::array<uint32_t, 4> read_masks(const Bytes& file, uint32_t header_bytes, uint32_t compression,
                                   uint32_t bits) {
  if (compression == kNoCompression) {
    if (bits == 16) return {0x7c00, 0x03e0, 0x001f, 0};
    return {0xff0000, 0x00ff00, 0x0000ff, 0};  // the fourth byte of plain 32-bit pixels is unused
  }
  const size_t at = kFileHeaderBytes + 40;
  const bool has_alpha = header_bytes >= 56 || compression == kAlphaBitFields;
  return {file.u32(at), file.u32(at + 4), file.u32(at + 8), has_alpha ? file.u32(at + 12) : 0};
}

std::vector<Colour> read_palette(const Bytes& file, size_t at, size_t colour_bytes, size_t colours) {
  std::vector<Colour> palette(colours);
  for (Colour& colour : palette) {
    colour.blue = static_cast<uint8_t>(file.u8(at));
    colour.green = static_cast<uint8_t>(file.u8(at + 1));
    colour.red = static_cast<uint8_t>(file.u8(at + 2));
    at += colour_bytes;
  }
  return palette;
}

void check_encoding(uint32_t bits, uint32_t compression, const ImageSource& source) {
  const bool has_masks = compression == kBitFields || compression == kAlphaBitFields;
  if (compression != kNoCompression && !has_masks) {
    refuse_image(source, "is a compressed bmp (method " + std::to_string(compression) +
                             "), expected one without compression");
  }
  const bool is_known = bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
  if (!is_known || (has_masks && bits != 16 && bits != 32)) {
    refuse_image(source,
                 "is a bmp of " + std::to_string(bits) + " bits a pixel, expected 1, 4, 8, 16, 24 or 32");
  }
}

Header read_header(const Bytes& file, const ImageSource& source) {
  Header header;
  header.pixels_at = file.u32(10);
  const uint32_t header_bytes = file.u32(14);
  const bool is_os2 = header_bytes == 12;
  if (!is_os2 && (header_bytes < 40 || header_bytes > 1024)) {
    refuse_image(source,
                 "has a bmp header of " + std::to_string(header_bytes) + " bytes, expected 12 or 40 to 1024");
  }
  const int64_t height = is_os2 ? file.u16(20) : int64_t{file.i32(22)};
  header.size = {is_os2 ? file.u16(18) : int64_t{file.i32(18)}, height < 0 ? -height : height};
  header.is_top_down = height < 0;
  header.bits = file.u16(is_os2 ? 24 : 28);
  check_source_size(header.size, source);
  const uint32_t compression = is_os2 ? kNoCompression : file.u32(30);
  check_encoding(header.bits, compression, source);
  if (header.bits <= 8) {
    const uint32_t most = 1U << header.bits;
    const uint32_t stated = is_os2 ? 0 : file.u32(46);
    if (stated > most) refuse_image(source, "has a palette of " + std::to_string(stated) + " colours");
    header.palette =
        read_palette(file, kFileHeaderBytes + header_bytes, is_os2 ? 3 : 4, stated == 0 ? most : stated);
  } else {
    header.masks = read_masks(file, header_bytes, compression, header.bits);
  }
  return header;
}

uint8_t over_white(uint8_t value, uint8_t alpha) {
  return static_cast<uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

// One row's pixels; `at` is where the row starts.
class RowReader {
 public:
  RowReader(const Bytes& file, const Header& header, const ImageSource& source)
      : file_(file),
        header_(header),
        source_(source),
        red_(header.masks[0]),
        green_(header.masks[1]),
        blue_(header.masks[2]),
        alpha_(header.masks[3]) {}

  Colour pixel(size_t at, size_t x) const {
    switch (header_.bits) {
      case 16: return masked(file_.u16(at + 2 * x));
      case 24: return masked(file_.u16(at + 3 * x) | file_.u8(at + 3 * x + 2) << 16);
      case 32: return masked(file_.u32(at + 4 * x));
      default: return indexed(at, x);
    }
  }

 private:
  Colour masked(uint32_t pixel) const {
    const Colour colour{red_.of(pixel), green_.of(pixel), blue_.of(pixel)};
    if (!alpha_.is_present()) return colour;
    const uint8_t alpha = alpha_.of(pixel);
    return {over_white(colour.red, alpha), over_white(colour.green, alpha), over_white(colour.blue, alpha)};
  }

  Colour indexed(size_t at, size_t x) const {
    const size_t bit = x * header_.bits;
    const uint32_t shift = 8 - header_.bits - static_cast<uint32_t>(bit % 8);
    const uint32_t index = file_.u8(at + bit / 8) >> shift & ((1U << header_.bits) - 1);
    if (index >= header_.palette.size()) refuse_image(source_, "names a colour outside its palette");
    return header_.palette[index];
  }

  const Bytes& file_;
  const Header& header_;
  const ImageSource& source_;
  Channel red_, green_, blue_, alpha_;
};

}  // namespace

Image decode_bmp(std::string_view bytes, const ImageSource& source) {
  const Bytes file(bytes, source);
  const Header header = read_header(file, source);
  const auto width = static_cast<size_t>(header.size.width_px);
  const auto height = static_cast<size_t>(header.size.height_px);
  const size_t row_bytes = (width * header.bits + 31) / 32 * 4;
  // Before the pixels are allocated: a header of a few bytes must not claim a hundred megabytes.
  if (header.pixels_at > file.size() || row_bytes * height > file.size() - header.pixels_at) {
    refuse_image(source, "is cut short: " + to_string(header.size) + " pixels of " +
                             std::to_string(header.bits) + " bits do not fit in its " +
                             std::to_string(file.size()) + " bytes");
  }
  const RowReader rows(file, header, source);
  Image image{header.size.width_px, header.size.height_px, {}};
  image.rgb.reserve(width * height * 3);
  for (size_t y = 0; y < height; ++y) {
    const size_t stored_row = header.is_top_down ? y : height - 1 - y;
    for (size_t x = 0; x < width; ++x) {
      const Colour colour = rows.pixel(header.pixels_at + stored_row * row_bytes, x);
      image.rgb.insert(image.rgb.end(), {colour.red, colour.green, colour.blue});
    }
  }
  return image;
}

}  // namespace reverie
