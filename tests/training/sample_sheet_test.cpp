// The sheets of a run: a binary PPM file whose header and pixels any viewer reads.
#include "training/sample_sheet.h"

#include <gtest/gtest.h>

#include <array>

#include "core/error.h"
#include "core/file.h"
#include "training/scratch.h"

namespace reverie {
namespace {

using Rgb = std::array<int, 3>;

struct Sheet {
  std::string header;
  int64_t width_px;
  std::string pixels;

  Rgb at(int64_t row, int64_t column) const {
    Rgb colour{};
    for (std::size_t c = 0; c < 3; ++c) {
      colour[c] =
          static_cast<unsigned char>(pixels[static_cast<std::size_t>(3 * (row * width_px + column)) + c]);
    }
    return colour;
  }
};

Sheet sheet_of(const std::vector<torch::Tensor>& pictures, int64_t columns, const std::string& header,
               int64_t width_px) {
  const auto path = scratch_folder() / "sheet.ppm";
  write_sample_sheet(path, pictures, columns);
  const std::string file = read_text(path, 1 << 20);
  return {file.substr(0, header.size()), width_px, file.substr(std::min(file.size(), header.size()))};
}

torch::Tensor plain(int64_t height_px, int64_t width_px, float value) {
  return torch::full({3, height_px, width_px}, value);
}

TEST(SampleSheet, LaysPicturesOutRowByRowEightPixelsApartOnGrey) {
  const std::string header = "P6\n28 24\n255\n";  // two cells of 6 + 8, two of 4 + 8
  const Sheet sheet = sheet_of({plain(4, 6, -1.0F), plain(4, 6, 1.0F), plain(4, 6, 0.5F)}, 2, header, 28);
  EXPECT_EQ(sheet.header, header);
  ASSERT_EQ(sheet.pixels.size(), 28U * 24U * 3U);
  const Rgb grey{128, 128, 128};
  EXPECT_EQ(sheet.at(0, 0), (Rgb{0, 0, 0}));
  EXPECT_EQ(sheet.at(3, 5), (Rgb{0, 0, 0}));
  EXPECT_EQ(sheet.at(0, 6), grey);
  EXPECT_EQ(sheet.at(4, 0), grey);
  EXPECT_EQ(sheet.at(0, 14), (Rgb{255, 255, 255}));
  EXPECT_EQ(sheet.at(12, 0), (Rgb{191, 191, 191}));  // 0.75 of 255
  EXPECT_EQ(sheet.at(12, 14), grey);                 // no fourth picture
}

TEST(SampleSheet, WritesRedGreenBlueInThisOrderAndRowsFromTheTop) {
  torch::Tensor picture = plain(2, 2, -1.0F);
  picture[0][0][1] = 1.0;  // red, top right
  picture[2][1][0] = 1.0;  // blue, bottom left
  const Sheet sheet = sheet_of({picture}, 1, "P6\n10 10\n255\n", 10);
  EXPECT_EQ(sheet.at(0, 0), (Rgb{0, 0, 0}));
  EXPECT_EQ(sheet.at(0, 1), (Rgb{255, 0, 0}));
  EXPECT_EQ(sheet.at(1, 0), (Rgb{0, 0, 255}));
}

TEST(SampleSheet, MakesCellsAsLargeAsTheLargestPicture) {
  const std::string header = "P6\n24 20\n255\n";
  const Sheet sheet = sheet_of({plain(2, 4, 1.0F), plain(12, 3, 1.0F)}, 2, header, 24);
  EXPECT_EQ(sheet.header, header);
  EXPECT_EQ(sheet.at(11, 12), (Rgb{255, 255, 255}));
  EXPECT_EQ(sheet.at(2, 0), (Rgb{128, 128, 128}));
}

TEST(SampleSheet, ClampsWhatIsOutsideMinusOneToOne) {
  const Sheet sheet = sheet_of({plain(1, 1, -7.0F), plain(1, 1, 7.0F)}, 2, "P6\n18 9\n255\n", 18);
  EXPECT_EQ(sheet.at(0, 0), (Rgb{0, 0, 0}));
  EXPECT_EQ(sheet.at(0, 9), (Rgb{255, 255, 255}));
}

TEST(SampleSheet, RefusesAFolderThatIsNotThere) {
  try {
    write_sample_sheet(scratch_folder() / "nowhere" / "sheet.ppm", {plain(2, 2, 0.0F)}, 1);
    FAIL() << "written into a folder that does not exist";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::WriteFailed);
  }
}

}  // namespace
}  // namespace reverie
