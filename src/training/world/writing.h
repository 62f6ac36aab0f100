// training/world/writing.h
//
// What a model is taught to write: an instruction with a prompt in it, and the answer. And what follows from
// that for those who check its texts: which words a good answer may add.
//
// Used by   training/train_language, training/mini_folder, apps/train_command (the tokenizer's texts),
//           evaluation/score_writer
// Proven by tests/training/world/writing_test.cpp
#pragma once

#include <string>
#include <vector>

#include "training/world/rewrites.h"

namespace reverie {

// {prompt} and {count} are filled in; the answer follows at once.
inline constexpr const char* kStandardInstruction = "enhance: {prompt}\n";
inline constexpr const char* kFastInstruction = "add a little: {prompt}\n";
inline constexpr const char* kPlanInstruction = "plan {count}: {prompt}\n";

enum class WritingTask { Standard, Fast, Plan };

struct WritingSample {
  std::string question;  // the instruction, filled in
  std::string answer;    // of a plan: its lines
  std::string prompt;    // the one inside the question
};

// `scene` decides what is written about.
WritingSample writing_of(const Scene& scene, WritingTask task, Surprises surprises, Random& random);

// The scenes of a lesson that are written about: its objects and places. Of seasons, weather, styles and
// signs the grammar of rewrites knows nothing yet.
SceneOptions written_about(const SceneOptions& lesson, bool held_out);

// Collected from samples of the lesson's scenes. Sorted, lower case.
struct WritingWords {
  std::vector<std::string> adds;        // in answers, but not in their prompts
  std::vector<std::string> modifiers;   // colours and numbers
  std::vector<std::string> plan_words;  // in prompts of plans, but not in their lines
};
WritingWords writing_words(const SceneOptions& lesson);

}  // namespace reverie
