// training/world/objects/rows.h
//
// The rows of the table of objects, one file per class. A row begins
//
//   {"pine tree", "evergreen-tree", {"pine", "fir tree"}, kGround, "pine trees", kOwnColours, 1.0F},
//    name         icon              synonyms              kind     plural        colour       height
//
// and may end in those of its words that take no article: {"grapes"}.
//
// Used by   objects.cpp, which joins the classes, and scripts/pick_icons.mjs, which reads the icons: keep
//           a row's beginning on one line.
// Rules     A word belongs to one object alone. A name is one to three words, none of which is a colour's, a
//           number's or a time's, because captions say those of other things. Height goes by the size in
//           life: 0.6 for a pill, 1 for an elephant. An icon that takes colours was looked at in all of them.
// Proven by tests/training/world/objects_test.cpp
#pragma once

#include <vector>

#include "training/world/objects.h"

namespace reverie::object_rows {

inline constexpr Kind kGround = Kind::Ground;
inline constexpr Kind kSky = Kind::Sky;
inline constexpr bool kOwnColours = false;
inline constexpr bool kAnyColour = true;

std::vector<Object> animals();
std::vector<Object> people();
std::vector<Object> food();
std::vector<Object> nature();
std::vector<Object> vehicles();
std::vector<Object> buildings();
std::vector<Object> household();
std::vector<Object> tools();
std::vector<Object> clothes();
std::vector<Object> play();
std::vector<Object> instruments();
std::vector<Object> sky();

}  // namespace reverie::object_rows
