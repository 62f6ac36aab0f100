// core/size_words.h
//
// How people say that a thing is larger or smaller than usual, and what it then measures. The drawn world
// draws and says it so, and the engine reads it.
//
// Used by   lookup/picture_layout, lookup/picture_book, lookup/instructions; training/world/captions
// Proven by tests/core/size_words_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reverie {

struct SizeWords {
  std::int64_t tokens;  // of each side of its square; kSlotTokens is the usual size
  std::vector<std::string> words;
};

// The sizes other than the usual one, from the smallest; of each the most usual word first.
const std::vector<SizeWords>& size_words();

// "huge" is 10 tokens, "small" 4; nothing for a word that says no size.
std::optional<std::int64_t> size_said(const std::string& word);

// "bigger" -> 8, "tiny" -> 3: what is to become of a thing; nothing for a word that says no size.
std::optional<std::int64_t> size_to_become(const std::string& word);

}  // namespace reverie
