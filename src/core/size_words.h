// core/size_words.h
//
// How people say that a thing is larger or smaller than usual, or seen from nearer or farther, and what it
// then measures. The drawn world draws and says sizes so, and the engine reads both.
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

// What everything measures in a picture that is said to be taken from near ("close-up") or far ("wide shot"):
// phrases, the nearest shot first.
const std::vector<SizeWords>& shot_words();

// "bigger" -> 8, "tiny" -> 3: what is to become of a thing; nothing for a word that says no size.
std::optional<std::int64_t> size_to_become(const std::string& word);

}  // namespace reverie
