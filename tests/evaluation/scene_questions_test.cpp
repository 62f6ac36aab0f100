// tests/evaluation/scene_questions_test.cpp

#include "evaluation/scene_questions.h"

#include <gtest/gtest.h>

#include "evaluation/seen_of.h"

namespace reverie {
namespace {

using testing_scenes::seen_of;

Subject subject(const char* name, const char* colour = nullptr) {
  return {object_index(name), colour == nullptr ? kNoColour : colour_index(colour)};
}

Scene scene_of(const std::vector<Subject>& subjects, Arrangement arrangement) {
  constexpr Grid kGrid{16, 16};
  return {.place = 1,
          .time = TimeOfDay::Day,
          .layout = 0,
          .grid = kGrid,
          .arrangement = arrangement,
          .sprites = arrange(subjects, arrangement, kGrid)};
}

std::optional<bool> answer(Question question, const Scene& scene, const SeenScene& seen) {
  return answers_of(scene, seen)[static_cast<std::size_t>(question)];
}

TEST(SceneQuestions, ATrueSceneAnswersAllThatIsAskedOfIt) {
  for (const Scene& scene : {scene_of({}, Arrangement::Empty), scene_of({subject("cat")}, Arrangement::Left),
                             scene_of({subject("car", "blue")}, Arrangement::Centre),
                             scene_of({subject("car", "blue"), subject("apple", "green")}, Arrangement::Pair),
                             scene_of({subject("balloon"), subject("cat")}, Arrangement::Stack),
                             scene_of({subject("fox"), subject("fox"), subject("fox")}, Arrangement::Row)}) {
    for (const auto& one : answers_of(scene, seen_of(scene))) EXPECT_TRUE(one.value_or(true));
  }
}

TEST(SceneQuestions, WhatASceneDoesNotSayIsNotAsked) {
  const Scene fox = scene_of({subject("fox")}, Arrangement::Centre);
  EXPECT_TRUE(answer(Question::SingleObject, fox, seen_of(fox)).has_value());
  for (const Question question : {Question::TwoObjects, Question::ThreeObjects, Question::Counting,
                                  Question::Colours, Question::ColourBinding}) {
    EXPECT_FALSE(answer(question, fox, seen_of(fox)).has_value()) << question_name(question);
  }
}

TEST(SceneQuestions, TheColoursOfTwoThingsMustNotBeSwapped) {
  const Scene scene = scene_of({subject("car", "blue"), subject("apple", "green")}, Arrangement::Pair);
  SeenScene seen = seen_of(scene);
  std::swap(seen.objects[0].colours, seen.objects[1].colours);
  EXPECT_EQ(answer(Question::ColourBinding, scene, seen), false);
  EXPECT_EQ(answer(Question::TwoObjects, scene, seen), true);
}

TEST(SceneQuestions, OneTooManyIsMiscountedAndSomethingElse) {
  const Scene scene = scene_of({subject("fox"), subject("fox")}, Arrangement::Pair);
  SeenScene seen = seen_of(scene);
  seen.objects.push_back(seen.objects.front());
  EXPECT_EQ(answer(Question::Counting, scene, seen), false);
  EXPECT_EQ(answer(Question::NothingElse, scene, seen), false);
}

TEST(SceneQuestions, AThingNobodyAskedForIsTold) {
  const Scene scene = scene_of({subject("fox")}, Arrangement::Centre);
  SeenScene seen = seen_of(scene);
  seen.objects.front().object = object_index("cat");
  EXPECT_EQ(answer(Question::SingleObject, scene, seen), false);
  EXPECT_EQ(answer(Question::NothingElse, scene, seen), false);
  EXPECT_EQ(answer(Question::Positions, scene, seen), false);
}

TEST(SceneQuestions, OneAloneWithoutAPositionIsInTheMiddle) {
  const Scene scene = scene_of({subject("fox")}, Arrangement::Centre);
  SeenScene seen = seen_of(scene);
  EXPECT_EQ(answer(Question::Positions, scene, seen), true);
  seen.objects.front().column = 0;
  EXPECT_EQ(answer(Question::Positions, scene, seen), false);
}

}  // namespace
}  // namespace reverie
