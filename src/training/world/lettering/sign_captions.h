// training/world/lettering/sign_captions.h
//
// Says what a sign is and what it says: "a red neon sign reading 'CAFE'". The words stand in quotes exactly
// as they are drawn, so that a model learns that quotes mean spelling.
//
// Used by   captions.cpp
// Rules     A sign is always named, with its words; a colour exactly where it has one. Words with an
//           apostrophe stand in double quotes. The typeface is told now and then, if it can be told at a
//           glance.
// Proven by tests/training/world/lettering/sign_captions_test.cpp
#pragma once

#include <string>
#include <vector>

#include "core/random.h"
#include "training/world/scene.h"

namespace reverie {

// "wooden sign": the usual one of its names.
std::string sign_noun(SignKind kind);

// "a wooden sign that says \"OPEN\" in handwriting"
std::string sign_phrase(const Sign& sign, Random& random);

// `text`, the caption of scene's objects and place, with its sign added: "..., with a poster reading 'HI'".
// The scene must have a sign.
std::string with_sign(const std::string& text, const Scene& scene, Random& random);

// Every way to call a sign and to begin its words: "shop sign that says", "book called".
std::vector<std::string> sign_openings();

// Every word of ours that the above can hold, lower case, sorted; not the words on signs.
std::vector<std::string> sign_vocabulary();

}  // namespace reverie
