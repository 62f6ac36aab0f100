#include "tokenizer/unicode.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

namespace reverie {
namespace {

struct CodePointRange {
  char32_t first, last;
};

struct MarkRange {
  char32_t first, last;
  int combining_class;
};

struct Decomposition {
  char32_t composed, first, second;
};

#include "tokenizer/unicode_nfc_tables.inc"
#include "tokenizer/unicode_tables.inc"

// The entry of a sorted table of ranges that holds `c`, or null.
template <typename Range, std::size_t N>
const Range* find_range(const Range (&table)[N], char32_t c) {
  const auto after = std::upper_bound(std::begin(table), std::end(table), c,
                                      [](char32_t value, const Range& range) { return value < range.first; });
  if (after == std::begin(table)) return nullptr;
  const Range* range = std::prev(after);
  return c <= range->last ? range : nullptr;
}

bool composes(const Decomposition& d) {
  return d.second != 0 && !std::binary_search(std::begin(kCompositionExclusions),
                                              std::end(kCompositionExclusions), d.composed);
}

// kDecompositions read the other way, sorted by the pair.
std::vector<Decomposition> compositions() {
  std::vector<Decomposition> table;
  std::copy_if(std::begin(kDecompositions), std::end(kDecompositions), std::back_inserter(table), composes);
  std::sort(table.begin(), table.end(), [](const Decomposition& a, const Decomposition& b) {
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
  });
  return table;
}

}  // namespace

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return find_range(kLetters, c) != nullptr;
}

bool is_number(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return find_range(kNumbers, c) != nullptr;
}

bool is_white_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return find_range(kWhiteSpace, c) != nullptr;
}

int combining_class(char32_t c) {
  if (c < 0x300) return 0;
  const MarkRange* range = find_range(kMarks, c);
  return range == nullptr ? 0 : range->combining_class;
}

std::optional<std::pair<char32_t, char32_t>> decompose_once(char32_t c) {
  const auto found =
      std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), c,
                       [](const Decomposition& d, char32_t value) { return d.composed < value; });
  if (found == std::end(kDecompositions) || found->composed != c) return std::nullopt;
  return std::pair{found->first, found->second};
}

std::optional<char32_t> compose_pair(char32_t first, char32_t second) {
  static const std::vector<Decomposition> table = compositions();
  const auto found = std::lower_bound(table.begin(), table.end(), std::pair{first, second},
                                      [](const Decomposition& d, const std::pair<char32_t, char32_t>& key) {
                                        return std::pair{d.first, d.second} < key;
                                      });
  if (found == table.end() || found->first != first || found->second != second) return std::nullopt;
  return found->composed;
}

}  // namespace reverie
