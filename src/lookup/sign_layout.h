// lookup/sign_layout.h
//
// Where there is room for a sign: what stands has its feet where things have theirs, what hangs hangs from
// the picture's upper edge, and no sign takes a token of a thing's slot. The drawn world puts its signs so,
// and the engine those that a prompt asks for.
//
// Used by   training/world/lettering/sample_sign, pipeline/things_plan
// Proven by tests/lookup/sign_layout_test.cpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"
#include "drawing/colours.h"
#include "lookup/sign.h"

namespace reverie {

// A sign with its place still to be found.
struct Inscription {
  SignKind kind;
  std::string words;
  std::int64_t typeface;
  std::int64_t colour = kNoColour;  // as Sign::colour
};

// The sign in the middle if there is room, else in the middle of each gap between the things, from the left;
// none where it has no room at all. A sign that hangs in a picture without things hangs lower, in its middle.
std::vector<Sign> places_for(const Inscription& inscription, const std::vector<Square>& things, Grid grid);

// The same, but in the middle of this side of the picture where there is room, else at the free place that
// is nearest to it.
std::optional<Sign> place_at(Side side, const Inscription& inscription, const std::vector<Square>& things,
                             Grid grid);

}  // namespace reverie
