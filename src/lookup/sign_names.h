// lookup/sign_names.h
//
// What signs are called, and how sentences come to what stands on them: "a neon sign that reads 'CAFE'".
//
// Used by   sign_request.cpp, which reads such sentences; training/world/lettering/sign_captions, which
//           writes them
#pragma once

#include <string>
#include <vector>

#include "lookup/sign.h"

namespace reverie {

struct SignNames {
  std::vector<std::string> nouns;  // the usual one first
  std::vector<std::string> verbs;  // between the noun and the words: " that says "
};

const SignNames& names_of(SignKind kind);

}  // namespace reverie
