// Edits: exact pairs, instructions that are true of them, and scenes that could have been sampled.
#include "training/world/edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "training/world/captions.h"
#include "training/world/positions.h"

namespace reverie {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

constexpr std::uint64_t kEdits = 5000;

const std::vector<Edit>& edits() {
  static const std::vector<Edit> all = [] {
    std::vector<Edit> made;
    for (std::uint64_t i = 0; i < kEdits; ++i) {
      Random random(11, i);
      made.push_back(sample_edit(random, {.seasons_and_weather = true}));
    }
    return made;
  }();
  return all;
}

Scene two(std::string_view left, std::string_view right, std::int64_t left_colour = kNoColour) {
  const Grid grid{16, 16};
  return {.place = 0,
          .time = TimeOfDay::Day,
          .layout = 0,
          .grid = grid,
          .arrangement = Arrangement::Pair,
          .sprites = arrange({{object_index(left), left_colour}, {object_index(right), kNoColour}},
                             Arrangement::Pair, grid)};
}

std::string told(const Edit& edit, std::uint64_t seed = 1) {
  Random random(seed, 0);
  std::string text = instruction(edit, random);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

TEST(Edits, AreOfEveryKind) {
  std::set<ChangeKind> kinds;
  std::size_t doubles = 0;
  for (const Edit& edit : edits()) {
    for (const Change& change : edit.changes) kinds.insert(change.kind);
    doubles += edit.changes.size() == 2 ? 1 : 0;
  }
  EXPECT_EQ(kinds.size(), change_kinds({.seasons_and_weather = true}).size());
  EXPECT_GT(doubles, kEdits / 20);
}

TEST(Edits, ChangeWhatTheySayAndNothingElse) {
  for (const Edit& edit : edits()) {
    if (edit.changes.size() != 1) continue;
    const Change& change = edit.changes[0];
    EXPECT_EQ(edit.before.layout, edit.after.layout);
    EXPECT_EQ(edit.before.grid, edit.after.grid);
    EXPECT_EQ(edit.before.time != edit.after.time, change.kind == ChangeKind::Time);
    EXPECT_EQ(edit.before.place != edit.after.place, change.kind == ChangeKind::Place);
    EXPECT_EQ(edit.before.season != edit.after.season, change.kind == ChangeKind::Season);
    EXPECT_EQ(edit.before.weather != edit.after.weather, change.kind == ChangeKind::Weather);
    std::vector<Sprite> expected = edit.before.sprites;
    if (change.from) std::erase(expected, *change.from);
    if (change.to) expected.push_back(*change.to);
    EXPECT_THAT(edit.after.sprites, testing::UnorderedElementsAreArray(expected));
    EXPECT_FALSE(change.from && change.to && *change.from == *change.to);
  }
}

TEST(Edits, LeadToScenesThatCaptionsCanTell) {
  for (const Edit& edit : edits()) {
    std::vector<Sprite> sprites = edit.after.sprites;
    EXPECT_EQ(arrangement_of(sprites, edit.after.grid), edit.after.arrangement);
    EXPECT_FALSE(holds_held_out_pair(edit.after));
    const Place& place = places()[static_cast<std::size_t>(edit.after.place)];
    EXPECT_THAT(seasons_of(place), testing::Contains(edit.after.season));
    EXPECT_THAT(weathers_of(place, edit.after.season), testing::Contains(edit.after.weather));
    for (const Sprite& sprite : sprites) {
      EXPECT_GE(sprite.row, 0);
      EXPECT_LE(sprite.row + kSlotTokens, edit.after.grid.rows);
      EXPECT_GE(sprite.column, 0);
      EXPECT_LE(sprite.column + kSlotTokens, edit.after.grid.columns);
    }
  }
}

TEST(Edits, AreToldInKnownWordsAndInFew) {
  std::set<std::string> known;
  for (const auto& some : {vocabulary_words({.seasons_and_weather = true}), instruction_words()})
    known.insert(some.begin(), some.end());
  for (std::uint64_t i = 0; i < kEdits; ++i) {
    Random random(12, i);
    const std::string text = instruction(edits()[i], random);
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    const auto words = words_of(text);
    EXPECT_GE(words.size(), 2U) << text;
    EXPECT_LE(words.size(), 32U) << text;
    for (const std::string& word : words) EXPECT_TRUE(known.count(word)) << "\"" << word << "\" in: " << text;
  }
}

TEST(Edits, NameAnObjectByItsNounAndTwinsByWhereTheyStand) {
  const Scene scene = two("car", "cat", colour_index("red"));
  Scene after = scene;
  const Sprite cat = scene.sprites[1];
  std::erase(after.sprites, cat);
  after.arrangement = Arrangement::Left;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::string text = told({scene, after, {{ChangeKind::Remove, cat, std::nullopt}}}, seed);
    EXPECT_THAT(text, AnyOf(HasSubstr("the cat"), HasSubstr("the kitt"))) << text;
    EXPECT_EQ(text.find("right"), std::string::npos) << text;
  }
  Scene twins = scene;
  twins.sprites[1] = {scene.sprites[0].object, scene.sprites[0].colour, cat.row, cat.column};
  after = twins;
  after.sprites.pop_back();
  const std::string text = told({twins, after, {{ChangeKind::Remove, twins.sprites[1], std::nullopt}}});
  EXPECT_THAT(text, HasSubstr("on the right"));
}

TEST(Edits, TellBothOfTwoChangesInOrder) {
  for (std::uint64_t i = 0; i < kEdits; ++i) {
    const Edit& edit = edits()[i];
    if (edit.changes.size() != 2 || edit.changes[0].kind != ChangeKind::Remove) continue;
    const std::string text = told(edit, i);
    EXPECT_THAT(text, AnyOf(HasSubstr(" and "), HasSubstr(", then ")));
    const auto& last = edit.changes[1];
    if (last.kind == ChangeKind::Time && edit.after.time == TimeOfDay::Night) {
      EXPECT_THAT(text, HasSubstr("night"));
    }
  }
}

TEST(Edits, AreRefusedWhereASceneHasNoRoomForThem) {
  Random random(1, 1);
  Scene empty = two("cat", "dog");
  empty.sprites.clear();
  empty.arrangement = Arrangement::Empty;
  EXPECT_EQ(sample_change(empty, ChangeKind::Remove, random, {}), std::nullopt);
  EXPECT_EQ(sample_change(empty, ChangeKind::Move, random, {}), std::nullopt);
  EXPECT_EQ(sample_change(two("cat", "dog"), ChangeKind::Recolour, random, {}), std::nullopt)
      << "neither takes one";
  EXPECT_TRUE(sample_change(empty, ChangeKind::Add, random, {}));
}

TEST(Edits, AreTheSameForTheSameSeedAndIndex) {
  Random one(11, 7), other(11, 7);
  const Edit edit = sample_edit(one, {});
  const Edit again = sample_edit(other, {});
  EXPECT_EQ(edit.after.sprites, again.after.sprites);
  EXPECT_EQ(instruction(edit, one), instruction(again, other));
}

}  // namespace
}  // namespace reverie
