// tests/evaluation/size_questions_test.cpp
//
// Sizes, overlaps and crowds are read from true scenes as they are, and from broken ones as broken.

#include <gtest/gtest.h>

#include "evaluation/evaluation_tasks.h"
#include "evaluation/real_atlas.h"
#include "evaluation/scene_questions.h"

namespace reverie {
namespace {

constexpr int64_t kPerKind = 20;
constexpr int64_t kPx = 16;  // a token, of the pictures that are read

class SizeQuestions : public testing::Test {
 protected:
  SizeQuestions() { options_.sizes = true; }

  // How many of the tasks of one question are answered with yes, of a picture of the scene after `change`.
  int64_t right(Question question, const std::function<void(Scene&)>& change) {
    int64_t count = 0, asked = 0;
    for (const EvaluationTask& task : size_tasks(options_, kPerKind, 1)) {
      Scene shown = task.scene;
      change(shown);
      const auto seen = reader_.read_sizes(compositor_.render(shown, kPx), task.scene);
      const auto answer = answers_of_sizes(task.scene, seen)[static_cast<std::size_t>(question)];
      asked += answer ? 1 : 0;
      count += answer.value_or(false) ? 1 : 0;
    }
    EXPECT_EQ(asked, kPerKind);
    return count;
  }

  SceneOptions options_ = testing_atlas::first_lesson();
  SceneReader reader_{testing_atlas::real_atlas(), testing_atlas::first_lesson()};
  Compositor compositor_{testing_atlas::real_atlas(), torch::kCPU};
};

TEST_F(SizeQuestions, TrueScenesAreRight) {
  for (const Question question : {Question::Sizes, Question::Overlaps, Question::Crowds})
    EXPECT_GE(right(question, [](Scene&) {}), kPerKind - 1) << question_name(question);
}

TEST_F(SizeQuestions, AThingOfTheUsualSizeIsNeitherLargeNorSmall) {
  const auto to_usual = [](Scene& scene) {
    for (Sprite& sprite : scene.sprites) {
      const Square usual =
          resized({sprite.row + sprite.tokens - kSlotTokens, sprite.column}, kSlotTokens, false, scene.grid);
      sprite = {sprite.object, sprite.colour, usual.slot.row, usual.slot.column};
    }
  };
  EXPECT_LE(right(Question::Sizes, to_usual), 1);
}

TEST_F(SizeQuestions, TwoSideBySideAreNotOneBehindTheOther) {
  const auto side_by_side = [](Scene& scene) {
    if (scene.sprites.size() != 2) return;
    scene.sprites[0] = {scene.sprites[0].object, scene.sprites[0].colour, 9, 1};
    scene.sprites[1] = {scene.sprites[1].object, scene.sprites[1].colour, 9, 9};
  };
  EXPECT_LE(right(Question::Overlaps, side_by_side), 1);
}

TEST_F(SizeQuestions, OneMissingIsCounted) {
  EXPECT_LE(right(Question::Crowds,
                  [](Scene& scene) {
                    if (scene.arrangement == Arrangement::Crowd) scene.sprites.pop_back();
                  }),
            1);
}

}  // namespace
}  // namespace reverie
