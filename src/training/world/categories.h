// training/world/categories.h
//
// What people call several kinds of things by: "fruit", "animals", "musical instruments". Captions say what
// stands there and use none of these; a prompt may.
//
// Used by   training/world_book, for the picture book of a model
// Proven by tests/training/world/categories_test.cpp
#pragma once

#include <string>
#include <vector>

namespace reverie {

struct Category {
  std::vector<std::string> names;
  std::vector<std::string> objects;  // by name, the likeliest first: what "a" of them is
};

const std::vector<Category>& categories();

}  // namespace reverie
