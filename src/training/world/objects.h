// training/world/objects.h
//
// What can stand in the drawn world: one row per object, with the words people use for it, and the
// colours some of them come in. The rows stand in objects/, a file per class (objects/rows.h says how one
// is written), and are the only place an object's name and icon are written; scripts/pick_icons.mjs reads
// the `icon` column out of them.
//
// Used by   scene.cpp (which), captions.cpp (words), atlas.cpp (pictures), compose.cpp (colours).
// Source    icons: Noto Emoji by Google, Apache-2.0, through the npm package @iconify-json/noto.
// Trap      An object's index is its place in this table and is stored nowhere; names are. Inserting a
//           row changes what a seed draws, so a training run keeps the table it began with.
// Proven by tests/training/world/objects_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "drawing/colours.h"

namespace reverie {

enum class Kind {
  Ground,  // stands at the foot of the picture, with a shadow under it
  Sky,     // hangs at the top
};

enum class ObjectClass {
  Animal,
  Person,  // and beings of tales
  Food,
  Nature,  // plants, rocks, fire, water
  Vehicle,
  Building,
  Household,
  Tool,
  Clothing,
  Play,  // toys, sports, games
  Instrument,
  Sky,  // sun, moon, stars and weather; what else hangs there, as a kite, is of another class
};

struct Object {
  std::string name;                   // "pine tree": unique, the word captions use most
  std::string icon;                   // name in assets/objects/noto.json
  std::vector<std::string> synonyms;  // other words for it; each belongs to this object alone
  Kind kind;
  std::string plural;  // of `name`
  bool takes_colour;   // the largest area of the icon is one hue, which recolour() can turn
  float height;        // 0.6 to 1: side of the square it is fitted in, as a share of its slot
  // Those of `name` and `synonyms` that take no "a": plurals of one drawing ("grapes"), substances ("tea").
  std::vector<std::string> without_article = {};
  ObjectClass object_class = ObjectClass::Animal;
};

// Every object, class by class in the order of ObjectClass.
const std::vector<Object>& objects();

// The index of the object with this name or synonym. Throws Error(NotFound) with the word.
std::int64_t object_index(std::string_view word);

// Throws Error(NotFound) with the word.
std::int64_t colour_index(std::string_view name);

// "a", "an", or nothing before a word that takes none, with or without a colour ("purple grapes");
// `phrase` is what follows it ("orange car").
std::string_view article(std::string_view phrase);

}  // namespace reverie
