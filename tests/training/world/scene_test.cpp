// Scenes as data: aligned, inside the picture, repeatable, and without what training must not see.
#include "training/world/scene.h"

#include <gtest/gtest.h>

#include <map>

#include "core/error.h"

namespace reverie {
namespace {

constexpr std::uint64_t kSeed = 11;

std::vector<Grid> all_grids() {
  std::vector<Grid> grids = training_grids();
  for (const Grid odd : {Grid{8, 8}, Grid{9, 13}, Grid{11, 11}, Grid{12, 16}, Grid{13, 12}, Grid{16, 12},
                         Grid{24, 11}, Grid{32, 32}}) {
    grids.push_back(odd);
  }
  return grids;
}

const Object& object_of(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)];
}

Scene scene_of(std::uint64_t index, const SceneOptions& options = {}) {
  Random random(kSeed, index);
  return sample_scene(random, options);
}

TEST(Scene, KeepsEverySlotInsideThePictureOnEveryGrid) {
  for (const Grid grid : all_grids()) {
    for (std::uint64_t i = 0; i < 500; ++i) {
      const Scene scene = scene_of(i, {.grid = grid});
      ASSERT_EQ(scene.grid, grid);
      for (const Sprite& sprite : scene.sprites) {
        EXPECT_GE(sprite.row, 0);
        EXPECT_GE(sprite.column, 0);
        EXPECT_LE(sprite.row + kSlotTokens, grid.rows) << grid.rows << "x" << grid.columns;
        EXPECT_LE(sprite.column + kSlotTokens, grid.columns) << grid.rows << "x" << grid.columns;
      }
    }
  }
}

TEST(Scene, StandsObjectsAtTheFootAndHangsOthersAtTheTop) {
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const Scene scene = scene_of(i);
    for (const Sprite& sprite : scene.sprites) {
      if (object_of(sprite).kind == Kind::Sky) {
        EXPECT_LE(sprite.row, 1);
      } else {
        EXPECT_GE(sprite.row + kSlotTokens, scene.grid.rows - 2);
      }
    }
  }
}

TEST(Scene, NeverLaysOneSlotOverAnotherByMoreThanAColumn) {
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const Scene scene = scene_of(i);
    if (scene.arrangement == Arrangement::Stack) {
      EXPECT_LE(scene.sprites[0].row + kSlotTokens, scene.sprites[1].row);
      EXPECT_EQ(scene.sprites[0].column, scene.sprites[1].column);
      continue;
    }
    for (std::size_t k = 1; k < scene.sprites.size(); ++k) {
      EXPECT_GE(scene.sprites[k].column - scene.sprites[k - 1].column, kSlotTokens - 1);
    }
  }
}

TEST(Scene, KeepsLeftMiddleAndRightApartAfterEveryShift) {
  const std::vector<Subject> cat = {{object_index("cat"), kNoColour}};
  for (const Grid grid : all_grids()) {
    for (const std::int64_t shift : {-1, 0, 1}) {
      if (grid.columns < 11) continue;  // no room for a left and a right
      const double middle = static_cast<double>(grid.columns - kSlotTokens) / 2;
      const auto column = [&](Arrangement arrangement) {
        return static_cast<double>(arrange(cat, arrangement, grid, {shift, 0})[0].column);
      };
      EXPECT_LE(column(Arrangement::Left), middle - 1.5);
      EXPECT_GE(column(Arrangement::Right), middle + 1.5);
      EXPECT_NEAR(column(Arrangement::Centre), middle, 1.5);
    }
  }
}

TEST(Scene, IsTheSameForTheSameSeedAndIndex) {
  const auto text = [](const Scene& scene) {
    std::string all = std::to_string(scene.place) + ' ' + std::to_string(static_cast<int>(scene.time)) + ' ' +
                      std::to_string(scene.layout) + ' ' + std::to_string(scene.grid.columns);
    for (const Sprite& s : scene.sprites) {
      all += ' ' + std::to_string(s.object) + ',' + std::to_string(s.colour) + ',' + std::to_string(s.column);
    }
    return all;
  };
  int different = 0;
  for (std::uint64_t i = 0; i < 50; ++i) {
    EXPECT_EQ(text(scene_of(i)), text(scene_of(i)));
    different += text(scene_of(i)) != text(scene_of(i + 1));
  }
  EXPECT_EQ(different, 50);
}

TEST(Scene, HoldsAsManyObjectsAsPromised) {
  constexpr int kScenes = 20000;
  std::map<std::size_t, double> share;
  double alike = 0;
  for (std::uint64_t i = 0; i < kScenes; ++i) {
    const Scene scene = scene_of(i, {.grid = {16, 16}});
    share[scene.sprites.size()] += 1.0 / kScenes;
    alike += scene.sprites.size() == 3 && scene.sprites[0].object == scene.sprites[1].object;
  }
  EXPECT_NEAR(share[0], 0.05, 0.01);  // four standard deviations are 0.006 to 0.014
  EXPECT_NEAR(share[1], 0.40, 0.015);
  EXPECT_NEAR(share[2], 0.35, 0.015);
  EXPECT_NEAR(share[3], 0.20, 0.015);
  EXPECT_NEAR(alike / kScenes / share[3], 1.0 / 3, 0.04);
}

TEST(Scene, RecoloursOnlyWhatTakesAColour) {
  int coloured = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    for (const Sprite& sprite : scene_of(i).sprites) {
      if (sprite.colour == kNoColour) continue;
      EXPECT_TRUE(object_of(sprite).takes_colour) << object_of(sprite).name;
      ++coloured;
    }
  }
  EXPECT_GT(coloured, 100);
}

TEST(Scene, NeverShowsAWithheldPairUnlessAskedAndThenAlways) {
  for (std::uint64_t i = 0; i < 3000; ++i) {
    EXPECT_FALSE(holds_held_out_pair(scene_of(i)));
    EXPECT_TRUE(holds_held_out_pair(scene_of(i, {.held_out = true})));
  }
}

TEST(Scene, WithholdsAboutOnePairInTwenty) {
  int withheld = 0, pairs = 0;
  for (const Object& object : objects()) {
    for (const Place& place : places()) withheld += is_held_out(object, place), ++pairs;
    for (const Object& other : objects()) {
      EXPECT_EQ(is_held_out(object, other), is_held_out(other, object));
      withheld += is_held_out(object, other), ++pairs;
    }
    EXPECT_FALSE(is_held_out(object, object));
  }
  EXPECT_NEAR(static_cast<double>(withheld) / pairs, 0.05, 0.01);
}

TEST(Scene, RefusesAGridThatIsTooSmall) {
  try {
    scene_of(0, {.grid = {7, 16}});
    FAIL() << "7 rows were accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(error.field(), "grid");
  }
  EXPECT_THROW(scene_of(0, {.grid = {16, 0}}), Error);
}

TEST(Scene, RefusesAnArrangementThatDoesNotFit) {
  const Subject cat = {object_index("cat"), kNoColour};
  EXPECT_THROW(arrange({cat}, Arrangement::Pair, {16, 16}), Error);
  EXPECT_THROW(arrange({cat, cat, cat}, Arrangement::Row, {20, 12}), Error);
  EXPECT_THROW(arrange({cat, cat}, Arrangement::Stack, {11, 24}), Error);
  EXPECT_TRUE(arrangements_for({cat, cat, cat}, {20, 12}).empty());
}

TEST(Scene, StaysInClearSummersUnlessAskedForMore) {
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const Scene scene = scene_of(i);
    EXPECT_EQ(scene.season, Season::Summer);
    EXPECT_EQ(scene.weather, Weather::Clear);
  }
}

TEST(Scene, TakesOnlySeasonsAndWeathersThatThePlaceKnowsAndAllOfThem) {
  constexpr int kScenes = 60000;
  std::map<std::pair<std::int64_t, std::pair<Season, Weather>>, int> seen;
  int changeable = 0, changed = 0;
  for (std::uint64_t i = 0; i < kScenes; ++i) {
    const Scene scene = scene_of(i, {.seasons_and_weather = true});
    const Place& place = places()[static_cast<std::size_t>(scene.place)];
    EXPECT_EQ(shown_setting(place, setting_of(scene)), setting_of(scene)) << place.name;
    ++seen[{scene.place, {scene.season, scene.weather}}];
    if (weathers_of(place, Season::Summer).size() < 2) continue;
    ++changeable;
    changed += scene.season != Season::Summer || scene.weather != Weather::Clear;
  }
  EXPECT_NEAR(static_cast<double>(changed) / changeable, 0.75, 0.03);
  for (std::size_t i = 0; i < places().size(); ++i) {
    for (const Season season : seasons_of(places()[i])) {
      for (const Weather weather : weathers_of(places()[i], season)) {
        EXPECT_GT((seen[{static_cast<std::int64_t>(i), {season, weather}}]), 0)
            << places()[i].name << ' ' << static_cast<int>(season) << ' ' << static_cast<int>(weather);
      }
    }
  }
}

TEST(Scene, WithSizesThingsAreLargerOrSmallerCoverEachOtherOrAreMoreThanThree) {
  std::map<Arrangement, int> arrangements;
  int resized = 0;
  for (const Grid grid : all_grids()) {
    for (std::uint64_t i = 0; i < 200; ++i) {
      const Scene scene = scene_of(i, {.grid = grid, .sizes = true});
      ++arrangements[scene.arrangement];
      for (const Sprite& sprite : scene.sprites) {
        const auto& [slot, tokens] = square_of(sprite);
        resized += tokens != kSlotTokens ? 1 : 0;
        EXPECT_GE(slot.row, 0);
        EXPECT_GE(slot.column, 0);
        EXPECT_LE(slot.row + tokens, grid.rows) << grid.rows << "x" << grid.columns;
        EXPECT_LE(slot.column + tokens, grid.columns) << grid.rows << "x" << grid.columns;
      }
      if (scene.arrangement == Arrangement::Crowd) {
        EXPECT_GE(scene.sprites.size(), 4U);
        EXPECT_LE(scene.sprites.size(), 6U);
      }
    }
  }
  EXPECT_GT(resized, 100);
  for (const Arrangement arrangement : {Arrangement::Behind, Arrangement::Under, Arrangement::Crowd})
    EXPECT_GT(arrangements[arrangement], 10) << static_cast<int>(arrangement);
}

TEST(Scene, AskingForSizesChangesNoOtherScene) {
  int same = 0;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const Scene plain = scene_of(i), sized = scene_of(i, {.sizes = true});
    EXPECT_EQ(plain.place, sized.place);
    EXPECT_EQ(plain.time, sized.time);
    same += plain.sprites == sized.sprites ? 1 : 0;
  }
  EXPECT_GT(same, 150);
  EXPECT_LT(same, 280);
}

}  // namespace
}  // namespace reverie
