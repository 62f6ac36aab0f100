// What is refused, with which words: wrong kinds, wrong sizes, damage, and doors into other decoders.
#include <filesystem>
#include <fstream>

#include "core/file.h"
#include "expect_error.h"
#include "image/read_image.h"
#include "image/vips_start.h"
#include "pictures.h"

namespace reverie {
namespace {

using vips::VImage;

void expect_refused(const std::string& bytes, const std::string& words) {
  expect_error(
      [&] {
        decode_image(bytes, {"upload 3", "image_input"});
      },
      ErrorCode::InvalidRequest, "image_input", words);
}

TEST(HostileImage, NamesTheFileAndTheField) {
  expect_refused("", "upload 3: is empty");
}

TEST(HostileImage, RefusesWhatIsNoPictureOfOurs) {
  const std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"><rect width=\"64\" "
      "height=\"64\"/></svg>";
  for (const std::string& bytes :
       {std::string("just some words"), svg, "<?xml version=\"1.0\"?>" + svg,
        std::string("%PDF-1.4\n1 0 obj"), std::string("P6\n64 64\n255\n"),
        std::string("id=ImageMagick  version=1.0"), std::string("push graphic-context"),
        std::string("8BPS\0\1", 6), std::string("\0\0\1\0", 4),
        std::string("\0\0\0\x1c"
                    "ftypavif\0\0\0\0avifmif1miaf",
                    28),
        std::string("GIF86a"), std::string("RIFF\x10\0\0\0WAVEfmt ", 16), std::string("\x89PNX\r\n\x1a\n")}) {
    expect_refused(bytes, "is not a picture we read");
  }
}

TEST(HostileImage, RefusesATextFileNamedPng) {
  const auto path = std::filesystem::temp_directory_path() / "reverie_text.png";
  write_file_atomically(path, "certainly not a picture");
  expect_error([&] { read_image(path); }, ErrorCode::InvalidRequest, "image",
               "reverie_text.png: is not a picture");
  std::filesystem::remove(path);
}

TEST(HostileImage, RefusesAnEmptyFile) {
  const auto path = std::filesystem::temp_directory_path() / "reverie_empty.png";
  write_file_atomically(path, "");
  expect_error([&] { read_image(path); }, ErrorCode::InvalidRequest, "image", "reverie_empty.png: is empty");
  std::filesystem::remove(path);
}

TEST(HostileImage, RefusesMoreThanThirtyMegabytesWithoutReadingThem) {
  const auto path = std::filesystem::temp_directory_path() / "reverie_large.jpg";
  std::ofstream(path, std::ios::binary) << "\xff\xd8\xff";
  std::filesystem::resize_file(path, kMaxSourceBytes + 1);
  expect_error([&] { read_image(path); }, ErrorCode::InvalidRequest, "image",
               "31457281 bytes, expected at most");
  std::filesystem::remove(path);
  expect_refused("\xff\xd8\xff" + std::string(kMaxSourceBytes, 'x'), "expected at most 31457280");
}

TEST(HostileImage, LibvipsItselfWouldRefuseTheLoadersItCallsUntrusted) {
  vips_ready();
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"></svg>";
  EXPECT_THROW(VImage::new_from_buffer(svg.data(), svg.size(), ""), vips::VError);
  std::string ppm = "P5\n16 16\n255\n" + std::string(256, 'x');
  EXPECT_THROW(VImage::new_from_buffer(ppm.data(), ppm.size(), ""), vips::VError);
  vips_error_clear();
}

TEST(HostileImage, RefusesAPngHeaderThatClaimsGigapixels) {
  expect_refused(png_header(65535, 65535), "65535x65535, expected at most 36000000 pixels");
  expect_refused(png_header(6001, 6000), "6001x6000, expected at most 36000000 pixels");
}

TEST(HostileImage, LetsExactly36MillionPixelsPassTheHeader) {
  expect_refused(png_header(6000, 6000), "damaged or cut short");  // only because there are no pixels
}

TEST(HostileImage, RefusesAGifWhoseFrameClaimsGigapixels) {
  std::string gif = saved_as(red_and_blue(64, 48), ".gif");
  const size_t frame_at = gif.find(std::string("\x2c\0\0\0\0\x40\0\x30\0", 9));
  ASSERT_NE(frame_at, std::string::npos);
  gif.replace(frame_at + 5, 4, "\xff\xff\xff\xff");
  expect_refused(gif, "65535x65535, expected at most");
}

TEST(HostileImage, RefusesSidesOfFourteenAndLess) {
  expect_refused(saved_as(red_and_blue(14, 20), ".png"), "14x20, expected both sides to be above 14");
  expect_refused(saved_as(red_and_blue(20, 14), ".png"), "20x14, expected both sides to be above 14");
}

TEST(HostileImage, RefusesRatiosBeyondSixteen) {
  expect_refused(saved_as(red_and_blue(242, 15), ".png"), "242x15, expected a ratio of 1/16 to 16");
  expect_refused(saved_as(red_and_blue(16, 257), ".png"), "16x257, expected a ratio of 1/16 to 16");
}

TEST(HostileImage, SizeLimitsMeetExactlyWhereTheVendorSaysSo) {
  const ImageSource source{"x", "image"};
  EXPECT_NO_THROW(check_source_size({15, 15}, source));
  EXPECT_NO_THROW(check_source_size({6000, 6000}, source));
  EXPECT_NO_THROW(check_source_size({16 * 1500, 1500}, source));
  EXPECT_THROW(check_source_size({15, 14}, source), Error);
  EXPECT_THROW(check_source_size({16 * 1500 + 1, 1500}, source), Error);
  EXPECT_THROW(check_source_size({int64_t{1} << 33, int64_t{1} << 33}, source), Error);
  EXPECT_THROW(check_source_size({-100, 100}, source), Error);
}

TEST(HostileImage, RefusesFilesThatAreCutShort) {
  const VImage noise = VImage::gaussnoise(128, 96, VImage::option()->set("sigma", 20));
  const VImage textured = (red_and_blue(128, 96) + noise)
                              .cast(VIPS_FORMAT_UCHAR)
                              .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
  std::vector<std::string> files = {heic_red_and_blue()};
  for (const char* suffix : {".jpg", ".jpg[interlace]", ".png", ".png[interlace]", ".webp", ".webp[lossless]",
                             ".tif", ".tif[compression=lzw]", ".gif"}) {
    files.push_back(saved_as(textured, suffix));
  }
  for (const std::string& whole : files) {
    SCOPED_TRACE(whole.substr(0, 12));
    EXPECT_NO_THROW(decode_image(whole, {"whole"}));
    for (const size_t left : {whole.size() * 9 / 10, whole.size() / 2, size_t{40}, size_t{12}}) {
      expect_refused(whole.substr(0, left), "upload 3");
    }
  }
}

TEST(HostileImage, RefusesAPngWithADamagedChunk) {
  std::string png = saved_as(red_and_blue(64, 48), ".png");
  png[png.find("IDAT") + 10] = static_cast<char>(png[png.find("IDAT") + 10] ^ 0x55);
  expect_refused(png, "damaged or cut short");
}

TEST(HostileImage, RefusesAPngChunkThatClaimsMoreThanTheFile) {
  // Found by image_mutation_test: libpng took 1.4 GB for the text chunk of a file of 764 bytes.
  const std::string png = png_header(64, 48);
  const size_t after_header = 8 + 12 + 13;
  for (const uint32_t length : {0x7fffffffU, 0xffffffffU, 0x1000U}) {
    std::string claim;
    for (int shift = 24; shift >= 0; shift -= 8) claim += static_cast<char>(length >> shift & 0xff);
    expect_refused(png.substr(0, after_header) + claim + "iTXt" + png.substr(after_header),
                   "png chunks do not fit");
  }
}

TEST(HostileImage, RefusesAPngWithoutItsEnd) {
  const std::string png = saved_as(red_and_blue(64, 48), ".png");
  expect_refused(png.substr(0, png.size() - 12), "png chunks do not fit");
  EXPECT_NO_THROW(decode_image(png + "bytes behind the end are nobody's business", {"png"}));
}

TEST(HostileImage, RefusesAMagicNumberWithNothingBehindIt) {
  for (const std::string& bytes : {std::string("\xff\xd8\xff"), std::string("\x89PNG\r\n\x1a\n"),
                                   std::string("GIF89a"), std::string("BM"), std::string("II\x2a\0", 4),
                                   std::string("MM\0\x2a", 4), std::string("RIFF\0\0\0\0WEBP", 12),
                                   std::string("\0\0\0\x18"
                                               "ftypheic",
                                               12)}) {
    expect_refused(bytes, "upload 3");
  }
}

TEST(HostileImage, RefusesSampleTypesThatOnlyTiffKnows) {
  const VImage picture = red_and_blue(64, 48);
  for (const VipsBandFormat sample : {VIPS_FORMAT_UINT, VIPS_FORMAT_SHORT}) {
    expect_refused(saved_as(picture.cast(sample), ".tif"), "unusual sample type");
  }
  for (const VipsBandFormat sample : {VIPS_FORMAT_DOUBLE, VIPS_FORMAT_DPCOMPLEX}) {
    expect_refused(saved_as(picture.cast(sample), ".tif"), "upload 3");  // libvips or we, whoever looks first
  }
}

TEST(HostileImage, RefusesMoreChannelsThanColourAndTransparency) {
  const VImage five = red_and_blue(64, 48).bandjoin({10.0, 20.0});
  expect_refused(saved_as(five, ".tif"), "channels");
  const VImage seven = red_and_blue(64, 48).bandjoin({10.0, 20.0, 30.0, 40.0});
  expect_refused(saved_as(seven, ".tif"), "7 channels");
}

}  // namespace
}  // namespace reverie
