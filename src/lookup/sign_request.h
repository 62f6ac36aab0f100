// lookup/sign_request.h
//
// The sign that a prompt asks for: "a red neon sign that reads 'CAFE' on the left", or that an edit changes.
// What stands in quotes is to be spelled, and what is named in front of it is what it is to stand on.
//
// Limits    One sign, of at most kMostSignLetters letters, of the characters that there are (glyphs.h). Words
//           in quotes that nothing was named for stand on a wooden sign. Each of these is said in a note.
// Used by   pipeline/things_plan; training/train_transformer, for the words that a model lists
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

// What an edit wants written: "change the words to 'OPEN'", "make the neon sign say 'OPEN'", "replace 'OPEN'
// with 'CLOSED'", "write 'OPEN' on the chalkboard", "add a sign that says 'OPEN' on the left". `rest` is the
// prompt without that part. Its kind is a wooden sign where none is named.
struct SignEdit {
  enum class On {
    Given,  // a sign that is there: "the sign", "the words"
    Any,    // one that is there or a new one: "write 'OPEN'"
    New,    // "a sign"
  };
  SignRequest request = {};
  On on = On::Any;
  bool names_kind = false;  // more than "sign"
};

// Nothing where nothing is to be written.
std::optional<SignEdit> read_sign_edit(const std::string& prompt);

// Every word that these read, but for the names of signs, typefaces and sides; sorted.
std::vector<std::string> sign_request_words();

}  // namespace reverie
