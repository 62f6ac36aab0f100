// Captions of the drawn world, read as requests: the sign that stands in the scene is the one that is asked
// for, and what else is named is what else stands there. Its edits of words likewise.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lookup/sign_request.h"
#include "training/world/captions.h"
#include "training/world/curriculum.h"
#include "training/world/edits.h"

namespace reverie {
namespace {

constexpr uint64_t kScenes = 3000;

TEST(SignRequestWorld, IsReadFromEveryCaptionAsItStandsInTheScene) {
  const SceneOptions options = lesson_scenes(Lesson::All);
  int64_t signs = 0, sides = 0;
  for (uint64_t i = 0; i < kScenes; ++i) {
    Random random(23, i);
    const Scene scene = sample_scene(random, options);
    const std::string text = caption(scene, random, options);
    const SignRequest request = read_sign_request(text);
    ASSERT_EQ(request.sign.has_value(), scene.sign.has_value()) << text;
    if (!scene.sign) continue;
    ++signs;
    EXPECT_EQ(request.sign->words, scene.sign->words) << text;
    EXPECT_TRUE(request.notes.empty()) << text;
    EXPECT_EQ(static_cast<int>(request.sign->kind), static_cast<int>(scene.sign->kind)) << text;
    if (!request.side) continue;
    ++sides;
    const double middle =
        static_cast<double>(scene.sign->column) + static_cast<double>(scene.sign->columns) / 2;
    EXPECT_EQ(request.side == Side::Left, middle < static_cast<double>(scene.grid.columns) / 2) << text;
  }
  EXPECT_GT(signs, 600);
  EXPECT_GT(sides, 30);
}

TEST(SignRequestWorld, IsReadFromEveryEditOfWords) {
  const SceneOptions options = lesson_scenes(Lesson::All);
  int64_t edits = 0;
  for (uint64_t i = 0; i < kScenes; ++i) {
    Random random(29, i);
    const auto edit = sample_change(sample_scene(random, options), ChangeKind::Words, random, options);
    if (!edit) continue;
    ++edits;
    const std::string text = instruction(*edit, random);
    const auto read = read_sign_edit(text);
    ASSERT_TRUE(read && read->request.sign) << text;
    EXPECT_EQ(read->on, SignEdit::On::Given) << text;
    EXPECT_EQ(read->request.sign->words, edit->after.sign->words) << text;
    if (read->names_kind) {
      EXPECT_EQ(static_cast<int>(read->request.sign->kind), static_cast<int>(edit->after.sign->kind)) << text;
    }
    EXPECT_THAT(read->request.notes, testing::IsEmpty()) << text;
  }
  EXPECT_GT(edits, 200);
}

}  // namespace
}  // namespace reverie
