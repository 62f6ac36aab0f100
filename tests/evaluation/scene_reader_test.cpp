// tests/evaluation/scene_reader_test.cpp
//
// The reader on pictures whose truth is known: scenes as they are drawn must be read as they are, and scenes
// that are broken in one way must be caught at it. 56 scenes with withheld combinations, of the 24 objects
// of the first lesson.

#include "evaluation/scene_reader.h"

#include <gtest/gtest.h>

#include "evaluation/evaluate.h"
#include "evaluation/expect_at_least.h"
#include "evaluation/real_atlas.h"
#include "training/world/curriculum.h"

namespace reverie {
namespace {

using testing_atlas::real_atlas;
using torch::Tensor;

constexpr int64_t kPerKind = 8;
constexpr int64_t kPx = 16;  // a token, of the pictures that are read

class SceneReaderTest : public testing::Test {
 protected:
  static SceneOptions lesson() { return testing_atlas::first_lesson(); }
  static const std::vector<EvaluationTask>& tasks() {
    static const auto tasks = drawing_tasks(lesson(), kPerKind, 1);
    return tasks;
  }

  // What is answered where `picture_of(scene)` is read in place of the scene; only scenes of which `question`
  // is asked, if one is given.
  template <class PictureOf>
  ScoreTable scores(PictureOf picture_of, std::optional<Question> question = std::nullopt) {
    ScoreTable table;
    for (const EvaluationTask& task : tasks()) {
      if (question && !answers_of(task.scene, {})[static_cast<std::size_t>(*question)]) continue;
      table.add(answers_of(task.scene, reader().read(picture_of(task.scene), task.scene)));
    }
    return table;
  }

  template <class PictureOf>
  double share(Question question, PictureOf picture_of) {
    const Score score = scores(picture_of, question).of(question);
    EXPECT_GT(score.asked, 0) << question_name(question);
    return score.share();
  }

  Tensor picture(const Scene& scene) { return compositor_.render(scene, kPx); }

  // The next object of the lesson, with a colour only where it takes one.
  static int64_t another(int64_t object, int64_t by) {
    const auto here = std::find(lesson().begin(), lesson().end(), object) - lesson().begin();
    return lesson()[static_cast<std::size_t>((here + by) % static_cast<int64_t>(lesson().size()))];
  }

  // Its first picture costs seconds: all backgrounds are drawn.
  static SceneReader& reader() {
    static SceneReader reader(real_atlas(), lesson());
    return reader;
  }

  Compositor compositor_{real_atlas(), torch::kCPU};
};

// sigma in pixels of a picture of kPx a token.
Tensor blurred(const Tensor& picture, double sigma) {
  const auto radius = static_cast<int64_t>(3 * sigma) + 1;
  const Tensor x = torch::arange(-radius, radius + 1, torch::kFloat);
  Tensor kernel = (-x.square() / (2 * sigma * sigma)).exp();
  kernel = kernel / kernel.sum();
  const int64_t size = 2 * radius + 1;
  const Tensor padded = torch::replication_pad2d(picture.unsqueeze(0), {radius, radius, radius, radius});
  const auto along = [](const Tensor& image, const Tensor& weights) {
    return at::conv2d(image, weights, {}, at::IntArrayRef{1, 1}, at::IntArrayRef{0, 0}, at::IntArrayRef{1, 1},
                      3);
  };
  const Tensor across = along(padded, kernel.view({1, 1, 1, size}).expand({3, 1, 1, size}));
  return along(across, kernel.view({1, 1, size, 1}).expand({3, 1, size, 1}))[0];
}

// --- true scenes ---

TEST_F(SceneReaderTest, TrueScenesAreReadAsTheyAre) {
  const ScoreTable table = scores([&](const Scene& scene) { return picture(scene); });
  testing_scores::expect_at_least(table, 0.98);
}

TEST_F(SceneReaderTest, ScenesThatAreALittleSoftAreReadToo) {
  const ScoreTable table = scores([&](const Scene& scene) { return blurred(picture(scene), kPx / 5.0); });
  testing_scores::expect_at_least(table, 0.95);
}

// --- broken scenes ---

TEST_F(SceneReaderTest, ObjectsThatAreMissingAreMissed) {
  for (const Question question : {Question::SingleObject, Question::TwoObjects, Question::ThreeObjects}) {
    EXPECT_LE(share(question,
                    [&](Scene scene) {
                      scene.sprites.pop_back();
                      return picture(scene);
                    }),
              0.02)
        << question_name(question);
  }
}

TEST_F(SceneReaderTest, OtherObjectsAreNotTakenForThem) {
  for (const Question question : {Question::SingleObject, Question::NothingElse}) {
    EXPECT_LE(share(question,
                    [&](Scene scene) {
                      for (Sprite& sprite : scene.sprites)
                        sprite = {another(sprite.object, 7), kNoColour, sprite.row, sprite.column};
                      return picture(scene);
                    }),
              0.02)
        << question_name(question);
  }
}

TEST_F(SceneReaderTest, OneMoreAndOneLessAreCounted) {
  EXPECT_LE(share(Question::Counting,
                  [&](Scene scene) {
                    scene.sprites.pop_back();
                    return picture(scene);
                  }),
            0.02);
}

TEST_F(SceneReaderTest, OtherColoursAreSeen) {
  for (const Question question : {Question::Colours, Question::ColourBinding}) {
    EXPECT_LE(share(question,
                    [&](Scene scene) {
                      const auto count = static_cast<int64_t>(colours().size());
                      scene.sprites.back().colour = (scene.sprites.back().colour + count / 2) % count;
                      return picture(scene);
                    }),
              0.02)
        << question_name(question);
  }
}

TEST_F(SceneReaderTest, MirroredPlacesAreSeen) {
  EXPECT_LE(share(Question::Positions,
                  [&](Scene scene) {
                    if (scene.arrangement == Arrangement::Centre) {
                      scene.sprites.front().column = 0;
                    } else if (scene.arrangement == Arrangement::Stack) {
                      std::swap(scene.sprites.front().row, scene.sprites.back().row);
                    } else {
                      for (Sprite& sprite : scene.sprites) {
                        sprite.column = scene.grid.columns - kSlotTokens - sprite.column;
                      }
                    }
                    const bool are_alike =
                        scene.sprites.size() > 1 && scene.sprites[0].object == scene.sprites[1].object;
                    if (are_alike) scene.sprites.clear();  // a mirror shows no difference
                    return picture(scene);
                  }),
            0.02);
}

TEST_F(SceneReaderTest, AnotherPlaceAndAnotherTimeAreSeen) {
  EXPECT_LE(share(Question::Place,
                  [&](Scene scene) {
                    scene.place = (scene.place + 1) % static_cast<int64_t>(places().size());
                    return picture(scene);
                  }),
            0.02);
  EXPECT_LE(share(Question::Time,
                  [&](Scene scene) {
                    scene.time = static_cast<TimeOfDay>((static_cast<int>(scene.time) + 1) % 4);
                    return picture(scene);
                  }),
            0.02);
}

// Its blind spot: apples and balloons are patches, nearly. Observed 0.13.
TEST_F(SceneReaderTest, APatchOfTheRightColourIsSeldomAnObject) {
  EXPECT_LE(share(Question::SingleObject,
                  [&](Scene scene) {
                    Tensor out = picture(scene);
                    const Sprite& sprite = scene.sprites.front();
                    const Tensor slot = out.narrow(1, sprite.row * kPx, kSlotTokens * kPx)
                                            .narrow(2, sprite.column * kPx, kSlotTokens * kPx);
                    slot.narrow(1, kPx, 5 * kPx).narrow(2, kPx, 4 * kPx).copy_(slot.mean({1, 2}, true));
                    return out;
                  }),
            0.2);
}

}  // namespace
}  // namespace reverie
