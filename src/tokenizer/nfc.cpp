#include "tokenizer/nfc.h"

#include <algorithm>
#include <optional>

#include "tokenizer/unicode.h"
#include "tokenizer/utf8.h"

namespace reverie {
namespace {

// Hangul: leading consonants, vowels, trailing consonants. kT is the code point BEFORE the first trailing
// consonant, so that index 0 means "none".
constexpr char32_t kL = 0x1100, kV = 0x1161, kT = 0x11A7, kSyllables = 0xAC00;
constexpr char32_t kLCount = 19, kVCount = 21, kTCount = 28;
constexpr char32_t kSyllableCount = kLCount * kVCount * kTCount;

// Nothing below this code point takes part in normalisation to NFC, neither alone nor with a neighbour below
// it.
constexpr char32_t kFirstMark = 0x300;

void append_decomposed(std::u32string& out, char32_t c) {
  if (c >= kSyllables && c < kSyllables + kSyllableCount) {
    const char32_t index = c - kSyllables;
    out.push_back(kL + index / (kVCount * kTCount));
    out.push_back(kV + index % (kVCount * kTCount) / kTCount);
    if (index % kTCount != 0) out.push_back(kT + index % kTCount);
    return;
  }
  const auto step = decompose_once(c);
  if (!step) {
    out.push_back(c);
    return;
  }
  append_decomposed(out, step->first);
  if (step->second != 0) append_decomposed(out, step->second);
}

// Marks between two starters go in order of combining class; those of equal class keep their order.
void order_marks(std::u32string& text) {
  for (auto begin = text.begin(); begin != text.end();) {
    if (combining_class(*begin) == 0) {
      ++begin;
      continue;
    }
    const auto end = std::find_if(begin, text.end(), [](char32_t c) { return combining_class(c) == 0; });
    std::stable_sort(begin, end,
                     [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
    begin = end;
  }
}

std::optional<char32_t> compose(char32_t first, char32_t second) {
  if (first >= kL && first < kL + kLCount && second >= kV && second < kV + kVCount) {
    return kSyllables + ((first - kL) * kVCount + (second - kV)) * kTCount;
  }
  const bool is_open_syllable =
      first >= kSyllables && first < kSyllables + kSyllableCount && (first - kSyllables) % kTCount == 0;
  if (is_open_syllable && second > kT && second < kT + kTCount) return first + (second - kT);
  return compose_pair(first, second);
}

std::u32string compose_all(const std::u32string& text) {
  std::u32string out;
  out.reserve(text.size());
  std::optional<std::size_t> starter;  // index in `out` of the last starter
  int last_class = 0;                  // of the last mark kept after it; 0 directly behind the starter
  for (const char32_t c : text) {
    const int its_class = combining_class(c);
    // A mark is blocked from the starter by one of its own class or a higher one in between, and a starter
    // by any mark in between.
    const bool is_adjacent = starter && *starter + 1 == out.size();
    if (starter && (is_adjacent || last_class < its_class)) {
      if (const auto composed = compose(out[*starter], c)) {
        out[*starter] = *composed;
        continue;
      }
    }
    if (its_class == 0) starter = out.size();
    last_class = its_class;
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::string to_nfc(std::string_view text) {
  const std::u32string typed = decode_utf8(text);
  if (std::all_of(typed.begin(), typed.end(), [](char32_t c) { return c < kFirstMark; })) {
    return std::string(text);
  }
  std::u32string decomposed;
  decomposed.reserve(typed.size() + 16);
  for (const char32_t c : typed) append_decomposed(decomposed, c);
  order_marks(decomposed);
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : compose_all(decomposed)) append_utf8(out, c);
  return out;
}

}  // namespace reverie
