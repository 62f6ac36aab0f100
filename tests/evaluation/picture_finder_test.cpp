// tests/evaluation/picture_finder_test.cpp
//
// What is found on scenes of the drawn world, whose truth is known. Nothing is told to the finder but the
// book.

#include "lookup/picture_finder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <cstdlib>

#include "evaluation/real_atlas.h"
#include "training/world_book.h"

namespace reverie {
namespace {

using testing_atlas::real_atlas;

constexpr int64_t kPx = 16;  // a token

class PictureFinderTest : public testing::Test {
 protected:
  static SceneOptions lesson() {
    SceneOptions scenes = lesson_scenes(Lesson::Second);
    scenes.styles = false;
    return scenes;
  }

  static Compositor& compositor() {
    static Compositor one(real_atlas(), torch::kCPU);
    return one;
  }

  static const PictureBook& book() {
    static const PictureBook one = [] {
      const BookDrawings drawings = draw_things(lesson().objects, compositor());
      return PictureBook(kSlotTokens, kSlotTokens, world_things(lesson().objects), {},
                         torch::zeros({drawings.rgba.size(0) * kSlotTokens * kSlotTokens, 1}), drawings);
    }();
    return one;
  }

  static const PictureFinder& finder() {
    static const PictureFinder one(book());
    return one;
  }

  static bool is_there(const PlacedPicture& seen, const Sprite& sprite) {
    return seen.picture == picture_of(book(), sprite) && std::abs(seen.slot.row - sprite.row) <= 1 &&
           std::abs(seen.slot.column - sprite.column) <= 1;
  }
};

// Seen: of 94 things 75 unasked, 88 when asked for; 10 too many.
TEST_F(PictureFinderTest, FindsMostThingsUnaskedAndNearlyAllThatItIsAskedFor) {
  constexpr uint64_t kScenes = 60;
  int64_t things = 0, found = 0, found_asked = 0, too_many = 0;
  for (uint64_t i = 0; i < kScenes; ++i) {
    Random random(21, i);
    const Scene scene = sample_scene(random, lesson());
    const Sight sight = finder().look(compositor().render(scene, kPx), scene.grid);
    const std::vector<PlacedPicture> seen = sight.things();
    int64_t here = 0;
    for (const Sprite& sprite : scene.sprites) {
      ++things;
      here += std::any_of(seen.begin(), seen.end(),
                          [&](const PlacedPicture& one) { return is_there(one, sprite); });
      const auto asked = sight.best_of({picture_of(book(), sprite)});
      const auto is_one_of_them = [&](const Sprite& one) { return asked && is_there(*asked, one); };
      found_asked += std::any_of(scene.sprites.begin(), scene.sprites.end(), is_one_of_them);
    }
    found += here;
    too_many += static_cast<int64_t>(seen.size()) - here;
  }
  EXPECT_GE(found, things * 75 / 100);
  EXPECT_GE(found_asked, things * 90 / 100);
  EXPECT_LE(too_many, static_cast<int64_t>(kScenes) / 2);
}

TEST_F(PictureFinderTest, TellsColoursOfOneThingApartInEveryLight) {
  for (const TimeOfDay time : {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night}) {
    Random random(22, static_cast<uint64_t>(time));
    Scene scene = sample_scene(random, lesson());
    scene.place = 0;
    scene.time = time;
    scene.season = Season::Summer;
    scene.weather = Weather::Clear;
    scene.grid = {8, 8};
    for (int64_t colour = 0; colour < static_cast<int64_t>(colours().size()); ++colour) {
      scene.sprites = arrange({{object_index("car"), colour}}, Arrangement::Centre, scene.grid);
      const auto seen = finder().look(compositor().render(scene, kPx), scene.grid).best();
      ASSERT_TRUE(seen) << colour;
      EXPECT_TRUE(is_there(*seen, scene.sprites[0])) << colours()[static_cast<size_t>(colour)].name;
    }
  }
}

TEST_F(PictureFinderTest, SeesNothingWhereNothingIsDrawn) {
  const Sight plain = finder().look(torch::full({3, 64, 64}, 0.4), {16, 16});
  EXPECT_TRUE(plain.things().empty());
  EXPECT_FALSE(plain.best());
  torch::manual_seed(1);
  EXPECT_TRUE(finder().look(torch::rand({3, 256, 256}), {16, 16}).things().empty());
  const Sight too_small = finder().look(torch::rand({3, 64, 64}), {4, 4});
  EXPECT_TRUE(too_small.things().empty());
  EXPECT_FALSE(too_small.best_of({0}));
}

}  // namespace
}  // namespace reverie
