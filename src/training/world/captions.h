// training/world/captions.h
//
// Says what a scene shows, in one of many ways people would type it. Every statement is true of the
// picture, and what is not said has one meaning: no time is day, no colour is the icon's own, one
// object without a position is in the middle.
//
// Used by   the trainer's data set, facts.cpp and rewrites.cpp, and `reverie eval`.
// Rules     Objects are named from left to right unless a relation says otherwise ("a dog to the right
//           of a cat"). A colour is named exactly where a sprite is recoloured. "Next to" and "between"
//           are said only of objects on one level. The place is always named.
// Proven by tests/training/world/captions_test.cpp
#pragma once

#include <string>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

// 3 to about 26 words; at most 30.
std::string caption(const Scene& scene, Random& random);

// How captions say a time of day ("at dawn"), the usual way first, and the bare words of lists ("dawn").
const std::vector<std::string>& time_phrases(TimeOfDay time);
const std::vector<std::string>& bare_time_words(TimeOfDay time);

// Every word a caption can hold, lower case, without punctuation, sorted.
std::vector<std::string> vocabulary_words();

// The words of any text, as vocabulary_words() spells them: lower case, hyphens kept.
std::vector<std::string> words_of(const std::string& text);

}  // namespace reverie
