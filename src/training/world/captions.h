// training/world/captions.h
//
// Says what a scene shows, in one of many ways people would type it. Every statement is true of the
// picture, and what is not said has one meaning: no time is day, no colour is the icon's own, one
// object without a position is in the middle.
//
// Used by   the trainer's data set and `reverie eval`.
// Rules     Objects are named from left to right unless a relation says otherwise ("a dog to the right
//           of a cat"). A colour is named exactly where a sprite is recoloured. "Next to" and "between"
//           are said only of objects on one level. The place is always named.
// Proven by tests/training/world/captions_test.cpp
#pragma once

#include <string>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

// 3 to about 26 words; at most 30, those about a sign not counted.
std::string caption(const Scene& scene, Random& random);

// Every word a caption can hold, lower case, without punctuation, sorted. Those about signs:
// sign_vocabulary().
std::vector<std::string> vocabulary_words();

// The words of any text, as vocabulary_words() spells them: lower case, hyphens kept; not those in quotes.
std::vector<std::string> words_of(const std::string& text);

}  // namespace reverie
