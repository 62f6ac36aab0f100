// pipeline/known_words.h
//
// A prompt in the words that a model was trained on. To a model that lists its words any other is noise, so
// it is left out of what the model reads, and whoever asked is told; a slip of the keyboard is read as what
// it must mean, and a word that the model has another for as that. A model that lists none knows every word.
//
// Everywhere: `known` is sorted and in lower case; numbers are known, and so is what stands in quotes.
//
// Used by   pipeline/image_pipeline, pipeline/model_vocabulary
// Proven by tests/pipeline/known_words_test.cpp
#pragma once

#include <map>
#include <string>
#include <vector>

namespace reverie {

struct ReadWord {
  std::string written;
  std::string as;
  bool operator==(const ReadWord&) const = default;
};

struct ReadPrompt {
  std::string prompt;           // with these words as they were read; else as it was
  std::vector<ReadWord> words;  // in order, each once
};

// "a moonlit gardn" -> "a night garden". An unknown word is read as what `others` has for it, if anything.
// One of five letters or more is read as the one known word that differs by a slip: two letters changed
// about; in six letters or more one too many or one missing, in seven or more one other. First and last
// letter must be the same, for those are rarely mistyped and "planet" is no plane. Throws
// Error(InvalidRequest, "prompt") if it is not UTF-8.
ReadPrompt read_as_known(const std::string& prompt, const std::vector<std::string>& known,
                         const std::map<std::string, std::string>& others = {});

// The words of `prompt` that are not known, in order, each once.
std::vector<std::string> unknown_words(const std::string& prompt, const std::vector<std::string>& known);

// `prompt` without these words, and without accents.
// Throws Error(InvalidRequest, "prompt") if it is not UTF-8: a broken letter is no unknown word.
std::string known_part(const std::string& prompt, const std::vector<std::string>& known);

}  // namespace reverie
