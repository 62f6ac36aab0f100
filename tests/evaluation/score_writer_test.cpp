// Scoring texts: the grammar's own answers are right, broken ones are not.
#include "evaluation/score_writer.h"

#include <gtest/gtest.h>

#include "core/temp_folder.h"

namespace reverie {
namespace {

using testing_folders::TempFolder;

WriterScores scores_of(const std::function<WrittenText(const WritingSample&)>& write) {
  const TempFolder folder;
  WriterEvaluation options;
  options.per_task = 60;
  options.out = folder.path();
  return score_writer(options,
                      [&](const WritingSample& sample, WritingTask, uint64_t) { return write(sample); });
}

TEST(ScoreWriter, TheGrammarsOwnAnswersAreAllRight) {
  for (const WriterScore& score : scores_of([](const auto& sample) {
         return WrittenText{sample.answer, true};
       })) {
    EXPECT_EQ(score.right.right, 60);
    EXPECT_EQ(score.right_of_accepted.asked, 60);
  }
}

TEST(ScoreWriter, AnAnswerToSomethingElseIsNot) {
  const auto scores = scores_of([](const auto&) { return WrittenText{"two zebras on a beach", false}; });
  for (const WriterScore& score : scores) {
    EXPECT_LE(score.right.share(), 0.1);
    EXPECT_EQ(score.accepted.right, 0);
  }
}

TEST(ScoreWriter, APlanOfAnotherLengthOrWithoutItsSubjectIsWrong) {
  const WritingSample sample{"", "a cat on a beach\na cat in a forest", "two pictures of a cat"};
  EXPECT_TRUE(is_right(sample, WritingTask::Plan, "a cat in a city\na cat in space"));
  EXPECT_FALSE(is_right(sample, WritingTask::Plan, "a cat in a city"));
  EXPECT_FALSE(is_right(sample, WritingTask::Plan, "a cat in a city\na dog in space"));
  EXPECT_FALSE(is_right(sample, WritingTask::Plan, "a cat in a city\na cat in a city"));
}

TEST(ScoreWriter, TheTableHasALineForEachTask) {
  const std::string table = writer_table(scores_of([](const auto& s) {
    return WrittenText{s.answer, true};
  }));
  for (const char* name : {"standard", "fast", "plan"}) EXPECT_NE(table.find(name), std::string::npos);
}

}  // namespace
}  // namespace reverie
