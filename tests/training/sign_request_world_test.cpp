// Captions of the drawn world, read as requests: the sign that stands in the scene is the one that is asked
// for, and what else is named is what else stands there.
#include <gtest/gtest.h>

#include "lookup/sign_request.h"
#include "training/world/captions.h"
#include "training/world/curriculum.h"

namespace reverie {
namespace {

constexpr uint64_t kScenes = 3000;

TEST(SignRequestWorld, IsReadFromEveryCaptionAsItStandsInTheScene) {
  const SceneOptions options = lesson_scenes(Lesson::All);
  int64_t signs = 0, sides = 0;
  for (uint64_t i = 0; i < kScenes; ++i) {
    Random random(23, i);
    const Scene scene = sample_scene(random, options);
    const std::string text = caption(scene, random, options);
    const SignRequest request = read_sign_request(text);
    ASSERT_EQ(request.sign.has_value(), scene.sign.has_value()) << text;
    if (!scene.sign) continue;
    ++signs;
    EXPECT_EQ(request.sign->words, scene.sign->words) << text;
    EXPECT_TRUE(request.notes.empty()) << text;
    EXPECT_EQ(static_cast<int>(request.sign->kind), static_cast<int>(scene.sign->kind)) << text;
    if (!request.side) continue;
    ++sides;
    const double middle =
        static_cast<double>(scene.sign->column) + static_cast<double>(scene.sign->columns) / 2;
    EXPECT_EQ(request.side == Side::Left, middle < static_cast<double>(scene.grid.columns) / 2) << text;
  }
  EXPECT_GT(signs, 600);
  EXPECT_GT(sides, 30);
}

}  // namespace
}  // namespace reverie
