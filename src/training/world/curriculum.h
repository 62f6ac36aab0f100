// training/world/curriculum.h
//
// What a training begins with. Few objects drawn right beat many drawn as blobs, so a run on small means
// learns the first lesson or the second only, and a model lists the words of what it was shown and no others.
//
// Used by   the trainer, `reverie eval`.
// Proven by tests/training/world/curriculum_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

enum class Lesson {
  First,   // 24 objects, common things with clearly different outlines, in twelve places
  Broad,   // every object in those twelve places, for a model that looks things up (lookup/picture_book.h)
  Second,  // what people type first: about 120 objects, every place, seasons, weather and styles
  Wide,    // every object, every place, seasons and weather, styles: the world without signs
  All,     // the whole world
};

// "first", "broad", "second", "wide", "all": as a command line spells them.
const std::vector<std::string>& lesson_names();

// Throws Error(InvalidRequest, "lesson") for a name that is none of lesson_names().
Lesson lesson_of(std::string_view name);

// How this lesson's scenes are sampled: of every grid, and without withheld pairs.
SceneOptions lesson_scenes(Lesson lesson);
// Those of them that a network is to draw: none in a style, which is drawn over finished pictures.
SceneOptions network_scenes(Lesson lesson);

// Every word that captions of this lesson's scenes use, lower case, sorted: collected from captions.
std::vector<std::string> lesson_words(Lesson lesson);

}  // namespace reverie
