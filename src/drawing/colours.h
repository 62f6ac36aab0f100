// drawing/colours.h
//
// The colours that things and signs come in, by name.
//
// Used by   training/world (recolour, captions), lookup/boards, lookup/sign_request
// Proven by tests/training/world/objects_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

struct Colour {
  std::string name;
  float hue;         // 0 to 1, red at 0
  float saturation;  // mean over the recoloured area, 0 to 1
  float value;       // the same
};

const std::vector<Colour>& colours();

constexpr std::int64_t kNoColour = -1;  // as it is drawn

// The place of a colour in colours(); kNoColour for any other word.
std::int64_t find_colour(std::string_view name);

}  // namespace reverie
