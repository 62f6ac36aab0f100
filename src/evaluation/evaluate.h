// evaluation/evaluate.h
//
// Scores whoever draws: takes captions of scenes that hold combinations no training saw, has each drawn,
// reads the picture, and counts what is as asked.
//
// Used by   apps/eval_command (a model, and the world itself to check the reader)
// Proven by tests/evaluation/evaluate_test.cpp
#pragma once

#include <filesystem>
#include <functional>

#include "evaluation/score_table.h"

namespace reverie {

struct EvaluationTask {
  Scene scene;
  std::string prompt;
  uint64_t seed;
};

// Kinds of scene in turn (one object, one with a colour, two, two with colours, three, two alike, three
// alike), `per_kind` of each, all with withheld combinations, of these objects (empty: all).
std::vector<EvaluationTask> evaluation_tasks(const std::vector<int64_t>& objects, int64_t per_kind,
                                             uint64_t seed, Grid grid);

struct EvaluationOptions {
  std::filesystem::path out;  // scores.md, scores.json, pictures.jsonl and sheet.ppm go there
  std::function<void(int64_t done, int64_t all)> on_progress;
};

// draw: the picture of a task, [3, h, w], 0 to 1. Throws Error(WriteFailed), and what `draw` throws.
ScoreTable evaluate(const std::vector<EvaluationTask>& tasks, SceneReader& reader,
                    const std::function<torch::Tensor(const EvaluationTask&)>& draw,
                    const EvaluationOptions& options);

}  // namespace reverie
