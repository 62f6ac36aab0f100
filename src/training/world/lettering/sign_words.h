// training/world/lettering/sign_words.h
//
// What signs say: common sign words, short names and sayings, two to four words put together, and letters in
// no order, which teach spelling rather than remembering. One text in twenty, by a hash of its letters, is
// kept from training.
//
// Used by   sample_sign.cpp
// Proven by tests/training/world/lettering/sign_words_test.cpp
#pragma once

#include <string>
#include <vector>

#include "core/random.h"

namespace reverie {

// About 250 texts of one to four words, as they stand on signs.
const std::vector<std::string>& sign_words();

// A text of one to four words, of kCharacters, no word longer than 11 letters: withheld ones only, or none of
// them.
std::string sample_sign_words(Random& random, bool held_out);

// Upper and lower case count as the same text.
bool is_held_out_text(const std::string& words);

}  // namespace reverie
