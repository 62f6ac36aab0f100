// training/world/compositions.h
//
// Words for a whole picture that bring a place to mind: "a character sheet" is drawn on paper. Captions use
// none of them; a prompt may, and it names a place better than they do.
//
// Used by   training/world_book, for the picture book of a model
// Proven by tests/training/world/compositions_test.cpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/staging.h"

namespace reverie {

struct Composition {
  std::string place;  // by name
  std::vector<std::string> names;
  std::optional<Staging> staging = {};  // how things stand there, if in a way of their own
};

const std::vector<Composition>& compositions();

}  // namespace reverie
