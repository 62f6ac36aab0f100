// training/world/example.h
//
// One thing to learn from: the pictures given, the picture wanted, and the words that ask for it. Text to
// image gives no pictures.
//
// Used by   training/latent_pool (draws and encodes examples), training/training_batches (words).
// Proven by tests/training/world/example_test.cpp
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "training/world/curriculum.h"
#include "training/world/edits.h"
#include "training/world/references.h"

namespace reverie {

// What the words are made of: a caption of the target, an instruction, or a caption that names pictures.
struct Captioned {};
using Task = std::variant<Captioned, Edit, ReferencedScene>;

struct Example {
  std::vector<Scene> references;  // in the order the words count them; at most 14
  Scene target;
  Task task = Captioned{};
  bool says_seasons = false;  // captions name summer and clear weather now and then
};

struct ExampleOptions {
  SceneOptions scene = {};  // of the target; half are square where it leaves the grid open
  // Half of the examples have references: most of these edit one, others take their subjects or their place
  // from several, or go on with a group whose first picture is given.
  bool references = false;
};

// The example that `random` stands for.
Example sample_example(Random& random, const ExampleOptions& options);

// A prompt that asks for the target, composed anew at each call.
std::string words_for(const Example& example, Random& random);

// Every word that prompts of this lesson's examples use, lower case, sorted; with references also those that
// instructions and names of pictures are made of.
std::vector<std::string> example_words(Lesson lesson, bool references);

// sample_example, or what a test puts in its place.
using ExampleSampler = std::function<Example(Random&, const ExampleOptions&)>;

}  // namespace reverie
