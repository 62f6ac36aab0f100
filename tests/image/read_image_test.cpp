// Every format we promise, and every way a file may say its colours: all come out as upright 8-bit sRGB.
#include "image/read_image.h"

#include <filesystem>
#include <optional>

#include "core/file.h"
#include "expect_error.h"
#include "image/vips_start.h"
#include "pictures.h"

namespace reverie {
namespace {

using vips::VImage;

const ImageSource kSource{"test picture", "image"};

// As far as a lossy codec at quality 100 moves a flat colour; observed 2 (heic).
constexpr int kCodecTolerance = 6;

void expect_red_and_blue(const Image& image, int tolerance) {
  ASSERT_EQ(image.size(), (PixelSize{64, 48}));
  ASSERT_EQ(image.rgb.size(), 64U * 48 * 3);
  EXPECT_TRUE(is_near(image, 4, 24, 255, 0, 0, tolerance)) << pixel(image, 4, 24);
  EXPECT_TRUE(is_near(image, 60, 24, 0, 0, 255, tolerance)) << pixel(image, 60, 24);
}

TEST(ReadImage, ReadsLosslessFormatsExactly) {
  for (const char* suffix : {".png", ".png[interlace]", ".webp[lossless]", ".tif", ".tif[compression=lzw]",
                             ".tif[compression=deflate,tile]", ".gif"}) {
    SCOPED_TRACE(suffix);
    expect_red_and_blue(decode_image(saved_as(red_and_blue(64, 48), suffix), kSource), 0);
  }
}

TEST(ReadImage, ReadsLossyFormatsClosely) {
  for (const char* suffix : {".jpg[Q=100]", ".jpg[Q=100,interlace]", ".webp[Q=100]"}) {
    SCOPED_TRACE(suffix);
    expect_red_and_blue(decode_image(saved_as(red_and_blue(64, 48), suffix), kSource), kCodecTolerance);
  }
}

TEST(ReadImage, ReadsHeic) {
  expect_red_and_blue(decode_image(heic_red_and_blue(), kSource), kCodecTolerance);
}

TEST(ReadImage, ReadsAFileWhateverItsName) {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "reverie_read_image.txt";
  write_file_atomically(path, saved_as(red_and_blue(64, 48), ".png"));
  expect_red_and_blue(read_image(path), 0);
  std::filesystem::remove(path);
}

TEST(ReadImage, AppliesEveryExifOrientation) {
  // Which corner of the stored picture (red left, blue right) is shown at the upper left.
  struct Case {
    int orientation;
    PixelSize shown;
    const char* upper_left;
    const char* upper_right;
    const char* lower_left;
  };
  const char* red = "255,0,0";
  const char* blue = "0,0,255";
  for (const Case& c : {Case{1, {64, 48}, red, blue, red}, Case{2, {64, 48}, blue, red, blue},
                        Case{3, {64, 48}, blue, red, blue}, Case{4, {64, 48}, red, blue, red},
                        Case{5, {48, 64}, red, red, blue}, Case{6, {48, 64}, red, red, blue},
                        Case{7, {48, 64}, blue, blue, red}, Case{8, {48, 64}, blue, blue, red}}) {
    VImage tagged = red_and_blue(64, 48).copy();
    tagged.set("orientation", c.orientation);
    const Image image = decode_image(saved_as(tagged, ".tif"), kSource);
    SCOPED_TRACE(c.orientation);
    ASSERT_EQ(image.size(), c.shown);
    EXPECT_EQ(pixel(image, 0, 0), c.upper_left);
    EXPECT_EQ(pixel(image, image.width_px - 1, 0), c.upper_right);
    EXPECT_EQ(pixel(image, 0, image.height_px - 1), c.lower_left);
  }
}

TEST(ReadImage, TurnsAJpegFromAPhoneUpright) {
  VImage tagged = red_and_blue(64, 48).copy();
  tagged.set("orientation", 6);
  for (const char* suffix : {".jpg[Q=100]", ".jpg[Q=100,interlace]"}) {
    const Image image = decode_image(saved_as(tagged, suffix), kSource);
    ASSERT_EQ(image.size(), (PixelSize{48, 64}));
    EXPECT_TRUE(is_near(image, 24, 4, 255, 0, 0, kCodecTolerance)) << pixel(image, 24, 4);
    EXPECT_TRUE(is_near(image, 24, 60, 0, 0, 255, kCodecTolerance)) << pixel(image, 24, 60);
  }
}

TEST(ReadImage, ConvertsCmyk) {
  const VImage cmyk = red_and_blue(64, 48).colourspace(VIPS_INTERPRETATION_CMYK);
  for (const char* suffix : {".jpg[Q=100]", ".tif"}) {
    const Image image = decode_image(saved_as(cmyk, suffix), kSource);
    SCOPED_TRACE(suffix);
    ASSERT_EQ(image.size(), (PixelSize{64, 48}));
    // Ink cannot print these; what matters is red left and blue right, not inverted.
    EXPECT_TRUE(is_near(image, 4, 24, 230, 30, 30, 45)) << pixel(image, 4, 24);
    EXPECT_TRUE(is_near(image, 60, 24, 40, 40, 160, 60)) << pixel(image, 60, 24);
  }
}

TEST(ReadImage, ConvertsSixteenBits) {
  const VImage deep = red_and_blue(64, 48)
                          .linear({257.0, 257.0, 257.0}, {0.0, 32896.0, 0.0})
                          .cast(VIPS_FORMAT_USHORT)
                          .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_RGB16));
  for (const char* suffix : {".png", ".tif"}) {
    const Image image = decode_image(saved_as(deep, suffix), kSource);
    EXPECT_EQ(pixel(image, 4, 24), "255,128,0");
    EXPECT_EQ(pixel(image, 60, 24), "0,128,255");
  }
}

TEST(ReadImage, ConvertsGreyWithAndWithoutAlpha) {
  vips_ready();
  const VImage grey = (VImage::black(64, 48) + 100)
                          .cast(VIPS_FORMAT_UCHAR)
                          .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_B_W));
  EXPECT_EQ(pixel(decode_image(saved_as(grey, ".png"), kSource), 5, 5), "100,100,100");
  EXPECT_TRUE(is_near(decode_image(saved_as(grey, ".jpg[Q=100]"), kSource), 5, 5, 100, 100, 100, 1));
  const VImage veiled = grey.bandjoin(51.0);  // one fifth grey over white
  EXPECT_EQ(pixel(decode_image(saved_as(veiled, ".png"), kSource), 5, 5), "224,224,224");
}

TEST(ReadImage, LaysTransparencyOverWhite) {
  const VImage clear = red_and_blue(64, 48).bandjoin(0.0);
  const VImage half = red_and_blue(64, 48).bandjoin(127.5).cast(VIPS_FORMAT_UCHAR);
  for (const char* suffix : {".png", ".webp[lossless]", ".tif"}) {
    SCOPED_TRACE(suffix);
    EXPECT_EQ(pixel(decode_image(saved_as(clear, suffix), kSource), 4, 4), "255,255,255");
    const Image veiled = decode_image(saved_as(half, suffix), kSource);
    EXPECT_TRUE(is_near(veiled, 4, 4, 255, 128, 128, 1)) << pixel(veiled, 4, 4);
  }
}

TEST(ReadImage, ConvertsTheEmbeddedColourProfile) {
  VImage wide = red_and_blue(64, 48).icc_transform("p3", VImage::option()->set("input_profile", "srgb"));
  const Image image = decode_image(saved_as(wide, ".png"), kSource);
  // Left alone, sRGB red in Display P3 numbers is 234,51,35.
  EXPECT_TRUE(is_near(image, 4, 24, 255, 0, 0, 4)) << pixel(image, 4, 24);
  EXPECT_TRUE(is_near(image, 60, 24, 0, 0, 255, 4)) << pixel(image, 60, 24);
}

TEST(ReadImage, KeepsAlphaRightThroughAProfileAtSixteenBits) {
  const VImage wide = red_and_blue(64, 48).icc_transform(
      "p3", VImage::option()->set("input_profile", "srgb")->set("depth", 16));
  const VImage veiled = wide.bandjoin(32768.0).cast(VIPS_FORMAT_USHORT);
  const Image image = decode_image(saved_as(veiled, ".png"), kSource);
  EXPECT_TRUE(is_near(image, 4, 24, 255, 128, 128, 4)) << pixel(image, 4, 24);
}

TEST(ReadImage, PassesOverAProfileThatCannotBeUsed) {
  VImage tagged = red_and_blue(64, 48).copy();
  const std::string garbage(200, 'x');
  vips_image_set_blob_copy(tagged.get_image(), VIPS_META_ICC_NAME, garbage.data(), garbage.size());
  expect_red_and_blue(decode_image(saved_as(tagged, ".jpg[Q=100]"), kSource), kCodecTolerance);
}

TEST(ReadImage, TakesTheFirstFrameOfAnAnimation) {
  const VImage first = red_and_blue(64, 48);
  VImage frames = first.join(first.invert(), VIPS_DIRECTION_VERTICAL).copy();
  frames.set("page-height", 48);
  for (const char* suffix : {".gif", ".webp[lossless]", ".tif"}) {
    SCOPED_TRACE(suffix);
    const std::string bytes = saved_as(frames, suffix);
    expect_red_and_blue(decode_image(bytes, kSource), 0);
  }
}

TEST(ReadImage, ReadsTheSmallestAndTheMostOblongPictures) {
  EXPECT_EQ(decode_image(saved_as(red_and_blue(16, 15), ".png"), kSource).size(), (PixelSize{16, 15}));
  EXPECT_EQ(decode_image(saved_as(red_and_blue(240, 15), ".png"), kSource).size(), (PixelSize{240, 15}));
  EXPECT_EQ(decode_image(saved_as(red_and_blue(16, 256), ".png"), kSource).size(), (PixelSize{16, 256}));
}

TEST(ReadImage, SaysWhichFileIsMissing) {
  expect_error([] { read_image("/no/such/lake.jpg", "image_2"); }, ErrorCode::NotFound, "image_2",
               "lake.jpg");
}

TEST(ReadImage, SaysThatADirectoryIsNoFile) {
  const auto folder = std::filesystem::temp_directory_path();
  expect_error([&] { read_image(folder); }, ErrorCode::NotFound, "image", folder.string());
}

}  // namespace
}  // namespace reverie
