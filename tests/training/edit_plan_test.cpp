// tests/training/edit_plan_test.cpp
//
// The drawn world's edits, told in words and planned from these words alone: things end up where the edited
// scene has them.
#include "lookup/edit_plan.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>
#include <cstdlib>

#include "training/world/curriculum.h"
#include "training/world/edits.h"
#include "training/world/facts.h"
#include "training/world_book.h"

namespace reverie {
namespace {

// Names without pictures.
const PictureBook& book() {
  static const PictureBook names = [] {
    std::vector<BookThing> things = world_things({});
    const int64_t pictures = things.back().picture + 1 + static_cast<int64_t>(things.back().colours.size());
    return PictureBook(1, 1, std::move(things), setting_phrases(), torch::zeros({pictures, 1}));
  }();
  return names;
}

std::vector<PlacedPicture> seen_in(const Scene& scene) {
  std::vector<PlacedPicture> seen;
  for (const Sprite& sprite : scene.sprites)
    seen.push_back({picture_of(book(), sprite), {sprite.row, sprite.column}});
  return seen;
}

// Where words leave a column open, any column of the side that they name will do.
bool is_as_in(const std::vector<PlacedPicture>& scene, const EditPlan& plan, Grid grid, bool column_is_open) {
  std::size_t standing = 0;
  for (const PlacedPicture& one : plan.pictures) {
    if (one.goes) continue;
    ++standing;
    const bool is_there = std::any_of(scene.begin(), scene.end(), [&](const PlacedPicture& thing) {
      const bool same_place =
          thing.slot == one.slot ||
          (column_is_open && thing.slot.row == one.slot.row &&
           (side_of(thing.slot, grid) == side_of(one.slot, grid) || !side_of(thing.slot, grid)));
      return thing.picture == one.picture && same_place;
    });
    if (!is_there) return false;
  }
  return standing == scene.size();
}

struct ToldEdit {
  Edit edit;
  std::string words;
};

// Changes of one kind in scenes of a lesson, with their words.
std::vector<ToldEdit> told_edits(Lesson lesson, ChangeKind kind) {
  constexpr uint64_t kScenes = 400;
  const SceneOptions options = lesson_scenes(lesson);
  std::vector<ToldEdit> told;
  for (uint64_t i = 0; i < kScenes; ++i) {
    Random random(static_cast<uint64_t>(kind) + 40, i);
    const auto edit = sample_change(sample_scene(random, options), kind, random, options);
    if (edit) told.push_back({*edit, instruction(*edit, random)});
  }
  return told;
}

TEST(WorldEdits, AreUnderstoodFromTheirWords) {
  for (const ChangeKind kind :
       {ChangeKind::Add, ChangeKind::Remove, ChangeKind::Replace, ChangeKind::Recolour, ChangeKind::Move}) {
    const std::vector<ToldEdit> told = told_edits(Lesson::Wide, kind);
    std::size_t right = 0;
    std::string wrong;
    for (const auto& [edit, words] : told) {
      const ReadInstructions read = read_instructions(book(), words);
      EXPECT_TRUE(read.asks_for_change) << words;
      const EditPlan plan = plan_edit(read.list, book(), seen_in(edit.before), edit.before.grid);
      const bool is_right = read.is_all && is_as_in(seen_in(edit.after), plan, edit.after.grid,
                                                    kind == ChangeKind::Add || kind == ChangeKind::Move);
      right += is_right ? 1 : 0;
      if (!is_right) wrong += "\n  " + words;
    }
    EXPECT_GT(told.size(), 50U);
    EXPECT_GE(right, told.size() * 97 / 100)
        << static_cast<int>(kind) << ": " << right << " of " << told.size() << wrong;
  }
}

// What is said of the whole picture changes no thing, and is seen to be an edit.
TEST(WorldEdits, OfTheWholePictureLeaveThingsAlone) {
  for (const ChangeKind kind :
       {ChangeKind::Time, ChangeKind::Place, ChangeKind::Season, ChangeKind::Weather, ChangeKind::Style}) {
    for (const auto& [edit, words] : told_edits(Lesson::All, kind)) {
      const ReadInstructions read = read_instructions(book(), words);
      EXPECT_TRUE(read.asks_for_change && !read.is_all && read.list.empty()) << words;
    }
  }
}

}  // namespace
}  // namespace reverie
