// tests/evaluation/score_table_test.cpp

#include "evaluation/score_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reverie {
namespace {

// The figures of R's binom.confint(method = "wilson") for the same counts.
TEST(Score, TheIntervalIsWilsons) {
  const auto expect = [](Score score, double low, double high) {
    EXPECT_NEAR(score.interval().low, low, 5e-4);
    EXPECT_NEAR(score.interval().high, high, 5e-4);
  };
  expect({8, 10}, 0.4902, 0.9433);
  expect({0, 20}, 0.0, 0.1611);
  expect({20, 20}, 0.8389, 1.0);
  expect({50, 100}, 0.4038, 0.5962);
  expect({0, 0}, 0, 1);
}

TEST(ScoreTable, CountsOnlyWhatWasAsked) {
  Answers answers;
  answers[static_cast<std::size_t>(Question::Place)] = true;
  answers[static_cast<std::size_t>(Question::Time)] = false;
  ScoreTable table;
  table.add(answers);
  answers[static_cast<std::size_t>(Question::Time)] = true;
  table.add(answers);
  EXPECT_EQ(table.of(Question::Place).right, 2);
  EXPECT_EQ(table.of(Question::Time).right, 1);
  EXPECT_EQ(table.of(Question::Time).asked, 2);
  EXPECT_EQ(table.of(Question::Counting).asked, 0);
}

TEST(ScoreTable, IsWrittenForPeopleAndForPrograms) {
  Answers answers;
  answers[static_cast<std::size_t>(Question::Place)] = true;
  ScoreTable table;
  table.add(answers);
  EXPECT_THAT(table.markdown(), testing::HasSubstr("| place | 1 | 1 | 1.00 | 0.21 to 1.00 | 0.95 |\n"));
  EXPECT_THAT(table.markdown(), testing::Not(testing::HasSubstr("counting")));
  EXPECT_EQ(table.json()["place"]["asked"], 1);
  EXPECT_EQ(table.json().size(), 1u);
}

}  // namespace
}  // namespace reverie
