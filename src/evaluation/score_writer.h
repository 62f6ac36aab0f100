// evaluation/score_writer.h
//
// Scores whoever writes prompts: takes prompts of scenes that hold combinations no training saw, has each
// written out, reads the text back (world/facts.h) and counts what still means the prompt.
//
//   right      the text names every thing asked for in its colour and number, the place and the time, and no
//              other thing; of a plan: the right number of different lines, each with the whole subject
//   accepted   what the program would have used, which judges by words alone (pipeline/kept_meaning.h)
//
// Used by   apps/eval_command
// Proven by tests/evaluation/score_writer_test.cpp
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <string>

#include "evaluation/score_table.h"
#include "training/world/writing.h"

namespace reverie {

inline constexpr std::array kWritingTasks{WritingTask::Standard, WritingTask::Fast, WritingTask::Plan};

struct WrittenText {
  std::string text;
  bool is_accepted = false;
};

struct WriterScore {
  Score right;
  Score accepted;
  Score right_of_accepted;
  Score richer;        // of the accepted ones, those with more words than the prompt; not of plans
  double seconds = 0;  // of the slowest
};

using WriterScores = std::array<WriterScore, 3>;  // as kWritingTasks

struct WriterEvaluation {
  SceneOptions lesson;  // its objects and places
  std::int64_t per_task = 100;
  uint64_t seed = 1;
  std::filesystem::path out;  // writer.jsonl goes there: each prompt and its text
};

// `write` answers one sample; it is given the sample's seed. Throws Error(WriteFailed), and what `write`
// throws.
WriterScores score_writer(
    const WriterEvaluation& options,
    const std::function<WrittenText(const WritingSample& sample, WritingTask task, uint64_t seed)>& write);

// Whether a text is what the sample asks for.
bool is_right(const WritingSample& sample, WritingTask task, const std::string& text);

std::string writer_table(const WriterScores& scores);

}  // namespace reverie
