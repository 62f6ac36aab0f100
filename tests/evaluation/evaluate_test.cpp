// tests/evaluation/evaluate_test.cpp

#include "evaluation/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/temp_folder.h"
#include "evaluation/real_atlas.h"
#include "training/world/curriculum.h"

namespace reverie {
namespace {

using testing_atlas::real_atlas;
using testing_folders::TempFolder;

constexpr Grid kGrid{16, 16};

TEST(EvaluationTasks, HoldCombinationsThatNoTrainingSaw) {
  const auto tasks = evaluation_tasks(lesson_objects(Lesson::First), 4, 1, kGrid);
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
    for (const auto& task : evaluation_tasks({}, 2, seed, kGrid)) all.push_back(task.prompt);
    return all;
  };
  EXPECT_EQ(prompts(1), prompts(1));
  EXPECT_NE(prompts(1), prompts(2));
}

TEST(Evaluate, GivesTheWorldItselfFullMarksAndWritesThemDown) {
  const TempFolder folder;
  const auto objects = lesson_objects(Lesson::First);
  SceneReader reader(real_atlas(), objects);
  Compositor compositor(real_atlas(), torch::kCPU);
  int64_t told = 0;
  const ScoreTable table =
      evaluate(evaluation_tasks(objects, 1, 1, kGrid), reader,
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

TEST(Evaluate, AGreyPictureHasNoMarksForObjects) {
  const TempFolder folder;
  const auto objects = lesson_objects(Lesson::First);
  SceneReader reader(real_atlas(), objects);
  const ScoreTable table = evaluate(evaluation_tasks(objects, 1, 1, kGrid), reader,
                                    [](const EvaluationTask&) {
                                      return torch::full({3, 256, 256}, 0.5);
                                    },
                                    {folder.path(), {}});
  EXPECT_EQ(table.of(Question::SingleObject).right, 0);
  EXPECT_EQ(table.of(Question::SingleObject).asked, 2);
  EXPECT_EQ(table.of(Question::ThreeObjects).right, 0);
}

}  // namespace
}  // namespace reverie
