// training/train_transformer.h
//
// Trains the embedded model's transformer and text encoder together on drawn examples: flow matching, the
// network predicting the velocity (noise minus picture).
//
//   noise levels   half of them spread as the schedule's steps are, half evenly;
//   tokens         with `tokens_per_scene` set, a random subset of a scene's tokens stands for the scene
//                  (places are told by position ids): several times the scenes for the same work. Tokens of
//                  objects, where the detail is, are kept three times as often as others;
//   words          composed anew each time an example is used; one in ten is empty, so that the model also
//                  learns to draw without words, which guidance needs;
//   references     clean, seeing only each other. They stay when the words are left out: the second pass of
//                  guidance sees them too. None is left out alone, which would teach to disregard them.
//
// Used by   apps/train_drawing_commands
// Source    flow matching: Lipman et al. 2022, Esser et al. 2024; token dropping after MicroDiT (2407.15811).
// Proven by tests/training/train_transformer_test.cpp
#pragma once

#include "training/example_run.h"

namespace reverie {

// `start` may be empty; of `model`, tokenizer/ and vae/ are read and the rest is written.
struct TransformerTraining : ExampleRun {
  int64_t tokens_per_scene = 0;  // drawn at random, those of objects more often; 0 means all
  bool references = false;       // examples may have reference pictures, and reverie.json says so
  bool text_encoder = true;      // it learns too; false: what was trained on it (a writer) stays right
  bool picture_book = false;     // what prompts name is looked up (lookup/picture_book.h)
};

// Throws Error(InvalidRequest, "--references") if references are asked for and no example has any, which
// would make reverie.json lie; otherwise as its parts do.
void train_transformer(const TransformerTraining& options);

}  // namespace reverie
