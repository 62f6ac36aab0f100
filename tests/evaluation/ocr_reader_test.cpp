// Tesseract reads true signs, and reads what is there rather than what should be.
#include "evaluation/ocr_reader.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "lookup/draw_sign.h"
#include "training/world/lettering/glyphs_build.h"
#include "training/world/lettering/sample_sign.h"

namespace reverie {
namespace {

constexpr Grid kGrid = {12, 12};

Sign sign_of(SignKind kind, const std::string& words, std::int64_t typeface) {
  Random random(1, 1);
  return *place_sign({kind, words, typeface, takes_colour(kind) ? colour_index("red") : kNoColour}, {}, kGrid,
                     random);
}

// The sign on grey, [3, 768, 768].
torch::Tensor picture_of(const Sign& sign) {
  static const Glyphs glyphs = draw_glyphs();
  constexpr std::int64_t kPx = 64;
  const auto rgba = draw_sign(sign, glyphs, kPx, torch::kCPU)
                        .view({sign.rows * kPx, sign.columns * kPx, 4})
                        .permute({2, 0, 1}) /
                    255.0;
  torch::Tensor picture = torch::full({3, kGrid.rows * kPx, kGrid.columns * kPx}, 0.6F);
  auto under =
      picture.narrow(1, sign.row * kPx, sign.rows * kPx).narrow(2, sign.column * kPx, sign.columns * kPx);
  under.copy_(rgba.narrow(0, 0, 3) + under * (1 - rgba.narrow(0, 3, 1)));
  return picture;
}

TEST(OcrReader, ReadsASignOfEachKindAndTypeface) {
  const OcrReader reader;
  const char* const words[] = {"BAKERY", "Oxen.ai Cafe", "BIG SALE", "Birds", "TAXI", "HOTEL", "MENU"};
  for (int kind = 0; kind < kSignKinds; ++kind) {
    const Sign sign = sign_of(static_cast<SignKind>(kind), words[kind], kind % 6);
    EXPECT_EQ(reader.reads_as(picture_of(sign), sign, kGrid), sign.words);
  }
}

TEST(OcrReader, ReadsWhatIsThereAndNotWhatShouldBe) {
  const OcrReader reader;
  const Sign wrong = sign_of(SignKind::WoodenSign, "BAKEPY", 0);
  Sign wanted = wrong;
  wanted.words = "BAKERY";
  EXPECT_TRUE(reads_right(reader, picture_of(wrong), wrong, kGrid));
  EXPECT_FALSE(reads_right(reader, picture_of(wrong), wanted, kGrid));
  EXPECT_EQ(reader.reads_as(torch::full({3, 768, 768}, 0.6F), wanted, kGrid), "");
}

TEST(OcrReader, NamesThePackagesWhereTesseractIsMissing) {
  try {
    OcrReader reader("no-such-tesseract");
    FAIL() << "a missing program was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::NotFound);
    EXPECT_NE(std::string(error.what()).find("tesseract-ocr-eng"), std::string::npos);
  }
}

}  // namespace
}  // namespace reverie
