// Places of the drawn world found on true scenes, at every time, in every season and weather.
#include "lookup/place_finder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "evaluation/real_atlas.h"
#include "training/world_book.h"

namespace reverie {
namespace {

using testing_atlas::real_atlas;

constexpr int64_t kPx = 16;

class PlaceFinderTest : public testing::Test {
 protected:
  static Compositor& compositor() {
    static Compositor one(real_atlas(), torch::kCPU);
    return one;
  }

  static const PictureBook& book() {
    static const PictureBook one(kSlotTokens, kSlotTokens, {}, {}, torch::zeros({0, 1}), std::nullopt,
                                 draw_places({}, compositor(), nullptr));
    return one;
  }

  const PlaceFinder finder_{book()};
};

TEST_F(PlaceFinderTest, FindsMostPlacesAndTakesHardlyAnyForAnother) {
  SceneOptions options = lesson_scenes(Lesson::Second);
  options.styles = false;
  constexpr int64_t kScenes = 100;
  int64_t right = 0, wrong = 0, expected = 0;
  for (int64_t i = 0; i < kScenes; ++i) {
    Random random(41, static_cast<uint64_t>(i));
    const Scene scene = sample_scene(random, options);
    const torch::Tensor picture = compositor().render(scene, kPx);
    const auto seen = finder_.look(picture, scene.grid);
    right += seen == Backdrop{scene.place, scene.layout, scene.grid};
    wrong += seen && seen->place != scene.place;
    const auto named = finder_.look(picture, scene.grid, scene.place);
    expected += named == Backdrop{scene.place, scene.layout, scene.grid};
  }
  EXPECT_GE(right, 65);  // 76 in 100 of finder_share
  EXPECT_LE(wrong, 5);   // 2 in 100
  EXPECT_GE(expected, 70);
}

TEST_F(PlaceFinderTest, FindsNothingOnWhatIsNoPlace) {
  torch::manual_seed(2);
  EXPECT_FALSE(finder_.look(torch::full({3, 256, 256}, 0.5), {16, 16}));
  EXPECT_FALSE(finder_.look(torch::rand({3, 256, 256}), {16, 16}));
}

}  // namespace
}  // namespace reverie
