// lookup/instructions.h
//
// What an edit's words want done with the things of a picture: "remove the cat", "replace the car with a red
// bus", "make the door blue", "move the tree to the left", "make the dog bigger", "add two ducks on the
// right", "put a hat on the cat", "give the bear a balloon".
//
// It reads verbs and the things between them, and no grammar. What is said of the picture as a whole ("make
// it winter") is no instruction about a thing, and is left to the network.
//
// Used by   lookup/edit_plan, pipeline/things_plan
// Proven by tests/lookup/instructions_test.cpp; tests/training/edit_plan_test.cpp, on the drawn world's edits
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"
#include "lookup/picture_book.h"

namespace reverie {

struct Instruction {
  enum class Kind { Add, Remove, Replace, Recolour, Move, Resize };

  Kind kind;
  FoundThing what;
  std::optional<FoundThing> other = {};   // Replace: what comes instead; Add: what `side` is meant of, if any
  int64_t picture = -1;                   // Recolour: in the new colour
  std::optional<Side> side = {};          // Add, Move
  std::optional<Relation> relation = {};  // Add: to `other`
  std::optional<Bearing> bearing = {};    // Add: how `other` bears it
  int64_t tokens = kSlotTokens;           // Resize: of each side
};

struct ReadInstructions {
  std::vector<Instruction> list;
  // Something is to be done: the words are no description of a picture.
  bool asks_for_change = false;
  // Nothing is asked for but what `list` holds, so that the rest of the picture may stay as it is.
  bool is_all = false;
};

ReadInstructions read_instructions(const PictureBook& book, const std::string& prompt);

}  // namespace reverie
