// training/world/rewrites.h
//
// Pairs of prompts that mean the same scene: a short one as people type it, and a richer one in which what
// was left open is said. The richer one is a caption (captions.h), so that it is in the words the image model
// was trained on, and whatever captions learn to say is written here as well.
//
//   standard   "red car, beach"         ->  "A red car on the left, on the sand by the sea at dusk."
//              "a cat in the woods."    ->  "A picture of a cat in the woods during the day."
//   fast       "a red car"              ->  "a red car in a city"          one short clause
//   unchanged  what says all already
//
// Short prompts are made in two ways: out of parts of the caption (nouns, place, time, some left out), so
// that lists become sentences; and as captions of their own, of which every word is kept and to which a
// clause is added, so that whatever can be said is kept. Among them are misspelled nouns, which are put
// right, words that nobody knows and words in quotes, which are copied.
//
// Used by   writing.cpp
// Proven by tests/training/world/rewrites_test.cpp: facts.h reads both sides back
#pragma once

#include <string>

#include "training/world/scene.h"

namespace reverie {

struct Rewriting {
  std::string prompt;
  std::string answer;
};

enum class Manner { Standard, Fast };
// Whether prompts may hold mistakes, unknown words and words in quotes.
enum class Surprises { None, Some };

Rewriting rewriting_of(const Scene& scene, Manner manner, Surprises surprises, Random& random);

// The scene's objects as someone would list them ("a red car and a dog", "two cats"): name or synonym at
// random.
std::string subject_of(const Scene& scene, Random& random);

}  // namespace reverie
