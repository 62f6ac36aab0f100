// training/world/curriculum.h
//
// Which objects a training begins with. Few objects drawn right beat many drawn as blobs, so a run on small
// means learns the first lesson or the second only, and a model lists the words of what it was shown and no
// others.
//
// Used by   the trainer, `reverie eval`.
// Proven by tests/training/world/curriculum_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

enum class Lesson {
  First,   // 24 objects: common things with clearly different outlines
  Second,  // the first lesson and what people type first: the prompts of other services' handbooks among it
  All,     // every object of the world
};

// "first", "second", "all": as a command line spells them.
const std::vector<std::string>& lesson_names();

// Throws Error(InvalidRequest, "lesson") for a name that is none of lesson_names().
Lesson lesson_of(std::string_view name);

// Indexes into objects(), for SceneOptions; empty for Lesson::All.
std::vector<std::int64_t> lesson_objects(Lesson lesson);

// Every word that captions of this lesson's scenes use, lower case, sorted: collected from captions.
std::vector<std::string> lesson_words(Lesson lesson);

}  // namespace reverie
