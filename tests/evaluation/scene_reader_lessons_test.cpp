// tests/evaluation/scene_reader_lessons_test.cpp
//
// The reader among many objects: with the second lesson's five times as many drawings to choose from, scenes
// as they are drawn must still be read as they are. 28 scenes with withheld combinations.

#include <gtest/gtest.h>

#include "evaluation/evaluate.h"
#include "evaluation/expect_at_least.h"
#include "evaluation/real_atlas.h"
#include "evaluation/scene_reader.h"

namespace reverie {
namespace {

TEST(SceneReaderLessons, TrueScenesOfTheSecondLessonAreReadAsTheyAre) {
  SceneOptions lesson = lesson_scenes(Lesson::Second);
  lesson.grid = {16, 16};
  constexpr int64_t kPerKind = 4;
  constexpr int64_t kPx = 16;  // a token, of the pictures that are read
  SceneReader reader(testing_atlas::real_atlas(), lesson);
  Compositor compositor(testing_atlas::real_atlas(), torch::kCPU);
  ScoreTable table;
  for (const EvaluationTask& task : drawing_tasks(lesson, kPerKind, 1)) {
    table.add(answers_of(task.scene, reader.read(compositor.render(task.scene, kPx), task.scene)));
  }
  // Season and weather are asked about too. Observed: all right but one of 28, an object seen in falling
  // snow.
  testing_scores::expect_at_least(table, 0.96, 12);
}

}  // namespace
}  // namespace reverie
