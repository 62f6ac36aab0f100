// evaluation/scene_questions.h
//
// What is asked of a picture that was drawn for a scene's caption, and whether it is so.
//
// A question that a scene does not answer is not asked of it: an empty beach has no count. What a caption
// says decides: its rules (training/world/captions.h) give every position and colour one meaning.
//
// Used by   evaluate.cpp
// Proven by tests/evaluation/scene_questions_test.cpp
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "evaluation/scene_reader.h"

namespace reverie {

enum class Question {
  SingleObject,   // the one object is there
  TwoObjects,     // both different objects are there
  ThreeObjects,   // all three
  Counting,       // as many of the kind as asked, no fewer and no more
  Colours,        // the one object with a colour has it
  ColourBinding,  // two objects with colours: each has its own
  Positions,      // left, right, above and below as asked; one alone in the middle, at the left or the right
  Place,
  Time,
  Season,           // of scenes that are not in summer
  Weather,          // of scenes whose weather is not clear
  NothingElse,      // no object that was not asked for
  EditDone,         // what the instruction names is as it says
  Untouched,        // the rest of an edited picture is what it was
  IdentityOne,      // the subject of one reference is there, in its colour
  IdentitySeveral,  // the subjects of several references
  GroupConsistent,  // every picture of a group shows its subjects, in their colours
  Style,            // of scenes in another style than the plain one
  EditStyle,        // of an edit into another style
  ReferenceStyle,   // in the style of a given picture of something else
  WordsChanged,     // the new words on the sign of a given picture
  OneWord,          // the one word on a sign, letter for letter
  SeveralWords,     // likewise
  Sizes,            // each thing is as large as asked
  Overlaps,         // of two, one is behind or under the other
  Crowds,           // four to six of a kind: no fewer and no more
};
constexpr std::size_t kQuestions = 26;

// "two objects", as tables name it.
std::string_view question_name(Question question);

// The answer of each question; nothing where it is not asked. Indexed by Question.
using Answers = std::array<std::optional<bool>, kQuestions>;

Answers answers_of(const Scene& asked, const SeenScene& seen);

// Whether every object of the scene is there in its colour.
bool shows_all(const Scene& asked, const SeenScene& seen);

// Of a scene of SceneOptions::sizes, read with SceneReader::read_sizes().
Answers answers_of_sizes(const Scene& asked, const SeenScene& seen);

// Of a scene whose objects were all shown by references.
Answers answers_of_identity(const Scene& asked, const SeenScene& seen);

}  // namespace reverie
