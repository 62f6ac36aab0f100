// evaluation/evaluation_tasks.h
//
// What a model is asked to draw when it is scored: captions, groups, edits and references of scenes that hold
// combinations no training saw.
//
// Used by   evaluate.cpp, apps/eval_command
// Limits    Objects are asked about in the plain style and without signs alone: the reader reads no others.
// Proven by tests/evaluation/evaluation_tasks_test.cpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/world/edits.h"
#include "training/world/references.h"

namespace reverie {

enum class AskedAbout { Scene, Style, Words, Sizes };

struct EvaluationTask {
  Scene scene;  // what the picture must show
  std::string prompt;
  uint64_t seed;
  std::vector<Scene> references = {};  // pictures given with the prompt, in this order
  std::optional<Edit> edit = {};       // then references[0] is what it begins with
  std::vector<std::int64_t> subjects =
      {};                    // for each sprite, the index of the reference that shows it, or -1
  bool is_in_group = false;  // one of kGroupSize tasks in a row that show the same subjects
  AskedAbout about = AskedAbout::Scene;
};

constexpr std::size_t kGroupSize = 4;

// Kinds of scene in turn (one object, one with a colour, two, two with colours, three, two alike, three
// alike), `per_kind` of each, all with withheld combinations, sampled as `scenes` are.
// Throws Error(InvalidRequest, "objects") if these objects have no such scenes.
std::vector<EvaluationTask> drawing_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

// Scenes in each style but the plain one, `per_style` of each; none where `scenes` has no styles.
std::vector<EvaluationTask> style_tasks(const SceneOptions& scenes, int64_t per_style, uint64_t seed);

// Scenes to be edited into a style, and scenes to be drawn in the style of another picture, `per_kind` of
// each; none where `scenes` has no styles.
std::vector<EvaluationTask> given_style_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

// Scenes with a sign of withheld words, `per_kind` of one word and of several; none where `scenes` has none.
std::vector<EvaluationTask> sign_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

// Scenes whose sign is to say other words, withheld ones, `per_kind` of them; none where `scenes` has no
// signs.
std::vector<EvaluationTask> word_edit_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

// Scenes with things of other sizes, of two that cover each other, and of four to six, `per_kind` of each;
// none where `scenes` has none.
std::vector<EvaluationTask> size_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

// One change of each kind in turn, `per_kind` of each.
std::vector<EvaluationTask> edit_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

// Groups of scenes with the same subjects at other times, in other places: one task for each scene,
// `per_kind` groups.
std::vector<EvaluationTask> group_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

// Scenes of one to three subjects that other pictures show, `per_kind` of each number.
std::vector<EvaluationTask> reference_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed);

}  // namespace reverie
