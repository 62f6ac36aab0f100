// tests/pipeline/picture_tensor_test.cpp
//
// 8-bit pictures to -1..1 and back: nothing lost, nothing turned, rounded as the reference rounds.

#include "pipeline/picture_tensor.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

// 16 x 16 x 3, in which every value of a byte occurs.
Image every_byte() {
  Image image{16, 16, std::vector<uint8_t>(3 * 256)};
  for (std::size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = static_cast<uint8_t>(i * 7);
  return image;
}

TEST(PictureTensor, EveryByteSurvivesTheWayThereAndBack) {
  const Image back = tensor_to_picture(picture_to_tensor(every_byte()));
  EXPECT_EQ(back.size(), every_byte().size());
  EXPECT_EQ(back.rgb, every_byte().rgb);
}

TEST(PictureTensor, BlackIsMinusOneAndWhiteIsOne) {
  const torch::Tensor x = picture_to_tensor({2, 1, {0, 0, 0, 255, 255, 255}});  // [1, 3, 1, 2]
  EXPECT_TRUE(x.select(3, 0).eq(-1).all().item<bool>());
  EXPECT_TRUE(x.select(3, 1).eq(1).all().item<bool>());
}

TEST(PictureTensor, ChannelsComeFirstThenRowsThenColumns) {
  // Three columns, two rows; red counts columns, green rows.
  Image image{3, 2, {}};
  for (uint8_t y = 0; y < 2; ++y) {
    for (uint8_t x = 0; x < 3; ++x) {
      for (const uint8_t value :
           {static_cast<uint8_t>(50 * x), static_cast<uint8_t>(100 * y), uint8_t{255}}) {
        image.rgb.push_back(value);
      }
    }
  }
  const torch::Tensor x = picture_to_tensor(image);
  ASSERT_EQ(x.sizes(), (std::vector<int64_t>{1, 3, 2, 3}));
  EXPECT_EQ(x.scalar_type(), torch::kFloat32);
  EXPECT_FLOAT_EQ(x[0][0][1][2].item<float>(), 100.0f / 255 * 2 - 1);
  EXPECT_FLOAT_EQ(x[0][1][1][2].item<float>(), 100.0f / 255 * 2 - 1);
  EXPECT_FLOAT_EQ(x[0][0][1][0].item<float>(), -1);
  EXPECT_FLOAT_EQ(x[0][2][0][1].item<float>(), 1);
  EXPECT_EQ(tensor_to_picture(x).rgb, image.rgb);
}

TEST(PictureTensor, ValuesOutsideAreClampedNotWrapped) {
  const torch::Tensor x = torch::tensor({-7.0, 1.0001, 300.0}).view({3, 1, 1});
  EXPECT_EQ(tensor_to_picture(x).rgb, (std::vector<uint8_t>{0, 255, 255}));
}

TEST(PictureTensor, RoundsToTheNearestValue) {
  // 100.4, 100.6 and 0.6 of 255.
  const torch::Tensor x = (torch::tensor({100.4, 100.6, 0.6}) / 255 * 2 - 1).view({3, 1, 1});
  EXPECT_EQ(tensor_to_picture(x).rgb, (std::vector<uint8_t>{100, 101, 1}));
}

TEST(PictureTensor, TakesAPictureWithOrWithoutABatchAndAnyFloat) {
  const torch::Tensor x = picture_to_tensor(every_byte());
  EXPECT_EQ(tensor_to_picture(x[0]).rgb, every_byte().rgb);
  EXPECT_EQ(tensor_to_picture(x.to(torch::kFloat64)).rgb, every_byte().rgb);
  EXPECT_EQ(tensor_to_picture(x.contiguous(at::MemoryFormat::ChannelsLast)).rgb, every_byte().rgb);
}

}  // namespace
}  // namespace reverie
