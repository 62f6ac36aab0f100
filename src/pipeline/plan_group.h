// pipeline/plan_group.h
//
// The prompts of a group. What the prompt itself lists is taken by rule; then a model that can write is
// asked; what is left is counted.
//
//   "A character sheet for a warrior: front view, side view, and back view"    three, a view each
//   "Three pictures of a cat: on a beach, in a forest, at night"               "a cat on a beach", ...
//   "The fox in four seasons"                                                  in spring, summer, ...
//   "A storyboard of a robot in different places"                              whatever `planner` writes
//   "A set of 3 icons for a bakery"                                            without one: numbered
//   "A lake at dawn"                                                           one: nothing asks for more
//
// Used by   engine/pipeline_engine, apps/generate_command
// Proven by tests/pipeline/plan_group_test.cpp
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace reverie {

// Writes at most `most` prompts, or none if it has no plan (PromptWriter::plan).
using Planner = std::function<std::vector<std::string>(const std::string& prompt, int64_t most)>;

// At least one prompt and at most `most`. A planner that writes fewer than the prompt asks for is not
// followed.
std::vector<std::string> plan_group(const std::string& prompt, int64_t most, const Planner& planner = {});

}  // namespace reverie
