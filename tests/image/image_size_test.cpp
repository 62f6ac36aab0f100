// The size contract: every table entry pixel for pixel, every limit from both sides.
#include "image/image_size.h"

#include <set>

#include "expect_error.h"

namespace reverie {
namespace {

using enum SizeTier;

PixelSize resolve(const std::string& size, const std::string& ratio) {
  SizeRequest request;
  request.size = parse_size(size);
  request.aspect_ratio = parse_aspect_ratio(ratio);
  return resolve_size(request);
}

struct Expected {
  const char* size;
  const char* ratio;
  const char* pixels;
};

// Typed from the vendor's page again, not taken from the code.
constexpr Expected kSeedream4[] = {
    {"1K", "1:1", "1024x1024"},  {"2K", "1:1", "2048x2048"},  {"3K", "1:1", "3072x3072"},
    {"4K", "1:1", "4096x4096"},  {"1K", "4:3", "1152x864"},   {"2K", "4:3", "2304x1728"},
    {"3K", "4:3", "3456x2592"},  {"4K", "4:3", "4704x3520"},  {"1K", "3:4", "864x1152"},
    {"2K", "3:4", "1728x2304"},  {"3K", "3:4", "2592x3456"},  {"4K", "3:4", "3520x4704"},
    {"1K", "16:9", "1280x720"},  {"2K", "16:9", "2848x1600"}, {"3K", "16:9", "4096x2304"},
    {"4K", "16:9", "5504x3040"}, {"1K", "9:16", "720x1280"},  {"2K", "9:16", "1600x2848"},
    {"3K", "9:16", "2304x4096"}, {"4K", "9:16", "3040x5504"}, {"1K", "3:2", "1248x832"},
    {"2K", "3:2", "2496x1664"},  {"3K", "3:2", "3744x2496"},  {"4K", "3:2", "4992x3328"},
    {"1K", "2:3", "832x1248"},   {"2K", "2:3", "1664x2496"},  {"3K", "2:3", "2496x3744"},
    {"4K", "2:3", "3328x4992"},  {"1K", "21:9", "1512x648"},  {"2K", "21:9", "3136x1344"},
    {"3K", "21:9", "4704x2016"}, {"4K", "21:9", "6240x2656"},
};

constexpr Expected kSeedream5Pro[] = {
    {"1K", "1:1", "1024x1024"}, {"1.5K", "1:1", "1536x1536"},  {"2K", "1:1", "2048x2048"},
    {"1K", "4:3", "1152x864"},  {"1.5K", "4:3", "1792x1344"},  {"2K", "4:3", "2368x1776"},
    {"1K", "3:4", "864x1152"},  {"1.5K", "3:4", "1344x1792"},  {"2K", "3:4", "1776x2368"},
    {"1K", "16:9", "1424x800"}, {"1.5K", "16:9", "2048x1152"}, {"2K", "16:9", "2816x1584"},
    {"1K", "9:16", "800x1424"}, {"1.5K", "9:16", "1152x2048"}, {"2K", "9:16", "1584x2816"},
    {"1K", "3:2", "1248x832"},  {"1.5K", "3:2", "1872x1248"},  {"2K", "3:2", "2496x1664"},
    {"1K", "2:3", "832x1248"},  {"1.5K", "2:3", "1248x1872"},  {"2K", "2:3", "1664x2496"},
    {"1K", "21:9", "1568x672"}, {"1.5K", "21:9", "2352x1008"}, {"2K", "21:9", "3136x1344"},
};

template <size_t count>
void expect_table(const Expected (&rows)[count], SizeTable table) {
  EXPECT_EQ(size_rows(table).size(), count) << "an entry without a line in this test";
  for (const Expected& row : rows) {
    SizeRequest request;
    request.size = parse_size(row.size);
    request.aspect_ratio = parse_aspect_ratio(row.ratio);
    EXPECT_EQ(to_string(resolve_size(request, std::nullopt, table)), row.pixels)
        << row.size << " " << row.ratio;
  }
}

TEST(SizeTable, HasTheVendorsPixelsForSeedream4) {
  expect_table(kSeedream4, SizeTable::Seedream4);
}
TEST(SizeTable, HasTheVendorsPixelsForSeedream5Pro) {
  expect_table(kSeedream5Pro, SizeTable::Seedream5Pro);
}

TEST(SizeTable, EveryEntryAndEveryOlderEntryIsAcceptedAsAnExactSize) {
  std::vector<std::string> sizes = {"2560x1440", "1440x2560", "3024x1296", "1312x736",  "736x1312",
                                    "1568x672",  "4694x3520", "5404x3040", "6198x2656", "1760x2368"};
  for (const Expected& row : kSeedream4) sizes.emplace_back(row.pixels);
  for (const Expected& row : kSeedream5Pro) sizes.emplace_back(row.pixels);
  for (const std::string& size : sizes) {
    SizeRequest request;
    request.size = parse_size(size);
    EXPECT_EQ(to_string(resolve_size(request)), size);
  }
}

TEST(SizeTable, ThreeLaterTutorialSizesBreakTheCapAndAreRefused) {
  for (const std::string size : {"4736x3552", "5472x3072", "6272x2688"}) {
    expect_error([&] { parse_size(size); }, ErrorCode::InvalidRequest, "size", "at most 16777216");
  }
}

TEST(SizeTable, ATierItLacksIsRefusedWithTheOnesItHas) {
  SizeRequest request;
  request.size = K1_5;
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "size", "1K, 2K, 3K, 4K");
  request.size = K4;
  expect_error([&] { resolve_size(request, std::nullopt, SizeTable::Seedream5Pro); },
               ErrorCode::InvalidRequest, "size", "1K, 1.5K, 2K");
  request.aspect_ratio = AspectRatio::match_input();  // not around the table by way of a reference
  expect_error(
      [&] {
        resolve_size(request, PixelSize{800, 600}, SizeTable::Seedream5Pro);
      },
      ErrorCode::InvalidRequest, "size", "4K is not made here");
}

TEST(ParseSize, ReadsTiersInEitherCase) {
  EXPECT_EQ(std::get<SizeTier>(parse_size("1K")), K1);
  EXPECT_EQ(std::get<SizeTier>(parse_size("1.5k")), K1_5);
  EXPECT_EQ(std::get<SizeTier>(parse_size("2k")), K2);
  EXPECT_EQ(std::get<SizeTier>(parse_size("3K")), K3);
  EXPECT_EQ(std::get<SizeTier>(parse_size("4K")), K4);
}

TEST(ParseSize, ReadsExactSizes) {
  EXPECT_EQ(std::get<PixelSize>(parse_size("2048x1536")), (PixelSize{2048, 1536}));
  EXPECT_EQ(std::get<PixelSize>(parse_size("5504X3040")), (PixelSize{5504, 3040}));
}

TEST(ParseSize, RefusesWhatIsNoSizeAndQuotesIt) {
  for (const std::string text : {"", "K", "5K", "2 K", "2048", "2048x", "x2048", "2048x1536x3", "-2048x1536",
                                 "2048x-1536", "+2048x1536", " 2048x1536", "2048x1536 ", "2e3x2048",
                                 "0x800x0x800", "2048*1536", "99999999999999999999x2048", "custom", "2K\n"}) {
    expect_error([&] { parse_size(text); }, ErrorCode::InvalidRequest, "size", "is not a size");
  }
  expect_error([] { parse_size("huge", "image_size"); }, ErrorCode::InvalidRequest, "image_size", "\"huge\"");
  expect_error([] { parse_size("a\nb"); }, ErrorCode::InvalidRequest, "size", "\"a?b\"");
  expect_error([] { parse_size(std::string(5000, 'z')); }, ErrorCode::InvalidRequest, "size", "zzz...\"");
}

TEST(ParseSize, AcceptsTheSmallestAndLargestAreasAndRefusesOnePixelRowBeyond) {
  EXPECT_NO_THROW(parse_size("1280x720"));
  EXPECT_NO_THROW(parse_size("960x960"));
  expect_error([] { parse_size("1279x720"); }, ErrorCode::InvalidRequest, "size", "at least 921600");
  EXPECT_NO_THROW(parse_size("4096x4096"));
  expect_error([] { parse_size("4097x4096"); }, ErrorCode::InvalidRequest, "size", "at most 16777216");
  expect_error([] { parse_size("0x4096"); }, ErrorCode::InvalidRequest, "size", "impossible side");
}

TEST(ParseSize, AcceptsRatioSixteenAndRefusesMore) {
  EXPECT_NO_THROW(parse_size("16384x1024"));
  EXPECT_NO_THROW(parse_size("240x3840"));
  expect_error([] { parse_size("3841x240"); }, ErrorCode::InvalidRequest, "size", "1/16 to 16");
  expect_error([] { parse_size("240x3841"); }, ErrorCode::InvalidRequest, "size", "1/16 to 16");
}

TEST(ParseAspectRatio, ReadsRatiosAndMatchInputImage) {
  EXPECT_EQ(parse_aspect_ratio("16:9"), (AspectRatio{false, 16, 9}));
  EXPECT_EQ(parse_aspect_ratio("1:16"), (AspectRatio{false, 1, 16}));
  EXPECT_TRUE(parse_aspect_ratio("match_input_image").is_match_input);
}

TEST(ParseAspectRatio, RefusesWhatIsNoRatio) {
  for (const std::string text :
       {"", "16", "16/9", "16:9:4", "0:9", "16:0", "-16:9", "1.5:1", "match", "16: 9"}) {
    expect_error([&] { parse_aspect_ratio(text); }, ErrorCode::InvalidRequest, "aspect_ratio",
                 "is not a ratio");
  }
  expect_error([] { parse_aspect_ratio("17:1"); }, ErrorCode::InvalidRequest, "aspect_ratio", "1:16 to 16:1");
  expect_error([] { parse_aspect_ratio("1:17", "ratio"); }, ErrorCode::InvalidRequest, "ratio",
               "1:16 to 16:1");
}

TEST(ResolveSize, IsA2KSquareWhenNothingIsAsked) {
  EXPECT_EQ(resolve_size({}), (PixelSize{2048, 2048}));
}

TEST(ResolveSize, ATierAloneIsASquareEvenWithAReference) {
  SizeRequest request;
  request.size = K1;
  EXPECT_EQ(resolve_size(request, PixelSize{1600, 900}), (PixelSize{1024, 1024}));
}

TEST(ResolveSize, ARatioAloneMeans2K) {
  SizeRequest request;
  request.aspect_ratio = parse_aspect_ratio("21:9");
  EXPECT_EQ(resolve_size(request), (PixelSize{3136, 1344}));
}

TEST(ResolveSize, AnEqualRatioInOtherNumbersMeetsTheTable) {
  EXPECT_EQ(resolve("2K", "32:18"), (PixelSize{2848, 1600}));
  EXPECT_EQ(resolve("4K", "7:3"), (PixelSize{6240, 2656}));
}

TEST(ResolveSize, AnUnlistedRatioKeepsTheTiersArea) {
  EXPECT_EQ(resolve("1K", "5:4"), (PixelSize{1152, 912}));   // 1144.9 x 915.9
  EXPECT_EQ(resolve("2K", "4:5"), (PixelSize{1824, 2288}));  // 1831.8 x 2289.7
  EXPECT_EQ(resolve("1K", "16:1"), (PixelSize{4096, 256}));
}

TEST(ResolveSize, MatchInputImageTakesTheFirstReferencesRatioAndTheTiersArea) {
  SizeRequest request;
  request.aspect_ratio = AspectRatio::match_input();
  request.size = K2;
  EXPECT_EQ(resolve_size(request, PixelSize{800, 600}), (PixelSize{2368, 1776}));    // 2364.8 x 1773.6
  EXPECT_EQ(resolve_size(request, PixelSize{1920, 1080}), (PixelSize{2736, 1536}));  // 2730.7 x 1536
  request.size = K1;
  EXPECT_EQ(resolve_size(request, PixelSize{100, 100}), (PixelSize{1024, 1024}));
}

TEST(ResolveSize, MatchInputImageWithoutAReferenceIsASquare) {
  SizeRequest request;
  request.aspect_ratio = AspectRatio::match_input();
  EXPECT_EQ(resolve_size(request), (PixelSize{2048, 2048}));
}

TEST(ResolveSize, EveryRatioAtEveryTierStaysInsideTheLimitsOnMultiplesOfSixteen) {
  SizeRequest request;
  request.aspect_ratio = AspectRatio::match_input();
  for (const SizeTier tier : {K1, K2, K3, K4}) {
    request.size = tier;
    for (int64_t width = 100; width <= 1600; width += 1) {
      for (const PixelSize reference : {PixelSize{width, 100}, {100, width}}) {
        const PixelSize size = resolve_size(request, reference);
        ASSERT_NO_THROW(check_exact_size(size)) << to_string(reference) << " -> " << to_string(size);
        ASSERT_EQ(size.width_px % 16, 0);
        ASSERT_EQ(size.height_px % 16, 0);
        const double drift = static_cast<double>(size.pixels()) / static_cast<double>(tier_pixels(tier));
        ASSERT_NEAR(drift, 1.0, 0.04) << to_string(reference) << " -> " << to_string(size);  // observed 0.034
      }
    }
  }
}

TEST(ResolveSize, AReferenceOutsideTheRatioLimitIsRefused) {
  SizeRequest request;
  request.aspect_ratio = AspectRatio::match_input();
  expect_error(
      [&] {
        resolve_size(request, PixelSize{1601, 100});
      },
      ErrorCode::InvalidRequest, "image", "1601x100");
  expect_error(
      [&] {
        resolve_size(request, PixelSize{0, 100});
      },
      ErrorCode::InvalidRequest, "image", "0x100");
}

TEST(ResolveSize, WidthAndHeightGoFrom1024To4096) {
  SizeRequest request;
  request.width_px = 1024;
  request.height_px = 4096;
  EXPECT_EQ(resolve_size(request), (PixelSize{1024, 4096}));
  request.width_px = 1023;
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "width",
               "1023 pixels, expected 1024 to 4096");
  request.width_px = 2000;
  request.height_px = 4097;
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "height", "4097");
  request.height_px = -1;
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "height", "-1");
}

TEST(ResolveSize, WidthAndHeightComeTogetherAndAlone) {
  SizeRequest request;
  request.width_px = 2000;
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "height", "width came alone");
  request = {};
  request.height_px = 2000;
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "width", "height came alone");
  request.width_px = 2000;
  request.size = K2;
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "size", "one or the other");
  request.size.reset();
  request.aspect_ratio = AspectRatio{};
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "aspect_ratio", "already fix");
}

TEST(ResolveSize, AnExactSizeAndARatioContradict) {
  expect_error([] { resolve("2048x1536", "4:3"); }, ErrorCode::InvalidRequest, "aspect_ratio", "2048x1536");
}

TEST(ResolveSize, AnExactSizeThatNeverWasParsedIsStillChecked) {
  SizeRequest request;
  request.size = PixelSize{100, 100};
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "size", "at least 921600");
  request.size = PixelSize{int64_t{1} << 40, int64_t{1} << 40};  // whose product does not fit 64 bits
  expect_error([&] { resolve_size(request); }, ErrorCode::InvalidRequest, "size", "impossible side");
}

TEST(ModelGrid, IsTheSizeItselfWhereTokensFit) {
  const ModelGrid grid = model_grid({2048, 1536}, 64);
  EXPECT_EQ(grid.render, (PixelSize{2048, 1536}));
  EXPECT_EQ(grid.left_px, 0);
  EXPECT_EQ(grid.top_px, 0);
}

TEST(ModelGrid, RoundsUpToWholeTokensAndCutsTheMiddle) {
  const ModelGrid klein = model_grid({1512, 648}, 16);
  EXPECT_EQ(klein.render, (PixelSize{1520, 656}));
  EXPECT_EQ(klein.left_px, 4);
  EXPECT_EQ(klein.top_px, 4);
  const ModelGrid mini = model_grid({5504, 3041}, 64);
  EXPECT_EQ(mini.render, (PixelSize{5504, 3072}));
  EXPECT_EQ(mini.top_px, 15);  // 31 spare rows: 15 above, 16 below
}

TEST(ModelGrid, HoldsEveryTableSizeInsideItsRender) {
  for (const SizeTable table : {SizeTable::Seedream4, SizeTable::Seedream5Pro}) {
    for (const SizeRow& row : size_rows(table)) {
      for (const int64_t token_px : {16, 32, 64}) {
        const ModelGrid grid = model_grid(row.size, token_px);
        EXPECT_EQ(grid.render.width_px % token_px, 0);
        EXPECT_EQ(grid.render.height_px % token_px, 0);
        EXPECT_LE(grid.left_px + row.size.width_px, grid.render.width_px);
        EXPECT_LE(grid.top_px + row.size.height_px, grid.render.height_px);
        EXPECT_LT(grid.render.width_px - row.size.width_px, token_px);
      }
    }
  }
}

TEST(ModelGrid, RefusesSizesBelowOne) {
  expect_error([] { model_grid({0, 10}, 16); }, ErrorCode::Internal, "", "0x10");
  expect_error([] { model_grid({10, 10}, 0); }, ErrorCode::Internal, "", "tokens of 0");
}

}  // namespace
}  // namespace reverie
