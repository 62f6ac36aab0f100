// lookup/edit_plan.h
//
// From instructions and the things that stand on a picture to where each thing is after the edit. The network
// is shown the pictures of what is to be there, and of what is to go, at their places
// (docs/decisions/0011-edits-are-planned.md).
//
// Used by   pipeline/things_plan
// Proven by tests/lookup/edit_plan_test.cpp; tests/training/edit_plan_test.cpp, on the drawn world's edits
#pragma once

#include <string>
#include <vector>

#include "lookup/instructions.h"

namespace reverie {

struct EditPlan {
  std::vector<PlacedPicture> pictures;
  std::vector<Square> changed;     // where something comes or goes
  std::vector<std::string> notes;  // what could not be done, for the user
};

// The thing on the picture that is meant: of its kind, in the colour that was said or else in any, and on the
// side that was said. Null if there is none.
const PlacedPicture* meant_by(const FoundThing& words, const PictureBook& book,
                              const std::vector<PlacedPicture>& seen, Grid grid);

// `seen` are the things on the picture, in slots of `grid`. What comes anew stands where the words put it, or
// as near to that as there is room.
EditPlan plan_edit(const std::vector<Instruction>& instructions, const PictureBook& book,
                   std::vector<PlacedPicture> seen, Grid grid);

}  // namespace reverie
