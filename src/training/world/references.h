// training/world/references.h
//
// Scenes to be drawn from reference pictures: subjects that stand in other pictures, or the place of another
// one. What a reference shows is not said again: the words name the picture ("the car from image 1"), and
// colour and kind must be taken from it.
//
// Used by   example.cpp (training), evaluation/
// Rules     A subject's reference shows that subject alone, in another place or at another time than the
//           target, often in a smaller picture. A place's reference shows it empty, in the target's layout
//           and time. References are numbered from 1 in the order they are given; the words may name them
//           in any order.
// Proven by tests/training/world/references_test.cpp
#pragma once

#include <string>
#include <vector>

#include "training/world/captions.h"
#include "training/world/scene.h"

namespace reverie {

struct ReferencedScene {
  std::vector<Scene> references;  // at least one
  Scene target;
  std::vector<std::int64_t> subjects;  // for each sprite of the target: the index of its reference, or -1
  std::int64_t place;                  // the index of the place's reference, or -1
};

ReferencedScene sample_referenced_scene(Random& random, const SceneOptions& options);

// One subject through several scenes: other places and times. The first of them is the reference of the
// others. `count` at least 2.
std::vector<Scene> sample_group(Random& random, const SceneOptions& options, std::int64_t count);

// "the cat from image 1 next to the car from image 2 on a beach".
std::string words_of_references(const ReferencedScene& scene, Random& random,
                                const SceneOptions& options = {});

// "image 1", "the second picture", "@Image3": one of the ways people name picture `number`, counted from 1.
std::string picture_name(std::int64_t number, Random& random);

// Every word that naming pictures adds to those of captions, lower case, sorted. At most 14 pictures are
// named.
std::vector<std::string> reference_words();

}  // namespace reverie
