// pipeline/plan_group.h
//
// The prompts of a group by rule, for models that cannot write: a list in the prompt becomes one prompt each,
// a number of pictures becomes so many.
//
//   "A character sheet for a warrior: front view, side view, and back view"    three, a view each
//   "The fox in four seasons"                                                  in spring, summer, ...
//   "A set of 3 icons for a bakery"                                            three, told apart by number
//   "A lake at dawn"                                                           one: nothing asks for more
//
// Used by   engine/pipeline_engine, apps/generate_command
// Proven by tests/pipeline/plan_group_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reverie {

// At least one prompt and at most `most`.
std::vector<std::string> plan_group(const std::string& prompt, int64_t most);

}  // namespace reverie
