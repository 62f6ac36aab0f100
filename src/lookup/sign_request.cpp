#include "lookup/sign_request.h"

#include <algorithm>
#include <set>

#include "core/words.h"
#include "drawing/colours.h"
#include "lookup/glyphs.h"
#include "lookup/picture_layout.h"
#include "lookup/sign_names.h"
#include "lookup/typefaces.h"

namespace reverie {
namespace {

using Words = std::vector<std::string>;

struct Span {
  std::size_t begin, end;
};

struct NamedSign {
  SignKind kind;
  Span words;
};

const Phrases& sign_nouns() {
  static const Phrases nouns = [] {
    Phrases all;
    for (int kind = 0; kind < kSignKinds; ++kind) {
      for (const std::string& noun : names_of(static_cast<SignKind>(kind)).nouns) all.add(noun, kind);
    }
    return all;
  }();
  return nouns;
}

// The longest name of a sign that ends right before word `end`.
std::optional<NamedSign> sign_ending_at(const Words& words, std::size_t end) {
  constexpr std::size_t kMostWords = 2;
  for (std::size_t count = std::min(kMostWords, end); count > 0; --count) {
    const Phrases::Match match = sign_nouns().longest_at(words, end - count);
    if (match.words == count) return NamedSign{static_cast<SignKind>(match.meaning), {end - count, end}};
  }
  return std::nullopt;
}

// "a sign that says": the sign, with nothing between it and the end but words that come to what it says.
std::optional<NamedSign> sign_before(const Words& words) {
  static const std::set<std::string> between = {
      "that",     "which",   "says",       "say",     "saying", "reads",     "read",    "reading",    "with",
      "the",      "word",    "words",      "text",    "titled", "called",    "title",   "named",      "name",
      "labelled", "labeled", "written",    "on",      "it",     "and",       "a",       "an",         "of",
      "bearing",  "showing", "displaying", "message", "slogan", "lettering", "letters", "inscription"};
  for (std::size_t end = words.size(); end > 0; --end) {
    if (const auto sign = sign_ending_at(words, end))
      return NamedSign{sign->kind, {sign->words.begin, words.size()}};
    if (!between.contains(words[end - 1])) return std::nullopt;
  }
  return std::nullopt;
}

// "written on a chalkboard", behind what it says.
std::optional<NamedSign> sign_behind(const Words& words) {
  constexpr std::size_t kMostBetween = 5;
  bool is_on = false;
  for (std::size_t at = 0; at < std::min(words.size(), kMostBetween); ++at) {
    is_on = is_on || words[at] == "on";
    const Phrases::Match match = sign_nouns().longest_at(words, at);
    if (is_on && match.words > 0)
      return NamedSign{static_cast<SignKind>(match.meaning), {0, at + match.words}};
  }
  return std::nullopt;
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += " " + word;
  return text;
}

// The typeface that is told right behind the words, and how many words tell it.
std::pair<std::int64_t, std::size_t> typeface_at(const Words& words) {
  const std::string text = joined(words) + " ";
  for (std::size_t i = 0; i < typefaces().size(); ++i) {
    for (const std::string& manner : typefaces()[i].manners) {
      if (text.starts_with(" " + manner + " "))
        return {static_cast<std::int64_t>(i), words_in(manner).size()};
    }
  }
  return {0, 0};
}

constexpr std::size_t kWordsOfASide = 3;  // "on the left"

std::optional<Side> side_at(const Words& words) {
  static const std::set<std::string> at = {"on", "at", "to", "in"};
  if (words.empty() || !at.contains(words.front())) return std::nullopt;
  constexpr std::size_t kMostWords = kWordsOfASide + 1;  // "of" behind them would mean another thing
  return side_said(joined(
      {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), kMostWords))}));
}

Words without(const Words& words, Span span) {
  Words rest(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(span.begin));
  rest.insert(rest.end(), words.begin() + static_cast<std::ptrdiff_t>(span.end), words.end());
  return rest;
}

// "a red neon sign": the colour, and the name of the sign with it.
std::int64_t take_colour_before(NamedSign& sign, const Words& words) {
  if (sign.words.begin == 0 || !takes_colour(sign.kind)) return kNoColour;
  const std::int64_t colour = find_colour(words[sign.words.begin - 1]);
  if (colour != kNoColour) --sign.words.begin;
  return colour;
}

// Why `text` cannot be written; empty if it can.
std::string fault_of(const std::string& text) {
  if (text.size() > kMostSignLetters)
    return "it has more than " + std::to_string(kMostSignLetters) + " letters";
  const auto unknown = text.find_first_not_of(kCharacters);
  return unknown == std::string::npos ? "" : "it holds more than plain letters, digits and . , ! ? & ' - :";
}

}  // namespace

SignRequest read_sign_request(const std::string& prompt) {
  const PartedText parted = part_quotations(prompt);
  SignRequest request{.rest = parted.rest};
  std::size_t first = 0;
  while (first < parted.quoted.size() && parted.quoted[first].find_first_not_of(' ') == std::string::npos)
    ++first;
  if (first == parted.quoted.size()) return request;
  const std::string& text = parted.quoted[first];
  Words before = words_in(parted.rest.substr(0, parted.places[first]));
  Words after = words_in(parted.rest.substr(parted.places[first]));
  std::optional<NamedSign> named = sign_before(before);
  std::int64_t colour = kNoColour;
  if (named) {
    colour = take_colour_before(*named, before);
    before = without(before, named->words);
  } else if ((named = sign_behind(after))) {
    after = without(after, named->words);
  }
  const auto [typeface, words] = typeface_at(after);
  after = without(after, {0, words});
  request.side = side_at(after);
  if (request.side) after = without(after, {0, kWordsOfASide});
  request.rest = joined(before) + joined(after);
  if (const std::string fault = fault_of(text); !fault.empty()) {
    request.notes.push_back("the model cannot write \"" + text + "\": " + fault);
    return request;
  }
  if (!named)
    request.notes.push_back("nothing is named for \"" + text + "\" to stand on: it is put on a wooden sign");
  for (std::size_t i = first + 1; i < parted.quoted.size(); ++i)
    request.notes.push_back("only one text is written, without \"" + parted.quoted[i] + "\"");
  request.sign = Inscription{named ? named->kind : SignKind::WoodenSign, text, typeface, colour};
  return request;
}

}  // namespace reverie
