// tests/evaluation/edit_questions_test.cpp

#include "evaluation/edit_questions.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <cmath>

#include "evaluation/seen_of.h"

namespace reverie {
namespace {

using testing_scenes::seen_of;

constexpr Grid kGrid{16, 16};

Sprite at(const char* object, std::int64_t column, std::int64_t colour = kNoColour) {
  return {object_index(object), colour, 9, column};
}

Scene scene_of(std::vector<Sprite> sprites, Arrangement arrangement) {
  return {.place = 1,
          .time = TimeOfDay::Day,
          .layout = 0,
          .grid = kGrid,
          .arrangement = arrangement,
          .sprites = std::move(sprites)};
}

Scene cat_and_car() {
  return scene_of({at("cat", 1), at("car", 9)}, Arrangement::Pair);
}

struct Case {
  const char* name;
  Edit edit;
};

std::vector<Case> cases() {
  const Sprite cat = at("cat", 1), car = at("car", 9), fox = at("fox", 1),
               blue = at("car", 9, colour_index("blue"));
  const Scene alone = scene_of({cat}, Arrangement::Left);
  const Scene right = scene_of({at("cat", 10)}, Arrangement::Right);
  Scene night = cat_and_car();
  night.time = TimeOfDay::Night;
  Scene elsewhere = cat_and_car();
  elsewhere.place = 2;
  return {{"add", {alone, cat_and_car(), {{ChangeKind::Add, {}, car}}}},
          {"remove", {cat_and_car(), alone, {{ChangeKind::Remove, car, {}}}}},
          {"replace",
           {cat_and_car(), scene_of({fox, car}, Arrangement::Pair), {{ChangeKind::Replace, cat, fox}}}},
          {"recolour",
           {cat_and_car(), scene_of({cat, blue}, Arrangement::Pair), {{ChangeKind::Recolour, car, blue}}}},
          {"move", {alone, right, {{ChangeKind::Move, cat, at("cat", 10)}}}},
          {"time", {cat_and_car(), night, {{ChangeKind::Time, {}, {}}}}},
          {"place", {cat_and_car(), elsewhere, {{ChangeKind::Place, {}, {}}}}}};
}

TEST(EditQuestions, AnEditIsDoneInTheSceneItAskedForAndNotInTheOneItBeganWith) {
  for (const auto& [name, edit] : cases()) {
    EXPECT_TRUE(is_done(edit, seen_of(edit.after))) << name;
    EXPECT_FALSE(is_done(edit, seen_of(edit.before))) << name;
  }
}

TEST(EditQuestions, AThingMayStandATokenOrTwoOffButNotElsewhere) {
  const Edit add = cases()[0].edit;
  SeenScene seen = seen_of(add.after);
  seen.objects[1].column += 2;
  EXPECT_TRUE(is_done(add, seen));
  seen.objects[1].column -= 5;
  EXPECT_FALSE(is_done(add, seen));
}

TEST(EditQuestions, BothOfTwoChangesMustBeDone) {
  Edit both = cases()[1].edit;
  both.after.time = TimeOfDay::Night;
  both.changes.push_back({ChangeKind::Time, {}, {}});
  EXPECT_TRUE(is_done(both, seen_of(both.after)));
  SeenScene by_day = seen_of(both.after);
  by_day.setting.time = TimeOfDay::Day;
  EXPECT_FALSE(is_done(both, by_day));
}

TEST(EditQuestions, OnlyWhatTheEditLeavesAloneIsCompared) {
  const Edit remove = cases()[1].edit;
  const torch::Tensor before = torch::full({3, 64, 64}, 0.5);
  torch::Tensor after = before.clone();
  after.narrow(1, 9 * 4, 24).narrow(2, 9 * 4, 24).fill_(1);  // the slot of the car, 4 pixels a token
  EXPECT_TRUE(std::isinf(*untouched_psnr_db(remove, before, after)));
  after.narrow(1, 0, 8).fill_(0.6);
  const double touched = 8.0 * 64,
               whole = 64.0 * 64 - 32 * 32;  // slot and margin, cut at the bottom and the right
  EXPECT_NEAR(*untouched_psnr_db(remove, before, after), -10 * std::log10(0.01 * touched / whole), 0.2);
  EXPECT_FALSE(untouched_psnr_db(cases()[5].edit, before, after)) << "night changes the whole picture";
}

}  // namespace
}  // namespace reverie
