// training/world/edits.h
//
// Edits with an exact pair: a scene, the same scene changed, and what somebody would write to have it
// changed. Both pictures come from data, so all that the words do not name is the same pixel for pixel.
//
// Used by   example.cpp (training), evaluation/
// Rules     An object is named as it is told apart: by its noun where it is the only one of its kind, else by
//           where it stands. Nothing is done to an object that cannot be told apart. A changed scene is
//           one that could have been sampled: its caption is true as well, and holds no withheld pair
//           unless `before` does.
// Proven by tests/training/world/edits_test.cpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

enum class ChangeKind { Add, Remove, Replace, Recolour, Move, Time, Place, Season, Weather, Style, Words };

// Those that scenes of `options` can have: seasons, weather, styles and words only where scenes are sampled
// with them.
std::vector<ChangeKind> change_kinds(const SceneOptions& options);

struct Change {
  ChangeKind kind;
  std::optional<Sprite> from = {};  // what it was: Remove, Replace, Recolour, Move
  std::optional<Sprite> to = {};    // what it becomes: Add, Replace, Recolour, Move
};

struct Edit {
  Scene before;
  Scene after;
  std::vector<Change> changes;  // in the order they are told and made; one or two
};

// One change of this kind to the scene, or nothing if the scene leaves no room for it.
std::optional<Edit> sample_change(const Scene& before, ChangeKind kind, Random& random,
                                  const SceneOptions& options);

// A scene of `options` and one change, or two in one of five.
Edit sample_edit(Random& random, const SceneOptions& options);

// "replace the cat with a red car", "make it night": 2 to about 25 words.
std::string instruction(const Edit& edit, Random& random);

// Every word an instruction adds to those of captions, lower case, sorted.
std::vector<std::string> instruction_words();

}  // namespace reverie
