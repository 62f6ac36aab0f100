// tests/evaluation/expect_at_least.h
//
// A bound on every question that captions raise; those of edits and references are asked in
// evaluate_test.cpp.
#pragma once

#include <gtest/gtest.h>

#include "evaluation/score_table.h"

namespace reverie::testing_scores {

inline void expect_at_least(const ScoreTable& table, double share, std::size_t questions = 10) {
  std::size_t asked = 0;
  for (std::size_t i = 0; i < kQuestions; ++i) {
    const Score& score = table.of(static_cast<Question>(i));
    if (score.asked == 0) continue;
    ++asked;
    EXPECT_GE(score.share(), share) << table.markdown();
  }
  EXPECT_EQ(asked, questions) << table.markdown();
}

}  // namespace reverie::testing_scores
