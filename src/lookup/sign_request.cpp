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

// What may stand between a sign and its words: "a sign that says".
const std::set<std::string>& words_between() {
  static const std::set<std::string> words = {
      "that",     "which",   "says",       "say",     "saying", "reads",     "read",    "reading",    "with",
      "the",      "word",    "words",      "text",    "titled", "called",    "title",   "named",      "name",
      "labelled", "labeled", "written",    "on",      "it",     "and",       "a",       "an",         "of",
      "bearing",  "showing", "displaying", "message", "slogan", "lettering", "letters", "inscription"};
  return words;
}

// "a sign that says": the sign, with nothing between it and the end but words that come to what it says.
std::optional<NamedSign> sign_before(const Words& words) {
  for (std::size_t end = words.size(); end > 0; --end) {
    if (const auto sign = sign_ending_at(words, end))
      return NamedSign{sign->kind, {sign->words.begin, words.size()}};
    if (!words_between().contains(words[end - 1])) return std::nullopt;
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

// What is read of a text with one quotation, the one that is to be spelled.
struct WordsAround {
  Words before, after;
  std::optional<NamedSign> named = {};
  std::int64_t colour = kNoColour;
  std::int64_t typeface = 0;
  std::optional<Side> side = {};
};

void take_what_follows(WordsAround& words) {
  const auto [typeface, count] = typeface_at(words.after);
  words.typeface = typeface;
  words.after = without(words.after, {0, count});
  words.side = side_at(words.after);
  if (words.side) words.after = without(words.after, {0, kWordsOfASide});
}

SignRequest request_of(const WordsAround& words, const std::string& text) {
  SignRequest request{.side = words.side, .rest = joined(words.before) + joined(words.after)};
  if (const std::string fault = fault_of(text); !fault.empty()) {
    request.notes.push_back("the model cannot write \"" + text + "\": " + fault);
    return request;
  }
  const SignKind kind = words.named ? words.named->kind : SignKind::WoodenSign;
  request.sign = Inscription{kind, text, words.typeface, words.colour};
  return request;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(' ') == std::string::npos;
}

void note_others(const PartedText& parted, std::size_t written, SignRequest& request) {
  for (std::size_t i = written + 1; i < parted.quoted.size() && request.sign; ++i)
    request.notes.push_back("only one text is written, without \"" + parted.quoted[i] + "\"");
}

const std::set<std::string>& edit_verbs() {
  static const std::set<std::string> verbs = {"change", "replace", "make", "let",    "set",  "write",  "add",
                                              "put",    "place",   "hang", "insert", "edit", "update", "swap",
                                              "turn",   "rename",  "have", "give",   "paint"};
  return verbs;
}

// Where the part of an edit that ends with these words begins: at its verb.
std::optional<std::size_t> verb_before(const Words& words) {
  for (std::size_t i = words.size(); i > 0; --i) {
    if (edit_verbs().contains(words[i - 1])) return i - 1;
  }
  return std::nullopt;
}

// The last sign that is named among words `begin` and later.
std::optional<NamedSign> last_sign_in(const Words& words, std::size_t begin) {
  for (std::size_t end = words.size(); end > begin; --end) {
    const auto sign = sign_ending_at(words, end);
    if (sign && sign->words.begin >= begin) return sign;
  }
  return std::nullopt;
}

// By the article in front of the sign's name, else by the verb.
SignEdit::On where_to_write(const Words& words, const std::optional<NamedSign>& named) {
  static const std::set<std::string> known = {"the", "this", "that", "its", "his", "her"};
  static const std::set<std::string> news = {"a", "an", "another", "one", "new"};
  static const std::set<std::string> put = {"add", "put", "place", "insert", "write", "paint", "hang"};
  const std::optional<std::size_t> verb = verb_before(words);
  for (std::size_t i = named ? named->words.begin : 0; i > verb.value_or(0); --i) {
    if (known.contains(words[i - 1])) return SignEdit::On::Given;
    if (news.contains(words[i - 1])) return SignEdit::On::New;
  }
  return verb && put.contains(words[*verb]) ? SignEdit::On::Any : SignEdit::On::Given;
}

}  // namespace

SignRequest read_sign_request(const std::string& prompt) {
  const PartedText parted = part_quotations(prompt);
  std::size_t first = 0;
  while (first < parted.quoted.size() && is_blank(parted.quoted[first])) ++first;
  if (first == parted.quoted.size()) return {.rest = parted.rest};
  WordsAround words{words_in(parted.rest.substr(0, parted.places[first])),
                    words_in(parted.rest.substr(parted.places[first]))};
  words.named = sign_before(words.before);
  if (words.named) {
    words.colour = take_colour_before(*words.named, words.before);
    words.before = without(words.before, words.named->words);
  } else if ((words.named = sign_behind(words.after))) {
    words.after = without(words.after, words.named->words);
  }
  take_what_follows(words);
  SignRequest request = request_of(words, parted.quoted[first]);
  if (request.sign && !words.named)
    request.notes.push_back("nothing is named for \"" + request.sign->words +
                            "\" to stand on: it is put on a wooden sign");
  note_others(parted, first, request);
  return request;
}

std::optional<SignEdit> read_sign_edit(const std::string& prompt) {
  static const std::set<std::string> becomes = {"with", "to", "into", "by", "say", "read"};
  const PartedText parted = part_quotations(prompt);
  if (parted.quoted.empty()) return std::nullopt;
  // "replace 'OPEN' with 'CLOSED'"
  std::size_t written = 0;
  if (parted.quoted.size() > 1) {
    const Words between = words_in(parted.rest.substr(parted.places[0], parted.places[1] - parted.places[0]));
    const bool is_replaced =
        between.size() <= 3 && std::any_of(between.begin(), between.end(),
                                           [&](const std::string& word) { return becomes.contains(word); });
    written = is_replaced ? 1 : 0;
  }
  if (is_blank(parted.quoted[written])) return std::nullopt;
  WordsAround words{words_in(parted.rest.substr(0, parted.places[written])),
                    words_in(parted.rest.substr(parted.places[written]))};
  const std::size_t begin = verb_before(words.before).value_or(0);
  words.named = last_sign_in(words.before, begin);
  if (words.named) words.colour = take_colour_before(*words.named, words.before);
  SignEdit edit{.on = where_to_write(words.before, words.named)};
  if (!words.named && (words.named = sign_behind(words.after))) {
    const NamedSign noun{words.named->kind, {words.named->words.end - 1, words.named->words.end}};
    edit.on = where_to_write(words.after, noun);
    words.after = without(words.after, words.named->words);
  }
  words.before.resize(begin);
  take_what_follows(words);
  edit.names_kind = words.named && words.named->kind != SignKind::WoodenSign;
  edit.request = request_of(words, parted.quoted[written]);
  note_others(parted, written, edit.request);
  return edit;
}

std::vector<std::string> sign_request_words() {
  std::set<std::string> words = words_between();
  words.insert(edit_verbs().begin(), edit_verbs().end());
  return {words.begin(), words.end()};
}

}  // namespace reverie
