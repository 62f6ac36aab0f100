// evaluation/score_table.h
//
// Counts right answers by question, and writes them as a table with how sure it is.
//
// Used by   evaluate.cpp, apps/eval_command
// Source    Wilson's score interval (1927), 95 %: honest for few pictures and for shares near 0 and 1
// Proven by tests/evaluation/score_table_test.cpp
#pragma once

#include <string>

#include "core/json.h"
#include "evaluation/scene_questions.h"

namespace reverie {

struct Score {
  int64_t right = 0;
  int64_t asked = 0;

  double share() const { return asked == 0 ? 0 : static_cast<double>(right) / static_cast<double>(asked); }
  struct Interval {
    double low, high;
  };
  // 0 to 1 when nothing was asked.
  Interval interval() const;
};

class ScoreTable {
 public:
  void add(const Answers& answers);
  const Score& of(Question question) const { return scores_[static_cast<std::size_t>(question)]; }
  // The share that this project wants to reach; 0 where none is set.
  static double wanted(Question question);

  // A table in Markdown, one line for each question that was asked.
  std::string markdown() const;
  // {"two objects": {"right", "asked", "share", "low", "high", "wanted"}, ...}
  Json json() const;

 private:
  std::array<Score, kQuestions> scores_;
};

}  // namespace reverie
