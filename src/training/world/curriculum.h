// training/world/curriculum.h
//
// Which objects a training begins with. Few objects drawn right beat many drawn as blobs, so a run on small
// means learns the first lesson only, and a model lists the words of what it was shown and no others.
//
// Used by   the trainer.
// Proven by tests/training/world/curriculum_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

enum class Lesson {
  First,  // 24 objects: common things with clearly different outlines
  All,    // every object of the world
};

// Indexes into objects(), for SceneOptions; empty for Lesson::All.
std::vector<std::int64_t> lesson_objects(Lesson lesson);

// Every word that captions of this lesson's scenes use, lower case, sorted: collected from captions.
//   options   what the scenes are sampled with; its objects are the lesson's own
std::vector<std::string> lesson_words(Lesson lesson, SceneOptions options = {});

}  // namespace reverie
