// training/world/plans.h
//
// Prompts that ask for several pictures of one subject, each with its plan: one prompt a line, the subject
// repeated in full, each line different.
//
//   "a fox through the day"                      "a fox at dawn", "a fox by day", "a fox at sunset", ...
//   "three pictures of a cat in different places"    "a cat on a beach", "a cat in a forest", ...
//   "a storyboard of a robot"                    places and times of day in turn
//   "a cat on a beach"                           one picture: the prompt itself
//
// A way to tell pictures apart is one row of a table in plans.cpp; seasons and weather are used once captions
// know their words.
//
// Used by   writing.cpp
// Proven by tests/training/world/plans_test.cpp
#pragma once

#include <string>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

inline constexpr std::int64_t kMostPlanned = 15;  // pictures of a group

struct Plan {
  std::string prompt;
  std::int64_t most;  // pictures at most, 2 to kMostPlanned
  std::vector<std::string> lines;
};

Plan plan_of(const Scene& scene, Random& random);

}  // namespace reverie
