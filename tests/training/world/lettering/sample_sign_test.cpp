// Signs in scenes: inside the picture, on no object, and only where they were asked for.
#include "training/world/lettering/sample_sign.h"

#include <gtest/gtest.h>

#include "training/world/captions.h"
#include "training/world/lettering/sign_words.h"

namespace reverie {
namespace {

constexpr std::uint64_t kScenes = 600;

Scene scene_of(std::uint64_t index, Grid grid, bool signs, bool held_out = false) {
  Random random(8, index);
  return sample_scene(random, {.grid = grid, .held_out = held_out, .signs = signs});
}

bool overlap(const Sign& sign, const Sprite& sprite) {
  return sprite.row < sign.row + sign.rows && sign.row < sprite.row + kSlotTokens &&
         sprite.column < sign.column + sign.columns && sign.column < sprite.column + kSlotTokens;
}

TEST(SignPlaces, KeepSignsInsideThePictureAndOffTheObjects) {
  for (const Grid grid : training_grids()) {
    int signs = 0;
    for (std::uint64_t i = 0; i < kScenes; ++i) {
      const Scene scene = scene_of(i, grid, true);
      if (!scene.sign) continue;
      ++signs;
      const Sign& sign = *scene.sign;
      EXPECT_GE(std::min(sign.row, sign.column), 0);
      EXPECT_LE(sign.row + sign.rows, grid.rows);
      EXPECT_LE(sign.column + sign.columns, grid.columns);
      EXPECT_EQ(hangs(sign.kind) ? sign.row : sign.row + sign.rows, hangs(sign.kind) ? 0 : grid.rows - 1);
      for (const Sprite& sprite : scene.sprites) EXPECT_FALSE(overlap(sign, sprite));
    }
    EXPECT_GT(signs, 0.25 * kScenes) << grid.rows << "x" << grid.columns;
    EXPECT_LT(signs, 0.45 * kScenes) << grid.rows << "x" << grid.columns;
  }
}

TEST(SignPlaces, LeaveAloneWhatHasNoSign) {
  for (std::uint64_t i = 0; i < kScenes; ++i) {
    const Scene with = scene_of(i, {0, 0}, true), without = scene_of(i, {0, 0}, false);
    ASSERT_FALSE(without.sign);
    EXPECT_EQ(with.place, without.place);
    EXPECT_EQ(with.grid, without.grid);
    if (with.sprites.empty()) continue;
    ASSERT_EQ(with.sprites.size(), without.sprites.size());
    EXPECT_EQ(with.sprites[0].object, without.sprites[0].object);
    Random one(4, i), other(4, i);
    EXPECT_EQ(caption(with, one) == caption(without, other), !with.sign);
  }
}

TEST(SignPlaces, PutASignAloneInTheMiddle) {
  Random random(1, 1);
  const Sign sign = *place_sign({SignKind::Poster, "HELLO", 0, 0}, {}, {16, 16}, random);
  EXPECT_NEAR(static_cast<double>(sign.column) + static_cast<double>(sign.columns) / 2, 8, 0.5);
  const SignBox panel = panel_of(sign);
  EXPECT_NEAR((panel.top + panel.bottom) / 2, 8, 2);
}

TEST(SignPlaces, FindNoRoomWhereThereIsNone) {
  Random random(1, 1);
  const std::vector<Sprite> wall = {{0, kNoColour, 2, 0}, {0, kNoColour, 2, 6}};
  EXPECT_FALSE(place_sign({SignKind::WoodenSign, "OPEN", 0, kNoColour}, wall, {8, 12}, random));
}

TEST(SignPlaces, ShowWithheldWordsOnlyWhenAskedFor) {
  for (std::uint64_t i = 0; i < 200; ++i) {
    for (const bool held_out : {false, true}) {
      const Scene scene = scene_of(i, {16, 16}, true, held_out);
      EXPECT_TRUE(!scene.sign || is_held_out_text(scene.sign->words) == held_out);
      EXPECT_EQ(holds_held_out_pair(scene), held_out);
    }
  }
}

}  // namespace
}  // namespace reverie
