// pipeline/kept_meaning.h
//
// Whether a text that a small language model wrote still means the prompt it was given. By its words alone,
// so that it holds for any model: nothing said is lost, nothing is added that a rewrite may not add.
//
//   kept      every word of the prompt but the smallest ("a", "of", "on"), numbers too; a word that the model
//             does not know may be spelled as a known one that is a letter or two away ("pengiun")
//   added     words of WriterSettings::adds only
//   together  what belongs together stays so: "a red car and a blue house" keeps "red car" and "blue house"
//   quoted    words in quotes are the same, letter for letter, and no others are
//   text      UTF-8 without control characters
//
// A plan's lines are held against the prompt in the same way, except that they may leave out the words that
// only asked for several pictures (WriterSettings::plan_words).
//
// Used by   pipeline/prompt_writer, evaluation/score_writer
// Trap      Bags of words do not see who stands left of whom; `reverie eval --writer` measures what slips
// through. Proven by tests/pipeline/kept_meaning_test.cpp
#pragma once

#include <string>
#include <vector>

#include "pipeline/model_settings.h"

namespace reverie {

// What is wrong with `written` as a richer `prompt`, as half a sentence: "it lost \"red\""; empty if nothing.
// `known` are the model's words, sorted; empty means every word.
std::string fault_of_rewrite(const std::string& prompt, const std::string& written,
                             const WriterSettings& settings, const std::vector<std::string>& known);

// The same for one line of a plan.
std::string fault_of_plan_line(const std::string& prompt, const std::string& line,
                               const WriterSettings& settings, const std::vector<std::string>& known);

// What stands in quotes in `text`: "..", '..' around words, or the curly ones; without the quotes.
std::vector<std::string> quoted_in(const std::string& text);

}  // namespace reverie
