// training/world/other_words.h
//
// Words that people type and captions never use, with what the world has for them: "a moonlit cathedral" is a
// church at night. A model reads the one as the other and says so; what differs from what was meant in more
// than a shade is not here.
//
// Used by   training/mini_folder, for the reverie.json of a model
// Proven by tests/training/world/other_words_test.cpp
#pragma once

#include <map>
#include <string>

namespace reverie {

// From a word, in lower case, to one or more.
const std::map<std::string, std::string>& other_words();

}  // namespace reverie
