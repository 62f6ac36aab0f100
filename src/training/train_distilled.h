// training/train_distilled.h
//
// Distils a trained model: a student that starts as the teacher's copy learns to draw in 4 steps without
// guidance what the teacher draws in 16 with it, which is 32 passes through the transformer.
//
// The teacher is the model folder `start`; its reverie.json says with which guidance it draws, whether it
// takes references and which words it knows. The student is written to `model` with its own number of steps,
// guidance 1 and is_distilled, so that the engine runs no second pass; tokenizer/ and vae/ are copied.
// The text encoder stays the teacher's unless `train_text_encoder`.
//
// Used by   apps/train_drawing_commands
// Source    docs/decisions/0008-few-steps.md
// Proven by tests/training/train_distilled_test.cpp
#pragma once

#include "training/example_run.h"
#include "training/trajectory_distillation.h"

namespace reverie {

struct Distillation : ExampleRun {
  Distillation() {
    steps = 4000;
    fresh_per_step = 2;
    learning_rate = 5e-4;
  }

  TrajectoryOptions trajectory;
  bool train_text_encoder = false;
};

// Throws Error(InvalidRequest, "--start") for a teacher that is distilled itself, Error(InvalidRequest,
// "--model") where the student would overwrite the teacher; otherwise as its parts do.
void train_distilled(const Distillation& options);

}  // namespace reverie
