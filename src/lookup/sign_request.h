// lookup/sign_request.h
//
// The sign that a prompt asks for: "a red neon sign that reads 'CAFE' on the left". What stands in quotes is
// to be spelled, and what is named in front of it is what it is to stand on.
//
// Limits    One sign, of at most kMostSignLetters letters, of the characters that there are (glyphs.h). Words
//           in quotes that nothing was named for stand on a wooden sign. Each of these is said in a note.
// Used by   pipeline/things_plan
// Proven by tests/lookup/sign_request_test.cpp; tests/training/sign_request_world_test.cpp, on the drawn
//           world's captions
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"
#include "lookup/sign_layout.h"

namespace reverie {

constexpr std::size_t kMostSignLetters = 40;

struct SignRequest {
  std::optional<Inscription> sign = {};
  std::optional<Side> side = {};  // where it is to be
  std::string rest;               // the prompt without it, and without any quotation
  std::vector<std::string> notes = {};
};

SignRequest read_sign_request(const std::string& prompt);

}  // namespace reverie
