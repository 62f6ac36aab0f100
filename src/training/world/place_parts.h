// training/world/place_parts.h
//
// Objects that a place shows in all of its layouts, large: "a reading nook with an armchair" has it already.
//
// Used by   training/world_book, for the picture book of a model
// Proven by tests/training/world/place_parts_test.cpp
#pragma once

#include <string>
#include <vector>

namespace reverie {

struct PlaceParts {
  std::string place;                 // by name
  std::vector<std::string> objects;  // by name
};

const std::vector<PlaceParts>& place_parts();

}  // namespace reverie
