// What the drawn world's picture book shows, and that prompts of the world find it.
#include "training/world_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include "lookup/picture_layout.h"
#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/tiny_mini.h"
#include "training/world/captions.h"
#include "training/world/curriculum.h"
#include "training/world/edits.h"
#include "training/world_things.h"

namespace reverie {
namespace {

using Things = std::vector<PlacedPicture>;
using Standing = std::tuple<int64_t, int64_t, int64_t>;  // picture, row, column

class WorldBook : public testing::Test {
 protected:
  WorldBook() {
    disturb(source_->named(), 0.02, 3);
    make_outer_levels_average(mini_autoencoder_config(), kMiniCoarseLevels, source_->named());
  }

  // In two places.
  PictureBook book(const std::vector<std::int64_t>& objects) const {
    Compositor compositor(block_atlas(), torch::kCPU);
    return draw_world_book({.objects = objects, .places = {kForest, kKitchen}}, compositor, autoencoder_);
  }

  static std::int64_t place(std::string_view name) {
    const auto found =
        std::find_if(places().begin(), places().end(), [&](const Place& one) { return one.name == name; });
    return found - places().begin();
  }

  const std::int64_t kForest = place("forest"), kKitchen = place("kitchen");

  std::shared_ptr<TrainableWeights> source_ =
      std::make_shared<TrainableWeights>(3, std::nullopt, torch::kCPU);
  Flux2Autoencoder autoencoder_{Weights(source_), mini_autoencoder_config(),
                                Flux2Autoencoder::Parts::EncoderOnly};
};

TEST_F(WorldBook, ShowsEachObjectOnceAndOnceMoreInEachColourItComesIn) {
  const PictureBook small = book({object_index("car"), object_index("cat")});
  ASSERT_EQ(small.things().size(), 2U);
  EXPECT_EQ(small.things()[0].colours.size(), colours().size());
  EXPECT_TRUE(small.things()[1].colours.empty());
  EXPECT_EQ(small.tokens_per_picture(), kSlotTokens * kSlotTokens);
  EXPECT_FALSE(small.things()[0].in_sky);
  EXPECT_EQ(small.named_in("two automobiles").at(0).picture, small.things()[0].picture);
  const int64_t red = small.named_in("a red car").at(0).picture;
  const int64_t plain = small.named_in("an automobile").at(0).picture;
  EXPECT_FALSE(torch::equal(small.tokens(Things{{red, {}}}), small.tokens(Things{{plain, {}}})));
}

// What the book finds in a caption is what stands in the scene, in every form a caption takes.
TEST_F(WorldBook, FindsInACaptionTheThingsOfItsSceneAndWhereTheyStand) {
  constexpr uint64_t kScenes = 1500;
  const PictureBook whole = book({});
  for (const Lesson lesson : {Lesson::First, Lesson::Broad, Lesson::Second, Lesson::All}) {
    const SceneOptions options = lesson_scenes(lesson);
    for (uint64_t i = 0; i < kScenes; ++i) {
      Random random(17, i);
      const Scene scene = sample_scene(random, options);
      const std::string text = caption(scene, random, options);
      std::set<Standing> shown, found;
      const std::vector<PlacedPicture> placed = placed_in(scene);
      EXPECT_TRUE(names_all(whole, scene, text)) << text;
      for (std::size_t at = 0; at < placed.size(); ++at) {
        if (!placed[at].is_in_book()) continue;  // it is drawn for the picture
        const Sprite& sprite = scene.sprites[at];
        const BookThing& thing = whole.things()[static_cast<std::size_t>(sprite.object)];
        const int64_t picture =
            sprite.colour == kNoColour
                ? thing.picture
                : thing.colours.at(colours()[static_cast<std::size_t>(sprite.colour)].name);
        shown.insert({picture, sprite.row, sprite.column});
      }
      for (const PlacedPicture& one : pictures_for(whole, {{}, scene}, text).things) {
        found.insert({one.picture, one.slot.row, one.slot.column});
      }
      EXPECT_EQ(found, shown) << text;
    }
  }
}

// What the engine makes of a caption is what the scene was: the same things, left to right and up and down.
TEST_F(WorldBook, APlanOfACaptionPutsThingsWhereTheSceneHasThem) {
  constexpr uint64_t kScenes = 1500;
  const PictureBook few = book(lesson_scenes(Lesson::First).objects);
  const SceneOptions options = lesson_scenes(Lesson::First);
  for (uint64_t i = 0; i < kScenes; ++i) {
    Random random(18, i);
    const Scene scene = sample_scene(random, options);
    const std::string text = caption(scene, random, options);
    const auto truth = pictures_for(few, {{}, scene}, text).things;
    const auto plan = plan_layout(few, few.named_in(text), scene.grid, i);
    ASSERT_EQ(plan.size(), truth.size()) << text;
    for (const PlacedPicture& one : plan) {
      const bool stands_there = std::any_of(truth.begin(), truth.end(), [&](const PlacedPicture& other) {
        return other.picture == one.picture && std::abs(other.slot.row - one.slot.row) <= 1 &&
               std::abs(other.slot.column - one.slot.column) <= 2;
      });
      EXPECT_TRUE(stands_there) << text << ": picture " << one.picture << " in column " << one.slot.column;
    }
  }
}

// What an edit keeps, makes and takes away, each where it is.
TEST_F(WorldBook, AnEditShowsWhatIsToBeThereAndWhatIsToGo) {
  const PictureBook few = book(lesson_scenes(Lesson::First).objects);
  const Sprite cat{object_index("cat"), kNoColour, 5, 0}, car{object_index("car"), kNoColour, 5, 8};
  Edit edit;
  edit.before.place = edit.after.place = kForest;
  edit.before.sprites = {cat, car};
  edit.after.sprites = {cat, {object_index("fox"), kNoColour, 5, 8}};
  edit.changes = {{ChangeKind::Replace, edit.before.sprites[1], edit.after.sprites[1]}};
  const Example example{{edit.before}, edit.after, edit};
  const auto picture = [&](const char* name) { return few.named_in(name).at(0).picture; };
  const PlacedPicture kept{picture("cat"), {5, 0}}, made{picture("fox"), {5, 8}},
      gone{picture("car"), {5, 8}, true};
  const char* words = "replace the car with a fox";
  EXPECT_THAT(pictures_for(few, example, words).things, testing::ElementsAre(kept, made, gone));
  EXPECT_THAT(pictures_for(few, example, words, Shown::Changes).things, testing::ElementsAre(made, gone));
  EXPECT_TRUE(pictures_for(few, example, "").is_empty()) << "pictures belong to the words";
}

// "the subject of image 1" names nothing, and still stands somewhere.
TEST_F(WorldBook, WithReferencePicturesEverythingOfTheTargetIsShown) {
  const PictureBook few = book(lesson_scenes(Lesson::First).objects);
  Example example;
  example.target.place = kForest;
  example.target.sprites = {{object_index("car"), 0, 5, 8}};
  const std::string words = "the subject of image 1 in a garden";
  EXPECT_TRUE(pictures_for(few, example, words).things.empty());
  example.references.push_back(example.target);
  const auto pictures = pictures_for(few, example, words).things;
  ASSERT_EQ(pictures.size(), 1U);
  EXPECT_EQ(pictures[0].picture, few.named_in(colours()[0].name + " car").at(0).picture);
}

// Of the scene's place in its layout, as it looks by day, whenever the words name that place.
TEST_F(WorldBook, AScenesBackdropIsItsPlace) {
  const PictureBook few = book({object_index("cat")});
  ASSERT_TRUE(few.places());
  EXPECT_EQ(few.places()->names.size(), 2U);
  EXPECT_EQ(few.places()->names[0].front(), places()[kForest].name);
  Example example;
  example.target.place = kKitchen;
  example.target.layout = 2;
  example.target.grid = {16, 16};
  EXPECT_EQ(pictures_for(few, example, "a cat in a kitchen").backdrop, (Backdrop{1, 2, {16, 16}}));
  EXPECT_FALSE(pictures_for(few, example, "a cat in a forest").backdrop) << "another place";
  EXPECT_FALSE(pictures_for(few, example, "a cat on a beach").backdrop) << "not in this book";
  EXPECT_FALSE(pictures_for(few, example, "").backdrop);
  Example given = example;
  given.references.push_back(example.target);
  const char* edit = "make it night";
  EXPECT_EQ(pictures_for(few, given, edit).backdrop, (Backdrop{1, 2, {16, 16}})) << "as seen on the picture";
  EXPECT_FALSE(pictures_for(few, given, edit, Shown::Changes).backdrop) << "not recognised there";
  EXPECT_TRUE(pictures_for(few, given, "set it in a kitchen", Shown::Changes).backdrop);
  EXPECT_FALSE(few.neutral_backdrop("a cat", {16, 16}, 3)) << "neither suits anything";
  EXPECT_EQ(few.places()->seasonal, std::vector<int64_t>{0}) << "a kitchen has no seasons";
  Compositor compositor(block_atlas(), torch::kCPU);
  const Scene empty{.place = kKitchen,
                    .time = TimeOfDay::Day,
                    .layout = 2,
                    .grid = {16, 16},
                    .arrangement = Arrangement::Empty,
                    .sprites = {}};
  const Tensor picture = compositor.render_batch({empty}, kMiniCoarsePxPerToken) * 2 - 1;
  const Tensor packed = autoencoder_.pack(encode_coarse(autoencoder_, picture, kMiniCoarseLevels));
  EXPECT_TRUE(torch::allclose(few.tokens(Backdrop{1, 2, {16, 16}}), packed.flatten(2).transpose(1, 2)[0],
                              1e-4, 1e-4));
}

// Also by day and in clear weather: what an edit does not say stays as it is seen.
TEST_F(WorldBook, WhatAnEditMakesOfTheSettingIsRead) {
  const PictureBook few = book({object_index("cat")});
  SceneOptions options{.objects = lesson_scenes(Lesson::First).objects, .places = {kForest}};
  options.seasons_and_weather = true;
  int64_t days = 0, clear = 0;
  for (uint64_t i = 0; i < 400; ++i) {
    Random random(31, i);
    const Scene scene = sample_scene(random, options);
    if (const auto edit = sample_change(scene, ChangeKind::Time, random, options)) {
      const std::string words = instruction(*edit, random);
      EXPECT_EQ(few.setting_named_in(words).hour, hour_of(edit->after.time)) << words;
      EXPECT_FALSE(few.setting_named_in(words).weather) << words;
      days += edit->after.time == TimeOfDay::Day ? 1 : 0;
    }
    if (const auto edit = sample_change(scene, ChangeKind::Weather, random, options)) {
      const std::string words = instruction(*edit, random);
      EXPECT_EQ(few.setting_named_in(words).weather, static_cast<int64_t>(edit->after.weather)) << words;
      EXPECT_FALSE(few.setting_named_in(words).hour) << words;
      clear += edit->after.weather == Weather::Clear ? 1 : 0;
    }
    if (const auto edit = sample_change(scene, ChangeKind::Add, random, options)) {
      const std::string words = instruction(*edit, random);
      const SaidSetting said = few.setting_named_in(words);
      EXPECT_FALSE(said.season || said.hour || said.weather) << words;
    }
  }
  EXPECT_GT(days, 20);
  EXPECT_GT(clear, 20);
}

// In the season that the words name, with every phrase that captions and edits have for it.
TEST_F(WorldBook, ABackdropIsInTheSeasonOfItsScene) {
  const PictureBook few = book({object_index("cat")});
  SceneOptions options{.objects = lesson_scenes(Lesson::First).objects, .places = {kForest}};
  options.seasons_and_weather = true;
  std::set<int64_t> seasons;
  for (uint64_t i = 0; i < 600; ++i) {
    Random random(29, i);
    const Scene scene = sample_scene(random, options);
    const std::string text = caption(scene, random, options);
    const auto season = static_cast<int64_t>(scene.season);
    EXPECT_EQ(few.season_named_in(text), season) << text;
    seasons.insert(season);
    const auto edit = sample_change(scene, ChangeKind::Season, random, options);
    if (!edit) continue;
    const std::string words = instruction(*edit, random);
    const auto after = static_cast<int64_t>(edit->after.season);
    EXPECT_EQ(few.setting_named_in(words).season, after) << words;
  }
  EXPECT_EQ(seasons.size(), 4U);
  const Backdrop winter{0, 1, {12, 20}, 2};
  EXPECT_EQ(few.tokens(winter).size(0), 240) << "on every grid";
  EXPECT_EQ(few.ids(winter).select(1, 2).max().item<int64_t>(), 19);
  EXPECT_FALSE(torch::equal(few.tokens(winter), few.tokens(Backdrop{0, 1, {12, 20}, 0})));
  EXPECT_EQ(few.tokens(Backdrop{1, 1, {12, 20}, 2}).size(0), 240) << "a kitchen has no seasons";
}

TEST_F(WorldBook, APromptWithoutAPlaceGetsAQuietOne) {
  Compositor compositor(block_atlas(), torch::kCPU);
  const BookPlaces all = draw_places({}, compositor, nullptr);
  std::set<std::string> names;
  for (const int64_t place : all.neutral) names.insert(all.names[static_cast<std::size_t>(place)].front());
  EXPECT_EQ(names, (std::set<std::string>{"beach", "garden", "meadow", "park", "photo studio"}));
  EXPECT_EQ(draw_places({kKitchen, place("park")}, compositor, nullptr).neutral, std::vector<int64_t>{1});
}

}  // namespace
}  // namespace reverie
