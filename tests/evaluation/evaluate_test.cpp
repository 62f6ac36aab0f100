// tests/evaluation/evaluate_test.cpp

#include "evaluation/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "core/temp_folder.h"
#include "evaluation/real_atlas.h"
#include "training/world/curriculum.h"
#include "training/world/lettering/glyphs_build.h"

namespace reverie {
namespace {

using testing_atlas::first_lesson;
using testing_atlas::real_atlas;
using testing_folders::TempFolder;

TEST(Evaluate, GivesTheWorldItselfFullMarksAndWritesThemDown) {
  const TempFolder folder;
  const SceneOptions scenes = first_lesson();
  SceneReader reader(real_atlas(), scenes);
  Compositor compositor(real_atlas(), torch::kCPU);
  int64_t told = 0;
  const ScoreTable table =
      evaluate(drawing_tasks(scenes, 1, 1), reader, compositor,
               [&](const EvaluationTask& task) { return compositor.render(task.scene, 16); },
               {folder / "out", [&](int64_t done, int64_t all) { told = done == all ? done : 0; }});
  EXPECT_EQ(told, 7);
  EXPECT_EQ(table.of(Question::Place).right, 7);
  EXPECT_EQ(table.of(Question::SingleObject).right, 2);
  EXPECT_EQ(read_text(folder / "out" / "scores.md", 1 << 26), table.markdown());
  EXPECT_EQ(Json::parse(read_text(folder / "out" / "scores.json", 1 << 26)), table.json());
  const std::string lines = read_text(folder / "out" / "pictures.jsonl", 1 << 26);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 7);
  EXPECT_TRUE(read_text(folder / "out" / "sheet.ppm", 1 << 26).starts_with("P6\n"));
}

TEST(Evaluate, ReadsStylesAndWords) {
  const TempFolder folder;
  SceneOptions scenes = first_lesson();
  scenes.styles = scenes.signs = true;
  SceneReader reader(real_atlas(), scenes);
  Compositor compositor(real_atlas(), torch::kCPU);
  compositor.use_glyphs(draw_glyphs());
  auto tasks = style_tasks(scenes, 1, 1);
  const auto signs = sign_tasks(scenes, 1, 1);
  const auto given = given_style_tasks(scenes, 1, 1);
  const auto edits = word_edit_tasks(scenes, 1, 1);
  tasks.insert(tasks.end(), edits.begin(), edits.end());
  tasks.insert(tasks.end(), signs.begin(), signs.end());
  tasks.insert(tasks.end(), given.begin(), given.end());
  const auto marks = [&](const std::function<Scene(Scene)>& change) {
    const auto draw = [&](const EvaluationTask& task) { return compositor.render(change(task.scene), 64); };
    return evaluate(tasks, reader, compositor, draw, {folder.path(), {}});
  };
  const ScoreTable truth = marks([](Scene scene) { return scene; });
  EXPECT_EQ(truth.of(Question::Style).right, 16);
  EXPECT_EQ(truth.of(Question::EditStyle).right + truth.of(Question::ReferenceStyle).right, 2);
  EXPECT_EQ(truth.of(Question::WordsChanged).right, 1);
  EXPECT_EQ(truth.of(Question::OneWord).right + truth.of(Question::SeveralWords).right, 2);
  const ScoreTable plain = marks([](Scene scene) {
    scene.style = Style::Flat;
    if (scene.sign) scene.sign->words.back() = 'Q';
    return scene;
  });
  EXPECT_EQ(plain.of(Question::Style).right, 0);
  EXPECT_EQ(plain.of(Question::EditStyle).right + plain.of(Question::ReferenceStyle).right, 0);
  EXPECT_EQ(plain.of(Question::Style).asked, 16);
  EXPECT_EQ(plain.of(Question::WordsChanged).right, 0);
  EXPECT_EQ(plain.of(Question::OneWord).right + plain.of(Question::SeveralWords).right, 0);
}

TEST(Evaluate, AGreyPictureHasNoMarksForObjects) {
  const TempFolder folder;
  const SceneOptions scenes = first_lesson();
  SceneReader reader(real_atlas(), scenes);
  Compositor compositor(real_atlas(), torch::kCPU);
  const ScoreTable table = evaluate(drawing_tasks(scenes, 1, 1), reader, compositor,
                                    [](const EvaluationTask&) {
                                      return torch::full({3, 256, 256}, 0.5);
                                    },
                                    {folder.path(), {}});
  EXPECT_EQ(table.of(Question::SingleObject).right, 0);
  EXPECT_EQ(table.of(Question::SingleObject).asked, 2);
  EXPECT_EQ(table.of(Question::ThreeObjects).right, 0);
}

TEST(Evaluate, AGroupIsConsistentIfEveryPictureShowsItsSubjects) {
  const TempFolder folder;
  const SceneOptions scenes = first_lesson();
  SceneReader reader(real_atlas(), scenes);
  Compositor compositor(real_atlas(), torch::kCPU);
  const auto tasks = group_tasks(scenes, 2, 1);
  int64_t drawn = 0;
  // The last picture of the second group shows its place alone.
  const auto draw = [&](const EvaluationTask& task) {
    Scene scene = task.scene;
    if (++drawn == static_cast<int64_t>(2 * kGroupSize)) scene.sprites.clear();
    return compositor.render(scene, 16);
  };
  const ScoreTable table = evaluate(tasks, reader, compositor, draw, {folder.path(), {}});
  EXPECT_EQ(table.of(Question::GroupConsistent).asked, 2);
  EXPECT_EQ(table.of(Question::GroupConsistent).right, 1);
  EXPECT_EQ(table.of(Question::Place).asked, 0) << "only the group is asked about";
}

std::vector<EvaluationTask> tasks_with_references() {
  const SceneOptions scenes = first_lesson();
  auto tasks = edit_tasks(scenes, 2, 1);
  for (EvaluationTask& task : reference_tasks(scenes, 2, 1)) tasks.push_back(std::move(task));
  return tasks;
}

TEST(Evaluate, GivesTrueEditsAndReferencesFullMarks) {
  const TempFolder folder;
  SceneReader reader(real_atlas(), first_lesson());
  Compositor compositor(real_atlas(), torch::kCPU);
  const auto draw = [&](const EvaluationTask& task) { return compositor.render(task.scene, 16); };
  const ScoreTable table = evaluate(tasks_with_references(), reader, compositor, draw, {folder.path(), {}});
  for (const Question question :
       {Question::EditDone, Question::Untouched, Question::IdentityOne, Question::IdentitySeveral}) {
    EXPECT_GT(table.of(question).asked, 0) << question_name(question);
    EXPECT_EQ(table.of(question).right, table.of(question).asked)
        << question_name(question) << '\n'
        << read_text(folder / "pictures.jsonl", 1 << 26);
  }
  EXPECT_EQ(table.of(Question::Place).asked, 0) << "what edits show is not counted as drawn from words";
}

TEST(Evaluate, GivesNoMarksToWhoeverReturnsTheReferenceAsItWas) {
  const TempFolder folder;
  SceneReader reader(real_atlas(), first_lesson());
  Compositor compositor(real_atlas(), torch::kCPU);
  const auto tasks = edit_tasks(first_lesson(), 2, 1);
  const auto draw = [&](const EvaluationTask& task) { return compositor.render(task.references[0], 16); };
  const ScoreTable table = evaluate(tasks, reader, compositor, draw, {folder.path(), {}});
  EXPECT_EQ(table.of(Question::EditDone).right, 0);
  EXPECT_EQ(table.of(Question::Untouched).right, table.of(Question::Untouched).asked);
}

}  // namespace
}  // namespace reverie
