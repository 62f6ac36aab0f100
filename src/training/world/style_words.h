// training/world/style_words.h
//
// What people call the styles, in British and American spelling.
//
// Used by   captions.cpp; whoever words an edit ("turn it into a watercolour painting").
// Rule      A phrase belongs to one style. Flat is never said of a picture, because it is what an unsaid
//           style means; only edits name it, to ask for it back.
// Proven by tests/training/world/style_words_test.cpp
#pragma once

#include <string>
#include <vector>

#include "drawing/styles/style.h"

namespace reverie {

struct StyleWords {
  std::vector<std::string> after;     // a sentence, behind a comma or a space: "in watercolour"
  std::vector<std::string> prefixes;  // before "a cat on a beach": "a watercolour painting of "
  std::vector<std::string> bare;      // in lists: "watercolour"
  std::vector<std::string> nouns;     // for edits: "a watercolour painting"
};

// At most six words a phrase. Flat has nouns only.
const StyleWords& words_of_style(Style style);

}  // namespace reverie
