// training/train_language.h
//
// Trains the part of the embedded model that writes: further layers, a final norm and a head on top of the
// text encoder as the image transformer left it. The embedding and the encoder's own layers are read and
// never changed, so the pictures stay the same to the bit, and no gradient is computed for them.
//
//   texts     world/writing.h: richer prompts in two manners, and plans; made anew for each step
//   loss      cross-entropy of the answer's tokens and of the token that ends it, each token alike; none on
//             the question's
//   batches   plans apart from the others, which are shorter; rows padded on the right to the longest
//
// Used by   apps/train_command
// Proven by tests/training/train_language_test.cpp
#pragma once

#include <torch/types.h>

#include <filesystem>

#include "training/world/curriculum.h"

namespace reverie {

struct LanguageTraining {
  std::filesystem::path start;  // model folder whose tokenizer and text encoder are read
  std::filesystem::path model;  // model folder to write: `start` itself, or it becomes a copy of it
  std::filesystem::path run;    // checkpoints and log; an existing run is resumed
  int64_t steps = 20000;
  int64_t batch = 64;  // texts a step; half as many where they are plans
  int64_t layers = 3;  // above the text encoder's
  Lesson lesson = Lesson::All;
  double learning_rate = 2e-3;
  uint64_t seed = 1;
  torch::Device device = torch::kCPU;
  int64_t checkpoint_every = 500;
  int64_t sample_every = 1000;  // steps between validations and texts in the log; 0 means only at the end
};

void train_language(const LanguageTraining& options);

}  // namespace reverie
