#include "core/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

namespace reverie {
namespace {

// From two on.
constexpr std::array<std::string_view, 8> kNumbers = {"two", "three", "four",  "five",
                                                      "six", "seven", "eight", "nine"};

struct Quote {
  std::string_view open, close;
};
constexpr std::array<Quote, 4> kQuotes = {
    {{"\"", "\""}, {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"\xe2\x80\x98", "\xe2\x80\x99"}, {"'", "'"}}};

bool is_word_byte(const std::string& text, std::size_t at) {
  return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
}

// The place of the quote that closes what opens at `begin`; npos if none does. An apostrophe has letters on
// both sides, so it neither opens nor closes.
std::size_t end_of_quote(const std::string& text, std::size_t begin, const Quote& quote) {
  const bool is_plain = quote.open == "'";
  if (is_plain && begin > 0 && is_word_byte(text, begin - 1)) return std::string::npos;
  std::size_t end = text.find(quote.close, begin + quote.open.size());
  while (is_plain && end != std::string::npos && is_word_byte(text, end + 1)) {
    end = text.find(quote.close, end + 1);
  }
  return end;
}

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t count) {
  std::string text;
  for (std::size_t i = begin; i < begin + count; ++i) text += (i == begin ? "" : " ") + words[i];
  return text;
}

}  // namespace

std::string without_accents(const std::string& text) {
  // U+00C0 to U+00FF, of which the second byte is 0x80 to 0xBF; empty: stays.
  static constexpr std::array<std::string_view, 64> kPlain = {
      "A", "A", "A", "A", "A", "A", "AE", "C", "E", "E", "E", "E", "I", "I", "I", "I",
      "D", "N", "O", "O", "O", "O", "O",  "",  "O", "U", "U", "U", "U", "Y", "",  "ss",
      "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
      "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "",  "y"};
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const bool is_latin = static_cast<unsigned char>(text[i]) == 0xC3 && next >= 0x80 && next <= 0xBF;
    if (is_latin && !kPlain.at(next - 0x80).empty()) {
      plain += kPlain.at(next - 0x80);
      ++i;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::vector<WordPlace> places_of_words(const std::string& text) {
  std::vector<WordPlace> places;
  const auto is_joint = [](char c) { return c == '-' || c == '\''; };
  for (std::size_t begin = 0; begin < text.size();) {
    const auto is_letter = [&](std::size_t at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      return std::isalnum(byte) != 0 || byte >= 0x80;
    };
    std::size_t end = begin;
    while (end < text.size() && (is_letter(end) || (end > begin && is_joint(text[end])))) ++end;
    const std::size_t next = std::max(end, begin + 1);
    while (end > begin && is_joint(text[end - 1])) --end;
    if (end > begin) places.push_back({begin, end});
    begin = next;
  }
  return places;
}

std::vector<std::string> words_in(const std::string& text) {
  const std::string plain = without_accents(text);
  std::vector<std::string> words;
  for (const auto& [begin, end] : places_of_words(plain)) {
    std::string& word = words.emplace_back(plain.substr(begin, end - begin));
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return words;
}

std::optional<std::int64_t> number_in(const std::string& word) {
  const auto found = std::find(kNumbers.begin(), kNumbers.end(), word);
  if (found != kNumbers.end()) return found - kNumbers.begin() + 2;
  if (word.size() == 1 && word[0] >= '2' && word[0] <= '9') return word[0] - '0';
  return std::nullopt;
}

std::string PartedText::whole() const {
  std::string text;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    text += rest.substr(begin, places[i] - begin) + "\"" + quoted[i] + "\"";
    begin = places[i] + 1;
  }
  return text + rest.substr(begin);
}

PartedText part_quotations(const std::string& text) {
  PartedText parted;
  for (std::size_t at = 0; at < text.size();) {
    const auto quote = std::find_if(kQuotes.begin(), kQuotes.end(), [&](const Quote& q) {
      return text.compare(at, q.open.size(), q.open) == 0 && end_of_quote(text, at, q) != std::string::npos;
    });
    if (quote == kQuotes.end()) {
      parted.rest += text[at++];
      continue;
    }
    const std::size_t begin = at + quote->open.size();
    const std::size_t end = end_of_quote(text, at, *quote);
    parted.quoted.push_back(text.substr(begin, end - begin));
    parted.places.push_back(parted.rest.size());
    parted.rest += " ";
    at = end + quote->close.size();
  }
  return parted;
}

void Phrases::add(const std::string& phrase, std::int64_t meaning) {
  const std::vector<std::string> words = words_in(phrase);
  if (words.empty()) return;
  meanings_.emplace(joined(words, 0, words.size()), meaning);
  most_words_ = std::max(most_words_, words.size());
}

std::vector<std::string> Phrases::all() const {
  std::vector<std::string> phrases;
  for (const auto& [phrase, meaning] : meanings_) phrases.push_back(phrase);
  std::sort(phrases.begin(), phrases.end());
  return phrases;
}

Phrases::Match Phrases::longest_at(const std::vector<std::string>& words, std::size_t begin) const {
  for (std::size_t count = std::min(most_words_, words.size() - begin); count > 0; --count) {
    const auto found = meanings_.find(joined(words, begin, count));
    if (found != meanings_.end()) return {found->second, count};
  }
  return {};
}

}  // namespace reverie
