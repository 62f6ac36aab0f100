// evaluation/evaluate.h
//
// Scores whoever draws: has each task drawn, reads the picture, and counts what is as asked.
//
// Used by   apps/eval_command (a model, and the world itself to check the reader)
// Proven by tests/evaluation/evaluate_test.cpp
#pragma once

#include <filesystem>
#include <functional>

#include "evaluation/evaluation_tasks.h"
#include "evaluation/score_table.h"

namespace reverie {

struct EvaluationOptions {
  std::filesystem::path out;  // scores.md, scores.json, pictures.jsonl and sheet.ppm go there
  std::function<void(int64_t done, int64_t all)> on_progress;
};

// draw: the picture of a task, [3, h, w], 0 to 1. `compositor` draws what edits begin with, and styles, to
// compare. Throws Error(NotFound) where words are asked about and Tesseract is missing.
// Throws Error(WriteFailed), and what `draw` throws.
ScoreTable evaluate(const std::vector<EvaluationTask>& tasks, SceneReader& reader, Compositor& compositor,
                    const std::function<torch::Tensor(const EvaluationTask&)>& draw,
                    const EvaluationOptions& options);

}  // namespace reverie
