// training/train_transformer.h
//
// Trains the embedded model's transformer and text encoder together on drawn scenes: flow matching, the
// network predicting the velocity (noise minus picture).
//
//   noise levels   half of them spread as the schedule's steps are, half evenly;
//   tokens         with `tokens_per_scene` set, a random subset of a scene's tokens stands for the scene
//                  (places are told by position ids): several times the scenes for the same work. Tokens of
//                  objects, where the detail is, are kept three times as often as others;
//   words          a caption is composed anew each time a scene is used; one in ten is empty, so that the
//                  model also learns to draw without words, which guidance needs.
//
// Used by   apps/train_command
// Source    flow matching: Lipman et al. 2022, Esser et al. 2024; token dropping after MicroDiT (2407.15811).
// Proven by tests/training/train_transformer_test.cpp
#pragma once

#include <torch/types.h>

#include <filesystem>

#include "training/world/curriculum.h"

namespace reverie {

struct TransformerTraining {
  std::filesystem::path atlas;
  std::filesystem::path run;    // checkpoints, log, sheets; an existing run is resumed
  std::filesystem::path start;  // a model folder whose transformer and text encoder begin, or empty
  std::filesystem::path model;  // model folder: tokenizer/ and vae/ are read, the rest is written
  int64_t steps = 20000;
  int64_t batch = 8;
  int64_t fresh_per_step = 3;  // new scenes a step; each is used about batch / fresh_per_step times
  int64_t pool = 1024;
  int64_t tokens_per_scene = 0;  // drawn at random, those of objects more often; 0 means all
  Lesson lesson = Lesson::All;
  double learning_rate = 1.5e-3;
  uint64_t seed = 1;
  torch::Device device = torch::kCPU;
  int64_t checkpoint_every = 500;
  int64_t sheet_every = 1000;  // steps between validations and sheets; 0 means never
};

void train_transformer(const TransformerTraining& options);

}  // namespace reverie
