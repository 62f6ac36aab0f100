// Pictures of scenes: objects in their slots and nowhere else, whatever the size and the batch.
#include "training/world/compose.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

Scene scene_of(std::vector<Subject> subjects, Arrangement arrangement, Grid grid = {16, 16}) {
  return {.place = 1,
          .time = TimeOfDay::Day,
          .layout = 0,
          .grid = grid,
          .arrangement = arrangement,
          .sprites = arrange(subjects, arrangement, grid)};
}

Scene empty(Grid grid = {16, 16}) {
  return scene_of({}, Arrangement::Empty, grid);
}

Subject subject(const std::string& name, std::int64_t colour = kNoColour) {
  return {object_index(name), colour};
}

Compositor compositor() {
  return Compositor(block_atlas(), torch::kCPU);
}

// [rows, columns] of tokens: true where the two pictures differ.
torch::Tensor changed_tokens(const torch::Tensor& one, const torch::Tensor& other, std::int64_t px) {
  const auto difference = (one - other).abs().amax(0, true).unsqueeze(0);  // [1, 1, H, W]
  return torch::max_pool2d(difference, px)[0][0] > 1e-6;
}

TEST(Compose, ChangesTheTokensOfTheSlotAndNoOthers) {
  Compositor draws = compositor();
  for (const Grid grid : {Grid{16, 16}, Grid{11, 24}, Grid{20, 12}, Grid{8, 8}}) {
    for (const std::int64_t px : {16, 20}) {
      const Scene scene = scene_of({subject("cat")}, Arrangement::Centre, grid);
      const auto picture = draws.render(scene, px);
      ASSERT_EQ(picture.sizes(), (torch::IntArrayRef{3, grid.rows * px, grid.columns * px}));
      auto changed = changed_tokens(picture, draws.render(empty(grid), px), px);
      const Sprite& cat = scene.sprites[0];
      auto slot = changed.narrow(0, cat.row, kSlotTokens).narrow(1, cat.column, kSlotTokens);
      EXPECT_TRUE(slot[kSlotTokens - 1][3].item<bool>()) << "the feet belong on the slot's lowest row";
      slot.fill_(false);
      EXPECT_FALSE(changed.any().item<bool>());
    }
  }
}

TEST(Compose, DrawsTheSameTokensWhereverTheSlotIs) {
  Compositor draws = compositor();
  const Scene left = scene_of({subject("cat")}, Arrangement::Left);
  Scene right = left;
  right.sprites[0].column += 7;
  const auto patch = [&](const Scene& scene) {
    const Sprite& cat = scene.sprites[0];
    return draws.render(scene, 16).narrow(1, cat.row * 16, 96).narrow(2, cat.column * 16, 96);
  };
  // The block is opaque in the middle half of its slot, above the shadow.
  const auto middle = [](const torch::Tensor& t) { return t.narrow(1, 30, 60).narrow(2, 36, 24); };
  EXPECT_TRUE(torch::equal(middle(patch(left)), middle(patch(right))));
}

TEST(Compose, DrawsABatchAsItDrawsEachAlone) {
  Compositor draws = compositor();
  std::vector<Scene> scenes;
  for (std::uint64_t i = 0; i < 24; ++i) {
    Random random(4, i);
    scenes.push_back(sample_scene(random, {.grid = {14, 18}}));
  }
  const auto batch = draws.render_batch(scenes, 8);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    EXPECT_TRUE(torch::equal(batch[static_cast<std::int64_t>(i)], draws.render(scenes[i], 8)));
  }
  EXPECT_GE(batch.min().item<float>(), 0.0F);
  EXPECT_LE(batch.max().item<float>(), 1.0F);
}

TEST(Compose, DrawsTheSameWhenNothingCanBeKept) {
  const Scene scene =
      scene_of({subject("car", colour_index("green")), subject("balloon")}, Arrangement::Pair);
  Compositor keeps = compositor();
  Compositor forgets(block_atlas(), torch::kCPU, 0);
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(torch::equal(keeps.render(scene, 16), forgets.render(scene, 16)));
  }
}

TEST(Compose, AgreesWithItselfAtTwiceTheSize) {
  Compositor draws = compositor();
  const Scene scene = scene_of({subject("cat"), subject("dog")}, Arrangement::Pair);
  const auto large = torch::avg_pool2d(draws.render(scene, 32).unsqueeze(0), 2)[0];
  // Observed 0.004 on average: edges and the backgrounds' own antialiasing.
  EXPECT_LT((large - draws.render(scene, 16)).abs().mean().item<float>(), 0.015F);
}

TEST(Compose, TintsObjectsAtNightButLessIndoors) {
  Compositor draws = compositor();
  const auto red_at = [&](std::int64_t place, TimeOfDay time) {
    Scene scene = scene_of({subject("cat")}, Arrangement::Centre);
    scene.place = place;
    scene.time = time;
    const Sprite& cat = scene.sprites[0];
    return draws.render(scene, 16)[0][cat.row * 16 + 60][cat.column * 16 + 48].item<float>();
  };
  std::int64_t indoors = -1, outdoors = -1;
  for (std::size_t i = 0; i < places().size(); ++i) {
    (places()[i].indoors ? indoors : outdoors) = static_cast<std::int64_t>(i);
  }
  const float day = red_at(outdoors, TimeOfDay::Day);
  EXPECT_NEAR(day, 220.0F / 255, 0.01F);
  EXPECT_LT(red_at(outdoors, TimeOfDay::Night), 0.85F * day);
  EXPECT_LT(red_at(indoors, TimeOfDay::Night), 0.95F * day);
  EXPECT_GT(red_at(indoors, TimeOfDay::Night), red_at(outdoors, TimeOfDay::Night));
}

TEST(Compose, LetsWeatherFallInFrontOfObjects) {
  Compositor draws = compositor();
  Scene scene = scene_of({subject("cat")}, Arrangement::Centre);
  const Sprite cat = scene.sprites[0];
  // The block is one plain colour in the middle half of its slot: whatever varies there is before it.
  const auto variation = [&] {
    const auto block =
        draws.render(scene, 16).narrow(1, cat.row * 16 + 30, 60).narrow(2, cat.column * 16 + 36, 24);
    return block.flatten(1).std(1).mean().item<float>();
  };
  EXPECT_LT(variation(), 0.001F);
  for (const Weather weather : {Weather::Rain, Weather::Fog, Weather::Storm}) {
    scene.weather = weather;
    EXPECT_GT(variation(), 0.005F) << static_cast<int>(weather);
  }
}

TEST(Compose, DrawsNoWeatherWhereThePlaceKnowsNone) {
  Compositor draws = compositor();
  for (std::size_t i = 0; i < places().size(); ++i) {
    if (weathers_of(places()[i], Season::Summer).size() > 1) continue;
    Scene scene = scene_of({subject("cat")}, Arrangement::Centre);
    scene.place = static_cast<std::int64_t>(i);
    const auto plain = draws.render(scene, 8);
    scene.season = Season::Winter;
    scene.weather = Weather::Storm;
    EXPECT_TRUE(torch::equal(plain, draws.render(scene, 8))) << places()[i].name;
  }
}

TEST(Compose, DrawsABatchOfSeveralWeathersAsEachAlone) {
  Compositor draws = compositor();
  std::vector<Scene> scenes;
  for (std::uint64_t i = 0; i < 12; ++i) {
    Random random(5, i);
    scenes.push_back(sample_scene(random, {.grid = {14, 18}, .seasons_and_weather = true}));
  }
  const auto batch = draws.render_batch(scenes, 8);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    EXPECT_TRUE(torch::equal(batch[static_cast<std::int64_t>(i)], draws.render(scenes[i], 8)));
  }
  EXPECT_GE(batch.min().item<float>(), 0.0F);
  EXPECT_LE(batch.max().item<float>(), 1.0F);
}

TEST(Compose, PutsAShadowUnderWhatStandsAndNoneUnderWhatFlies) {
  Compositor draws = compositor();
  // Just left of the block's foot. The block takes the middle half of its sprite's width.
  const auto darkening = [&](const std::string& name) {
    const Scene scene = scene_of({subject(name)}, Arrangement::Centre);
    const Sprite& sprite = scene.sprites[0];
    const auto row = sprite.row * 32 + static_cast<std::int64_t>(0.978 * 192), column = sprite.column * 32;
    const auto strip = [&](const torch::Tensor& picture) {
      return picture.select(1, row).narrow(1, column, 192);
    };
    const double side = objects()[static_cast<std::size_t>(sprite.object)].height * 192;
    const auto block = static_cast<std::int64_t>(96 - side / 4);
    return (strip(draws.render(empty(), 32)) - strip(draws.render(scene, 32)))
        .mean(0)
        .narrow(0, block - 8, 6)
        .max()
        .item<float>();
  };
  EXPECT_GT(darkening("rabbit"), 0.05F);
  EXPECT_EQ(darkening("kite"), 0.0F);
}

TEST(Compose, DrawsFromSomeSpritesOfAnotherSizeAndRefusesTheOthers) {
  const std::int64_t cat = object_index("cat");
  const torch::Tensor usual = block_atlas().sprites[cat].unsqueeze(0);
  const Atlas large{usual.repeat_interleave(2, 2).repeat_interleave(2, 3), {cat}};  // [1, 4, 768, 768]
  Compositor draws(large, torch::kCPU);
  const Scene scene = scene_of({subject("cat")}, Arrangement::Centre);
  EXPECT_LT((draws.render(scene, 16) - compositor().render(scene, 16)).abs().max().item<double>(), 0.01);
  try {
    draws.render(scene_of({subject("fox")}, Arrangement::Centre), 16);
    FAIL() << "an object without a sprite was drawn";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(error.field(), "atlas");
  }
}

TEST(Compose, RefusesMixedGridsNoScenesAndAnImpossibleSize) {
  Compositor draws = compositor();
  EXPECT_THROW(draws.render_batch({empty({16, 16}), empty({14, 18})}, 16), Error);
  EXPECT_THROW(draws.render_batch({}, 16), Error);
  EXPECT_THROW(draws.render(empty(), 0), Error);
  EXPECT_THROW(draws.render(empty(), 257), Error);
}

TEST(RecentTensors, ForgetTheLongestUnusedFirst) {
  RecentTensors recent(250);
  int made = 0;
  const auto get = [&](const std::string& name) {
    return recent.get(name, [&] { return ++made, torch::zeros({100}, torch::kUInt8); });
  };
  get("a"), get("b"), get("a"), get("c");  // leaves no room for b
  EXPECT_EQ(made, 3);
  get("a"), get("c");
  EXPECT_EQ(made, 3);
  get("b");
  EXPECT_EQ(made, 4);
  EXPECT_LE(recent.size_bytes(), 250U);
}

}  // namespace
}  // namespace reverie
