// training/world/facts.h
//
// What a text says about a scene, read back from its words: which objects, in what colour and number, where
// and when. The other direction of captions.h.
//
//   "two red cars on a beach at dawn"   ->   {car, red, 2}, beach, dawn
//
// At each word the longest known phrase counts, so that "on a lawn with flower beds" is a garden and no
// flower.
//
// Used by   rewrites.cpp's tests and evaluation/score_writer: does a rewritten prompt still say what was
// asked? Trap      Who stands left of whom is not read, nor what stands in quotes (pipeline/kept_meaning does
// that). Proven by tests/training/world/facts_test.cpp
#pragma once

#include <set>
#include <string>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

struct NamedThing {
  std::int64_t object;  // into objects()
  std::int64_t colour;  // into colours(), or kNoColour
  std::int64_t count;
  auto operator<=>(const NamedThing&) const = default;
};

struct Facts {
  std::vector<NamedThing> things;  // in order
  std::set<std::int64_t> places;
  std::set<TimeOfDay> times;
};

Facts facts_of(const std::string& text);

// Every way to name a place: "forest", "in a forest", "among tall trees". Some stand for several places; then
// the first place is meant.
std::vector<std::string> phrases_of_place(std::int64_t place);

// Every phrase that says a place, a time of day, a season, a weather or a style, or begins a sign: what has
// names of things in it and means none of them.
std::vector<std::string> setting_phrases();

// All that there is to say about a scene.
Facts facts_of(const Scene& scene);

// What `answer` got wrong of `asked`, as half a sentence ("no red car", "another place"); empty if it keeps
// every thing, place and time, names no other thing, and no second place or time.
std::string broken_fact(const Facts& asked, const Facts& answer);

}  // namespace reverie
