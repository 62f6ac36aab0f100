// training/world/captions.h
//
// Says what a scene shows, in one of many ways people would type it. Every statement is true of the
// picture, and what is not said has one meaning: no time is day, no season summer, no weather clear, no
// style flat, no colour is the icon's own, one object without a position is in the middle.
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

// What a caption calls things that stand in other pictures: "the cat from image 1" on "the place of image 2".
struct Naming {
  std::vector<std::string> nouns =
      {};                  // one for each sprite, article included; empty keeps the object's own words
  std::string place = {};  // a phrase that begins with a one-word preposition; empty keeps the place's own

  bool empty() const { return nouns.empty() && place.empty(); }
};

// 3 to about 26 words; at most 30, 34 with seasons and weather, up to 6 more for a style, and what
// sign_captions.h tells of a sign. With `naming` they may be more.
//   options   those the scene was sampled with: with seasons and weather, summer and clear weather are
//             said now and then; without, a caption knows no such words
//   naming    the objects that it names must not all be alike
std::string caption(const Scene& scene, Random& random, const SceneOptions& options = {},
                    const Naming& naming = {});

// Every word a caption of such scenes can hold, lower case, without punctuation, sorted; not what is spelt on
// signs.
std::vector<std::string> vocabulary_words(const SceneOptions& options = {});

// The words of any text, as vocabulary_words() spells them: lower case, hyphens kept; not those in quotes.
std::vector<std::string> words_of(const std::string& text);

}  // namespace reverie
