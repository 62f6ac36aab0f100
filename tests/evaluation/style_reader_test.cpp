// The reader of styles on true pictures, on pictures as soft and noisy as a model's, and on other styles.
#include "evaluation/style_reader.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "evaluation/real_atlas.h"

namespace reverie {
namespace {

using testing_atlas::real_atlas;

constexpr int64_t kPx = StyleReader::kPx;

class StyleReaderTest : public testing::Test {
 protected:
  static Scene scene_in(Style style, uint64_t index) {
    SceneOptions options = lesson_scenes(Lesson::Second);
    options.grid = {16, 16};
    Random random(31, index);
    Scene scene = sample_scene(random, options);
    scene.style = style;
    return scene;
  }

  // Softened by half of the smallest thing that a token shows, with a little noise.
  static torch::Tensor as_a_model_draws(const torch::Tensor& picture) {
    torch::manual_seed(1);
    const torch::Tensor soft = torch::avg_pool2d(picture.unsqueeze(0), 3, 1, 1)[0];
    return (soft + 0.02 * torch::randn_like(soft)).clamp(0, 1);
  }

  Compositor compositor_{real_atlas(), torch::kCPU};
  StyleReader reader_{compositor_};
};

TEST_F(StyleReaderTest, ReadsEachStyleOfTrueAndOfSoftAndNoisyPictures) {
  int64_t pictures = 0, right = 0, soft_right = 0;
  for (const Style style : all_styles()) {
    for (uint64_t i = 0; i < 2; ++i, ++pictures) {
      const Scene scene = scene_in(style, i + 10 * static_cast<uint64_t>(style));
      const torch::Tensor picture = compositor_.render(scene, kPx);
      right += reader_.read(picture, scene) == style;
      soft_right += reader_.read(as_a_model_draws(picture), scene) == style;
    }
  }
  EXPECT_EQ(right, pictures);
  EXPECT_GE(soft_right, 31);  // observed 32 of 34
}

// A model never draws a scene quite as it is: here the place has another layout.
TEST_F(StyleReaderTest, ReadsTheStyleWhereThePictureDiffersFromTheScene) {
  int64_t right = 0;
  for (const Style style : all_styles()) {
    Scene scene = scene_in(style, 200 + static_cast<uint64_t>(style));
    const torch::Tensor picture = compositor_.render(scene, kPx);
    scene.layout = (scene.layout + 1) % kLayouts;
    right += reader_.read(picture, scene) == style;
  }
  EXPECT_GE(right, 15);  // observed 15 of 17, without texture 14
}

TEST_F(StyleReaderTest, IsNotMovedByTheStyleThatWasAsked) {
  Scene scene = scene_in(Style::Flat, 3);
  const torch::Tensor flat = compositor_.render(scene, 64);
  scene.style = Style::Blueprint;
  EXPECT_EQ(reader_.read(flat, scene), Style::Flat) << "whatever the size of the picture";
}

}  // namespace
}  // namespace reverie
