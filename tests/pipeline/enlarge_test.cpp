// tests/pipeline/enlarge_test.cpp
//
// Pictures beyond the native size: the exact size whatever is wanted, tiles that cannot be seen, and a model
// with an upscaler beside one without.

#include "pipeline/enlarge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "image/resize.h"
#include "pipeline/golden_model.h"
#include "pipeline/image_pipeline.h"
#include "pipeline/model_report.h"
#include "pipeline/picture_tensor.h"
#include "support/small_upscaler.h"

namespace reverie {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int64_t kMegapixel = 1024 * 1024;

TEST(CountDoublings, GoesToTheNextLargerDoublingOrTheOneJustBelow) {
  const torch::NoGradGuard no_grad;
  const Upscaler upscaler = upscaler_of(upscaler_weights());
  const auto count = [&](int64_t width, int64_t height) {
    return count_doublings({1000, 500}, {width, height}, &upscaler);
  };
  EXPECT_EQ(count(1000, 500), 0u);
  EXPECT_EQ(count(1090, 545), 0u);  // so little is resized
  EXPECT_EQ(count(1110, 555), 1u);
  EXPECT_EQ(count(2000, 1000), 1u);
  EXPECT_EQ(count(2090, 1045), 1u);  // next to nothing is missing
  EXPECT_EQ(count(2110, 1055), 2u);
  EXPECT_EQ(count(4000, 2000), 2u);
  EXPECT_EQ(count(9000, 4500), 2u);  // it has no third one
  EXPECT_EQ(count_doublings({1000, 500}, {4000, 2000}, nullptr), 0u);
}

TEST(Enlarge, WithoutAnUpscalerOrForALittleItIsTheResize) {
  const torch::NoGradGuard no_grad;
  const Upscaler upscaler = upscaler_of(upscaler_weights());
  const Image picture = bars(64, 48);
  EXPECT_EQ(enlarge(picture, {128, 96}, nullptr, torch::kCPU).rgb, resize(picture, {128, 96}).rgb);
  EXPECT_EQ(enlarge(picture, {68, 51}, &upscaler, torch::kCPU).rgb, resize(picture, {68, 51}).rgb);
  EXPECT_NE(enlarge(picture, {128, 96}, &upscaler, torch::kCPU).rgb, resize(picture, {128, 96}).rgb);
}

TEST(Enlarge, TilesChangeNothing) {
  const torch::NoGradGuard no_grad;
  const Upscaler upscaler = upscaler_of(upscaler_weights());
  const Image picture = bars(150, 101);  // neither a multiple of the tile nor of the network's places
  for (const Doubling& doubling : upscaler.doublings()) {
    const Image whole = tensor_to_picture(doubling.forward(picture_to_tensor(picture)));
    ASSERT_EQ(whole.size(), (PixelSize{300, 202}));
    for (const int64_t tile_px : {16, 64, 256}) {
      const Image tiled = doubled(picture, doubling, torch::kCPU, tile_px);
      ASSERT_EQ(tiled.size(), whole.size());
      // Values are equal to 5e-7, so that at a border between two bytes one may be the next. Observed: none.
      std::size_t others = 0;
      for (std::size_t i = 0; i < whole.rgb.size(); ++i) {
        const int difference = std::abs(int{whole.rgb[i]} - int{tiled.rgb[i]});
        ASSERT_LE(difference, 1);
        others += difference != 0;
      }
      EXPECT_LE(others, 2u) << tile_px;
    }
  }
}

TEST(Enlarge, EverySizeComesOutExact) {
  const torch::NoGradGuard no_grad;
  const Upscaler upscaler = upscaler_of(upscaler_weights());
  for (const PixelSize wanted : {PixelSize{1500, 1000}, PixelSize{2048, 2048}, PixelSize{1600, 2848},
                                 PixelSize{3136, 1344}, PixelSize{3040, 5504}, PixelSize{4096, 4096}}) {
    const RenderPlan plan = plan_render(wanted, 64, kMegapixel);
    const Image made = finish_render(bars(plan.drawn.width_px, plan.drawn.height_px), plan, &upscaler);
    EXPECT_EQ(made.size(), wanted);
    EXPECT_EQ(made.rgb.size(), static_cast<std::size_t>(3 * wanted.pixels()));
  }
}

TEST(Enlarge, APictureKeepsItsPlace) {
  // Fresh: bilinear. The right half is white; it must stay the right half at twice and at four times.
  const torch::NoGradGuard no_grad;
  const Upscaler fresh(Weights(std::make_shared<TrainableWeights>(1, std::nullopt, torch::kCPU)),
                       kSmallUpscaler);
  Image halves{40, 24, std::vector<uint8_t>(3 * 40 * 24, 0)};
  for (std::size_t i = 0; i < halves.rgb.size(); ++i) halves.rgb[i] = i / 3 % 40 < 20 ? 0 : 255;
  for (const int64_t factor : {2, 4}) {
    const Image made = enlarge(halves, {40 * factor, 24 * factor}, &fresh, torch::kCPU);
    for (int64_t x = 0; x < made.width_px; ++x) {
      const int red = made.rgb[static_cast<std::size_t>(3 * (made.width_px * 10 + x))];
      EXPECT_EQ(red > 127, x >= 20 * factor) << x;
    }
  }
}

class ModelWithUpscaler : public testing::Test {
 protected:
  ModelWithUpscaler() { folder.change("reverie.json", "native_pixels", 128 * 128); }

  ImageResult drawn(PixelSize size) const {
    ImagePipeline pipeline(folder.path(), torch::kCPU);
    ImageRequest request;
    request.prompt = "a cat";
    request.size = size;
    request.steps = 1;
    return pipeline.run(request);
  }

  const KleinTinyFolder folder{KleinTiny::Base};
};

TEST_F(ModelWithUpscaler, EnlargesByItAndSaysSo) {
  const ImageResult resized = drawn({256, 256});
  EXPECT_THAT(resized.notes, Contains("drawn at 128x128 and enlarged to 256x256"));
  give_upscaler(folder.path(), upscaler_weights());
  const ImageResult upscaled = drawn({256, 256});
  EXPECT_THAT(upscaled.notes, Contains("drawn at 128x128 and enlarged to 256x256 by the model's upscaler"));
  EXPECT_EQ(upscaled.images.at(0).size(), (PixelSize{256, 256}));
  EXPECT_NE(upscaled.images.at(0).rgb, resized.images.at(0).rgb);
  EXPECT_EQ(drawn({320, 512}).images.at(0).size(), (PixelSize{320, 512}));
}

TEST_F(ModelWithUpscaler, DrawsTheSameWithinItsNativeSize) {
  const ImageResult without = drawn({128, 128});
  give_upscaler(folder.path(), upscaler_weights());
  const ImageResult with = drawn({128, 128});
  EXPECT_EQ(with.images.at(0).rgb, without.images.at(0).rgb);
  EXPECT_THAT(with.notes, testing::Not(Contains(HasSubstr("enlarged"))));
}

TEST_F(ModelWithUpscaler, IsInTheReportAndInTheNameOfTheWeights) {
  const std::string before = ModelParts(folder.path(), torch::kCPU).weights_id();
  give_upscaler(folder.path(), upscaler_weights());
  EXPECT_NE(ModelParts(folder.path(), torch::kCPU).weights_id(), before);
  const ModelReport report = inspect_model(folder.path());
  EXPECT_THAT(report.faults, IsEmpty());
  ASSERT_EQ(report.parts.size(), 4u);
  EXPECT_EQ(report.parts[3].name, "upscaler");
  int64_t count = 0;
  for (const auto& [name, tensor] : upscaler_weights()) count += tensor.numel();
  EXPECT_EQ(report.parts[3].parameters, count);
}

TEST_F(ModelWithUpscaler, IsRefusedWhereItDoesNotFit) {
  give_upscaler(folder.path(), upscaler_weights());
  folder.change("upscaler/config.json", "channels", Json::array({8, 8}));
  EXPECT_THAT(inspect_model(folder.path()).faults, Contains(HasSubstr("upscaler")));
  try {
    drawn({256, 256});
    FAIL() << "an upscaler of another shape was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    EXPECT_THAT(error.what(), HasSubstr("doublings.1.convs.0.weight"));
  }
}

TEST_F(ModelWithUpscaler, AFolderWithoutWeightsIsAFault) {
  std::filesystem::create_directories(folder.path() / kUpscalerFolder);
  EXPECT_THAT(inspect_model(folder.path()).faults, Contains(HasSubstr("upscaler")));
}

}  // namespace
}  // namespace reverie
