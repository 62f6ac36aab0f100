// Resizing against Pillow, bit for bit, and the reference's rules for cutting and fitting.
// Golden: golden/image/lanczos_*.rgb, made by golden/image/make_resize.py with Pillow 13.0.0.
#include "image/resize.h"

#include <filesystem>

#include "core/file.h"
#include "expect_error.h"

namespace reverie {
namespace {

// The same formula as make_resize.py.
Image golden_source() {
  Image image{37, 29, {}};
  for (int64_t y = 0; y < image.height_px; ++y) {
    for (int64_t x = 0; x < image.width_px; ++x) {
      for (int64_t c = 0; c < 3; ++c) {
        image.rgb.push_back(static_cast<uint8_t>((x * x * 7 + y * 13 + c * 85 + (x * y) % 29 * 9) % 256));
      }
    }
  }
  return image;
}

std::vector<uint8_t> golden(PixelSize size) {
  const std::filesystem::path folder = REVERIE_SOURCE_DIR "/tests/golden/image";
  const std::string bytes = read_text(folder / ("lanczos_" + to_string(size) + ".rgb"), 100'000);
  return {bytes.begin(), bytes.end()};
}

TEST(Resize, EqualsPillowsLanczosBitForBit) {
  const Image source = golden_source();
  for (const PixelSize size : {PixelSize{80, 61}, {11, 9}, {37, 12}, {19, 29}, {5, 70}, {36, 28}}) {
    const Image resized = resize(source, size);
    EXPECT_EQ(resized.size(), size);
    EXPECT_EQ(resized.rgb, golden(size)) << to_string(size);
  }
}

TEST(Resize, ThePillowGoldenWouldNoticeAHalfPixelShift) {
  Image shifted = golden_source();
  std::rotate(shifted.rgb.begin(), shifted.rgb.begin() + 3, shifted.rgb.end());
  EXPECT_NE(resize(shifted, {11, 9}).rgb, golden({11, 9}));
}

TEST(Resize, KeepsAPictureThatHasTheSizeAlready) {
  const Image source = golden_source();
  EXPECT_EQ(resize(source, {37, 29}).rgb, source.rgb);
}

TEST(Resize, KeepsAFlatColourFlatEvenAtTheEdges) {
  Image flat{40, 30, std::vector<uint8_t>(40 * 30 * 3, 255)};
  for (const PixelSize size : {PixelSize{7, 5}, {123, 77}}) {
    const Image resized = resize(flat, size);
    EXPECT_EQ(resized.rgb, std::vector<uint8_t>(static_cast<size_t>(size.pixels() * 3), 255));
  }
}

TEST(Resize, RefusesASideBelowOne) {
  expect_error([] { resize(golden_source(), {0, 5}); }, ErrorCode::Internal, "", "0x5");
  expect_error([] { resize(Image{}, {5, 5}); }, ErrorCode::Internal, "", "0x0");
}

TEST(Crop, TakesTheRectangleAsked) {
  const Image source = golden_source();
  const Image cut = crop(source, 30, 20, {7, 9});
  EXPECT_EQ(cut.size(), (PixelSize{7, 9}));
  for (size_t y = 0; y < 9; ++y) {
    for (size_t i = 0; i < 7 * 3; ++i) {
      ASSERT_EQ(cut.rgb[y * 21 + i], source.rgb[((20 + y) * 37 + 30) * 3 + i]);
    }
  }
}

TEST(Crop, TheCentreLeavesTheOddPixelOnTheRightAndBelow) {
  const Image source = golden_source();  // 37x29
  EXPECT_EQ(crop_centre(source, {32, 16}).rgb, crop(source, 2, 6, {32, 16}).rgb);
}

TEST(Crop, RefusesARectangleThatLeavesThePicture) {
  const Image source = golden_source();
  expect_error([&] { crop(source, 31, 20, {7, 9}); }, ErrorCode::Internal, "", "7x9 at (31, 20)");
  expect_error([&] { crop(source, 30, 21, {7, 9}); }, ErrorCode::Internal, "", "not inside 37x29");
  expect_error([&] { crop(source, -1, 0, {7, 9}); }, ErrorCode::Internal, "", "(-1, 0)");
  expect_error([&] { crop_centre(source, {38, 29}); }, ErrorCode::Internal, "", "38x29");
}

TEST(FitArea, CutsSidesToWholePixelsAsTheReferenceDoes) {
  // int(4000 * sqrt(1048576 / 12e6)) = int(1182.41), int(3000 * ...) = int(886.81)
  EXPECT_EQ(fit_area(PixelSize{4000, 3000}, 1024 * 1024), (PixelSize{1182, 886}));
  EXPECT_EQ(fit_area(PixelSize{2048, 2048}, 1024 * 1024), (PixelSize{1024, 1024}));
}

TEST(FitArea, LeavesASizeThatFits) {
  EXPECT_EQ(fit_area(PixelSize{1024, 1024}, 1024 * 1024), (PixelSize{1024, 1024}));
  EXPECT_EQ(fit_area(PixelSize{15, 20}, 1024 * 1024), (PixelSize{15, 20}));
}

TEST(FitArea, NeverGoesBelowOnePixel) {
  EXPECT_EQ(fit_area(PixelSize{1000, 1}, 10), (PixelSize{100, 1}));
}

TEST(FitArea, ResizesThePictureToThatSize) {
  const Image fitted = fit_area(golden_source(), 500);  // sqrt(500 / 1073): 25.25 x 19.79
  EXPECT_EQ(fitted.size(), (PixelSize{25, 19}));
  EXPECT_EQ(fitted.rgb, resize(golden_source(), {25, 19}).rgb);
}

}  // namespace
}  // namespace reverie
