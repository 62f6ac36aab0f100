// core/words.h
//
// The words of a text, and known phrases among them.
//
// Used by   pipeline/ (unknown words, what a rewritten prompt keeps), lookup/picture_book,
//           training/world/facts
// Proven by tests/core/words_test.cpp
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace reverie {

// The words of `text` in order, in lower case and without accents ("Café" is "cafe"): runs of letters, digits
// and, inside a word, hyphens and apostrophes.
std::vector<std::string> words_in(const std::string& text);

// "Café" -> "Cafe": the letters of Latin-1 (UTF-8) without their accents; others stay.
std::string without_accents(const std::string& text);

// Where each of words_in(text) is, in a text without accents: from its first byte to behind its last.
struct WordPlace {
  std::size_t begin, end;
};
std::vector<WordPlace> places_of_words(const std::string& text);

// "two" or "2" to "nine" or "9"; nothing for other words.
std::optional<std::int64_t> number_in(const std::string& word);

// "first" to "fourteenth": as many as there are reference pictures.
inline constexpr std::array<std::string_view, 14> kOrdinals = {
    "first",  "second", "third", "fourth",   "fifth",   "sixth",      "seventh",
    "eighth", "ninth",  "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"};

// A text in two: what stands in quotes, which is to be drawn and not described, and the rest with a space for
// each quotation. Straight and curved quotes; an apostrophe is none, nor is a quote that nothing closes.
struct PartedText {
  std::vector<std::string> quoted;
  std::string rest;
  std::vector<std::size_t> places = {};  // of these spaces in `rest`

  // Both together again, in straight quotes.
  std::string whole() const;
};

PartedText part_quotations(const std::string& text);

// Phrases with what each of them means, a number. At any word of a text the longest known phrase counts, so
// that "a lawn with flower beds" is no flower.
class Phrases {
 public:
  struct Match {
    std::int64_t meaning = -1;
    std::size_t words = 0;  // 0: no phrase begins here
  };

  // The first meaning of a phrase stands. A phrase without words is not taken.
  void add(const std::string& phrase, std::int64_t meaning);

  // Every phrase, in lower case, sorted.
  std::vector<std::string> all() const;

  // The longest phrase that begins at word `begin`.
  Match longest_at(const std::vector<std::string>& words, std::size_t begin) const;

 private:
  std::unordered_map<std::string, std::int64_t> meanings_;  // by words, joined with one space
  std::size_t most_words_ = 0;
};

}  // namespace reverie
