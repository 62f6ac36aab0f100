// What of a scene's things the program draws for one picture, drawn from the world.
#include "training/world_things.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "training/world/captions.h"
#include "training/world/sprites.h"
#include "training/world_book.h"

namespace reverie {
namespace {

constexpr int64_t kPx = 4;

Scene with(std::vector<Sprite> sprites, Arrangement arrangement) {
  Scene scene = empty_by_day(0, 1, {16, 16});
  scene.sprites = std::move(sprites);
  scene.arrangement = arrangement;
  return scene;
}

class WorldThingsTest : public testing::Test {
 protected:
  std::vector<WorldThings> drawn(const Scene& scene) { return draw_world_things(scene, compositor_, kPx); }

  Compositor compositor_{block_atlas(), torch::kCPU};
  const std::int64_t cat_ = object_index("cat"), dog_ = object_index("dog");
};

TEST_F(WorldThingsTest, IsNothingWhereTheBookHasAllOfIt) {
  EXPECT_TRUE(drawn(with({{cat_, kNoColour, 9, 1}, {dog_, kNoColour, 9, 9}}, Arrangement::Pair)).empty());
}

TEST_F(WorldThingsTest, AThingOfAnotherSizeIsDrawnAlone) {
  const auto things = drawn(with({{cat_, kNoColour, 9, 1}, {dog_, kNoColour, 11, 10, 4}}, Arrangement::Pair));
  ASSERT_EQ(things.size(), 1U);
  EXPECT_EQ(things[0].frame.slot, (Slot{11, 10}));
  EXPECT_EQ(things[0].picture.sizes(), at::IntArrayRef({3, 4 * kPx, 4 * kPx}));
}

TEST_F(WorldThingsTest, WhatCoversEachOtherIsDrawnTogether) {
  const auto things = drawn(with({{cat_, kNoColour, 7, 3}, {dog_, kNoColour, 9, 7}}, Arrangement::Behind));
  ASSERT_EQ(things.size(), 1U);
  EXPECT_EQ(things[0].frame.grid, (Grid{8, 10}));
  const Tensor before = compositor_.render(with({}, Arrangement::Empty), kPx);
  const Tensor after =
      compositor_.render(with({{cat_, kNoColour, 7, 3}, {dog_, kNoColour, 9, 7}}, Arrangement::Behind), kPx);
  const auto in_frame = [](const Tensor& picture) {
    return picture.narrow(1, 7 * kPx, 8 * kPx).narrow(2, 3 * kPx, 10 * kPx);
  };
  const Tensor is_thing = (in_frame(after) - in_frame(before)).abs().amax(0) > 0.1;
  const Tensor is_drawn = (things[0].picture - PictureBook::kGrey).abs().amax(0) > 0.1;
  const double alike = (is_thing == is_drawn).to(torch::kFloat).mean().item<double>();
  EXPECT_GT(alike, 0.8) << "at the same places as in the scene";
}

// In its surroundings a thing is drawn as it is in the scene, but for its shadow on what is behind it.
TEST_F(WorldThingsTest, InAnotherLightEveryThingIsDrawnAsItIsThere) {
  Scene scene = with({{cat_, kNoColour, 9, 1}, {dog_, kNoColour, 9, 9}}, Arrangement::Pair);
  for (const auto& [time, weather] :
       {std::pair(TimeOfDay::Night, Weather::Clear), std::pair(TimeOfDay::Day, Weather::Storm),
        std::pair(TimeOfDay::Sunset, Weather::Rain)}) {
    scene.time = time;
    scene.weather = weather;
    const Surroundings surroundings =
        surroundings_in(atmosphere_in({.time = time, .weather = weather}), scene.layout, scene.grid, kPx);
    const auto things = draw_world_things(scene, compositor_, kPx, surroundings);
    ASSERT_EQ(things.size(), 2U);
    EXPECT_EQ(things[0].by_day, (Slot{9, 1}));
    const Surroundings plain{{.on_things = paint::Color{1, 1, 1}}};
    const Tensor by_day = draw_world_things(scene, compositor_, kPx, plain)[1].picture;
    const Tensor is_thing = (by_day - PictureBook::kGrey).abs().amax(0) > 0.1;
    const Tensor there =
        compositor_.render(scene, kPx).narrow(1, 9 * kPx, 6 * kPx).narrow(2, 9 * kPx, 6 * kPx);
    const auto off = [&](const Tensor& picture) {
      return (picture - there).abs().mean(0).masked_select(is_thing).median().item<double>();
    };
    // Observed: at most 0.001 lit, at least 0.041 by day.
    EXPECT_LT(off(things[1].picture), 0.003) << static_cast<int>(time);
    EXPECT_GT(off(by_day), 0.03) << static_cast<int>(time);
  }
}

TEST_F(WorldThingsTest, WhatNoBookHasByDayIsLitTogether) {
  Scene scene = with({{cat_, kNoColour, 7, 3}, {dog_, kNoColour, 9, 7}}, Arrangement::Behind);
  const auto things = draw_world_things(scene, compositor_, kPx, {atmosphere_in({.time = TimeOfDay::Night})});
  ASSERT_EQ(things.size(), 1U);
  EXPECT_FALSE(things[0].by_day);
}

// Every scene with sizes is said in words that are read as it is.
TEST_F(WorldThingsTest, CaptionsNameWhatIsDrawn) {
  const std::vector<BookThing> things = world_things({});
  const int64_t pictures = things.back().pictures().back() + 1;
  const PictureBook book(1, 1, things, world_settings(), torch::zeros({pictures, 1}));
  int64_t with_sizes = 0, named = 0;
  for (uint64_t i = 0; i < 400; ++i) {
    Random random(29, i);
    const Scene scene = sample_scene(random, {.sizes = true});
    if (drawn(scene).empty()) continue;
    ++with_sizes;
    const std::string words = caption(scene, random, {.sizes = true});
    named += names_all(book, scene, words) ? 1 : 0;
  }
  EXPECT_GT(with_sizes, 80);
  EXPECT_GE(named, with_sizes - with_sizes / 50) << "a synonym may be another thing's name";
}

}  // namespace
}  // namespace reverie
