// training/world/worn.h
//
// Where what people wear is worn. No scene has anybody wear something; a prompt may ask for it
// (lookup/worn_things.h).
//
// Used by   training/world_book, for the picture book of a model
// Proven by tests/training/world/worn_test.cpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bearing.h"

namespace reverie {

struct Worn {
  Bearing where;
  std::vector<std::string> objects;  // by name
};

const std::vector<Worn>& worn_objects();

// By an object's name; nothing for what nobody wears.
std::optional<Bearing> where_worn(const std::string& object);

}  // namespace reverie
