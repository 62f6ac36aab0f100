// tests/evaluation/evaluation_tasks_test.cpp

#include "evaluation/evaluation_tasks.h"

#include <gtest/gtest.h>

#include <set>

#include "evaluation/real_atlas.h"
#include "training/world/lettering/sign_words.h"

namespace reverie {
namespace {

using testing_atlas::first_lesson;

constexpr Grid kGrid{16, 16};

TEST(EvaluationTasks, HoldCombinationsThatNoTrainingSaw) {
  const auto tasks = drawing_tasks(first_lesson(), 4, 1);
  EXPECT_EQ(tasks.size(), 28u);
  std::set<std::size_t> counts;
  for (const EvaluationTask& task : tasks) {
    EXPECT_TRUE(holds_held_out_pair(task.scene)) << task.prompt;
    EXPECT_EQ(task.scene.grid, kGrid);
    counts.insert(task.scene.sprites.size());
  }
  EXPECT_EQ(counts, (std::set<std::size_t>{1, 2, 3}));
}

TEST(EvaluationTasks, AreTheSameForTheSameSeed) {
  const auto prompts = [](uint64_t seed) {
    std::vector<std::string> all;
    for (const auto& task : drawing_tasks(first_lesson(), 2, seed)) all.push_back(task.prompt);
    return all;
  };
  EXPECT_EQ(prompts(1), prompts(1));
  EXPECT_NE(prompts(1), prompts(2));
}

TEST(EvaluationTasks, AskForEachStyleAndForSignsOfOneAndSeveralWords) {
  SceneOptions scenes = first_lesson();
  EXPECT_TRUE(style_tasks(scenes, 1, 1).empty()) << "a lesson without styles";
  EXPECT_TRUE(sign_tasks(scenes, 1, 1).empty());
  scenes.styles = scenes.signs = true;
  std::set<Style> styles;
  for (const EvaluationTask& task : style_tasks(scenes, 1, 1)) {
    EXPECT_EQ(task.about, AskedAbout::Style);
    EXPECT_FALSE(task.scene.sign);
    styles.insert(task.scene.style);
  }
  EXPECT_EQ(styles.size(), all_styles().size() - 1);
  const auto signs = sign_tasks(scenes, 2, 1);
  ASSERT_EQ(signs.size(), 4U);
  for (std::size_t i = 0; i < signs.size(); ++i) {
    ASSERT_TRUE(signs[i].scene.sign);
    EXPECT_EQ(signs[i].scene.sign->words.find(' ') == std::string::npos, i < 2);
    EXPECT_TRUE(is_held_out_text(signs[i].scene.sign->words));
    EXPECT_EQ(signs[i].scene.style, Style::Flat);
  }
}

TEST(EvaluationTasks, AskForOtherWordsOnAGivenSign) {
  SceneOptions scenes = first_lesson();
  EXPECT_TRUE(word_edit_tasks(scenes, 2, 1).empty()) << "a lesson without signs";
  scenes.signs = true;
  for (const EvaluationTask& task : word_edit_tasks(scenes, 3, 1)) {
    EXPECT_EQ(task.about, AskedAbout::Words);
    ASSERT_EQ(task.references.size(), 1U);
    ASSERT_TRUE(task.edit && task.scene.sign && task.references[0].sign);
    EXPECT_NE(task.scene.sign->words, task.references[0].sign->words);
    EXPECT_EQ(panel_of(*task.scene.sign).height(), panel_of(*task.references[0].sign).height())
        << "the board stays";
  }
}

TEST(EvaluationTasks, AskForStylesOfGivenPictures) {
  SceneOptions scenes = first_lesson();
  EXPECT_TRUE(given_style_tasks(scenes, 2, 1).empty()) << "a lesson without styles";
  scenes.styles = true;
  const auto tasks = given_style_tasks(scenes, 2, 1);
  ASSERT_EQ(tasks.size(), 4U);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    EXPECT_EQ(tasks[i].about, AskedAbout::Style);
    EXPECT_NE(tasks[i].scene.style, Style::Flat);
    ASSERT_EQ(tasks[i].references.size(), 1U);
    const bool is_edit = i < 2;
    EXPECT_EQ(tasks[i].edit.has_value(), is_edit);
    EXPECT_EQ(tasks[i].references[0].style, is_edit ? Style::Flat : tasks[i].scene.style);
    EXPECT_EQ(tasks[i].prompt.ends_with("in the style of image 1"), !is_edit);
  }
}

TEST(EvaluationTasks, AskForEachKindOfEditAndGiveThePictureItBeginsWith) {
  const auto tasks = edit_tasks(first_lesson(), 3, 1);
  EXPECT_EQ(tasks.size(), 3 * change_kinds({}).size());
  std::multiset<ChangeKind> kinds;
  for (const EvaluationTask& task : tasks) {
    ASSERT_TRUE(task.edit);
    ASSERT_EQ(task.references.size(), 1u);
    EXPECT_EQ(task.references[0].sprites, task.edit->before.sprites);
    EXPECT_EQ(task.scene.sprites, task.edit->after.sprites);
    kinds.insert(task.edit->changes[0].kind);
  }
  for (const ChangeKind kind : change_kinds({})) EXPECT_EQ(kinds.count(kind), 3u);
}

TEST(EvaluationTasks, GroupsShowTheSameSubjectsInScenesOfTheirOwn) {
  const auto tasks = group_tasks(first_lesson(), 5, 1);
  ASSERT_EQ(tasks.size(), 5 * kGroupSize);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const EvaluationTask& first = tasks[i - i % kGroupSize];
    EXPECT_TRUE(tasks[i].is_in_group);
    EXPECT_EQ(tasks[i].scene.sprites, first.scene.sprites);
    EXPECT_EQ(tasks[i].seed, first.seed);
    EXPECT_TRUE(holds_held_out_pair(tasks[i].scene));
  }
}

TEST(EvaluationTasks, GiveEachSubjectsPicture) {
  const auto tasks = reference_tasks(first_lesson(), 3, 1);
  std::multiset<std::size_t> numbers;
  for (const EvaluationTask& task : tasks) {
    numbers.insert(task.subjects.size());
    EXPECT_GE(task.references.size(), task.subjects.size());
    EXPECT_TRUE(holds_held_out_pair(task.scene));
  }
  EXPECT_EQ(numbers, (std::multiset<std::size_t>{1, 1, 1, 2, 2, 2, 3, 3, 3}));
}

}  // namespace
}  // namespace reverie
