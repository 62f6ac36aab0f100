// What an example's place is shown as, and that its words ask for it.
#include "training/world_scenery.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "lookup/block_glyphs.h"
#include "training/world/captions.h"
#include "training/world/curriculum.h"
#include "training/world/sprites.h"
#include "training/world_book.h"

namespace reverie {
namespace {

constexpr int64_t kPx = 4;

std::int64_t place(std::string_view name) {
  const auto found =
      std::find_if(places().begin(), places().end(), [&](const Place& one) { return one.name == name; });
  return found - places().begin();
}

Scene in_forest(Grid grid = {16, 16}) {
  Scene scene = empty_by_day(place("forest"), 1, grid);
  scene.sprites = {{object_index("cat"), kNoColour, 8, 5}};
  scene.arrangement = Arrangement::Centre;
  return scene;
}

// The book of a few places, without pictures: to read with.
const PictureBook& reading_book() {
  static const PictureBook book = [] {
    Compositor compositor(block_atlas(), torch::kCPU);
    const std::vector<BookThing> things = world_things({});
    const int64_t pictures = things.back().pictures().back() + 1;
    return PictureBook(1, 1, things, world_settings(), torch::zeros({pictures, 1}), {},
                       draw_places({place("forest"), place("neon city")}, compositor, nullptr));
  }();
  return book;
}

class WorldSceneryTest : public testing::Test {
 protected:
  std::optional<WorldScenery> drawn(const Example& example) {
    return draw_world_scenery(example, &letters_, compositor_, kPx);
  }

  static bool same(const Tensor& one, const Tensor& other) { return torch::allclose(one, other, 0, 1e-5); }

  const Glyphs letters_ = block_glyphs();
  Compositor compositor_{block_atlas(), torch::kCPU};
};

TEST_F(WorldSceneryTest, IsNothingWhereTheBookHasThePlaceAsItIs) {
  EXPECT_FALSE(drawn({{}, in_forest()}));
  const auto other_grid = drawn({{}, in_forest({14, 18})});
  ASSERT_TRUE(other_grid);
  EXPECT_TRUE(same(other_grid->picture, compositor_.render(empty_by_day(place("forest"), 1, {14, 18}), kPx)));
}

TEST_F(WorldSceneryTest, HasThePlaceInItsLightWithWhatFallsAndWithoutThings) {
  Scene rainy = in_forest();
  rainy.time = TimeOfDay::Night;
  const auto night = drawn({{}, rainy});
  ASSERT_TRUE(night);
  EXPECT_TRUE(night->atmosphere.on_things);
  EXPECT_EQ(night->weather, 0);
  rainy.weather = Weather::Rain;
  const auto rain = drawn({{}, rainy});
  ASSERT_TRUE(rain);
  EXPECT_EQ(rain->weather, 1);
  const auto differ = [](const Tensor& one, const Tensor& other) {
    return (one - other).abs().amax(0).gt(0.02).to(torch::kFloat).mean().item<double>();
  };
  const Tensor by_day = compositor_.render(empty_by_day(rainy.place, rainy.layout, rainy.grid), kPx);
  EXPECT_GT(differ(night->picture, by_day), 0.5);
  EXPECT_GT(differ(rain->picture, night->picture), 0.1);
  rainy.sprites.clear();
  EXPECT_TRUE(same(drawn({{}, rainy})->picture, rain->picture)) << "the cat is not in it";
}

TEST_F(WorldSceneryTest, HasNothingOfAStyle) {
  Scene inked = in_forest({14, 18});
  const Tensor plain = drawn({{}, inked})->picture;
  inked.style = Style::Ink;
  EXPECT_TRUE(same(drawn({{}, inked})->picture, plain));
}

TEST_F(WorldSceneryTest, AnEditIsDrawnOverItsPictureWhereItAsksForAWeather) {
  Edit edit;
  edit.before = edit.after = in_forest();
  edit.before.time = edit.after.time = TimeOfDay::Sunset;
  edit.after.weather = Weather::Rain;
  edit.changes = {{ChangeKind::Weather}};
  const auto rain = drawn({{edit.before}, edit.after, edit});
  ASSERT_TRUE(rain && rain->is_given);
  EXPECT_EQ(rain->hour, hour_of(TimeOfDay::Sunset)) << "as the picture has it";
  EXPECT_FALSE(same(rain->picture, compositor_.render(edit.before, kPx)));
  EXPECT_TRUE(is_asked_for(*rain, reading_book(), "let it rain, in the rain"));
}

TEST_F(WorldSceneryTest, WhatAnEditDoesNotSayIsAsItsPictureHasIt) {
  Edit edit;
  edit.before = in_forest();
  edit.before.time = TimeOfDay::Night;
  edit.before.weather = Weather::Rain;
  edit.after = edit.before;
  edit.after.sprites[0].colour = colour_index("red");
  edit.changes = {{ChangeKind::Recolour}};
  const auto scenery = drawn({{edit.before}, edit.after, edit});
  ASSERT_TRUE(scenery && !scenery->is_given);
  EXPECT_EQ(scenery->hour, hour_of(TimeOfDay::Night));
  EXPECT_EQ(scenery->weather, static_cast<int64_t>(Weather::Rain));
  EXPECT_TRUE(scenery->atmosphere.on_things);
  EXPECT_TRUE(is_asked_for(*scenery, reading_book(), "make the cat red", true));
  EXPECT_FALSE(is_asked_for(*scenery, reading_book(), "make the cat red"))
      << "who does not see it cannot know it";
}

TEST_F(WorldSceneryTest, HasTheSignWithItsWords) {
  Scene signed_scene = in_forest();
  signed_scene.sign = Sign{SignKind::Billboard, "HI", 0, colour_index("blue"), 5, 0, 5, 4};
  const auto scenery = drawn({{}, signed_scene});
  ASSERT_TRUE(scenery);
  EXPECT_EQ(scenery->written, "HI");
  signed_scene.sign->words = "H";
  EXPECT_FALSE(same(drawn({{}, signed_scene})->picture, scenery->picture));
  EXPECT_TRUE(is_asked_for(*scenery, reading_book(), "a billboard that says \"HI\" in a forest"));
  EXPECT_FALSE(is_asked_for(*scenery, reading_book(), "a billboard in a forest"));
  Edit edit{in_forest(), signed_scene, {{ChangeKind::Words}}};
  EXPECT_FALSE(drawn({{edit.before}, edit.after, edit})) << "nobody knows where it is on a given picture";
}

// Every caption says what its scene is treated with, in words that are understood.
TEST_F(WorldSceneryTest, CaptionsAskForIt) {
  SceneOptions options = network_scenes(Lesson::All);
  options.places = {place("forest"), place("neon city")};
  int64_t asked = 0, treated = 0;
  for (uint64_t i = 0; i < 600; ++i) {
    Random random(23, i);
    Example example{{}, sample_scene(random, options)};
    example.says_seasons = true;
    example.target.grid = {16, 16};
    const auto scenery = drawn(example);
    const std::string words = words_for(example, random);
    if (!scenery) {
      EXPECT_EQ(reading_book().treatment_named_in(words).weather, 0) << words;
      EXPECT_EQ(reading_book().hour_named_in(words), 0) << words;
      continue;
    }
    ++treated;
    asked += is_asked_for(*scenery, reading_book(), words) ? 1 : 0;
    EXPECT_TRUE(is_asked_for(*scenery, reading_book(), words)) << words;
  }
  EXPECT_GT(treated, 200);
  EXPECT_EQ(asked, treated);
}

}  // namespace
}  // namespace reverie
