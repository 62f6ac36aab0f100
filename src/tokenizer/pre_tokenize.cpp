#include "tokenizer/pre_tokenize.h"

#include <cstddef>
#include <cstdint>

#include "tokenizer/unicode.h"
#include "tokenizer/utf8.h"

namespace reverie {
namespace {

enum class Kind : std::uint8_t { Letter, Number, Newline, Space, Other };

Kind kind_of(char32_t c) {
  if (c == '\r' || c == '\n') return Kind::Newline;
  if (is_letter(c)) return Kind::Letter;
  if (is_number(c)) return Kind::Number;
  if (is_white_space(c)) return Kind::Space;
  return Kind::Other;
}

struct Character {
  char32_t value;
  Kind kind;
  std::size_t offset;  // of its first byte
};

// Each rule returns the index after its match from `begin`, or `begin` when it does not match.
class Scanner {
 public:
  explicit Scanner(std::string_view text) {
    characters_.reserve(text.size());
    for (std::size_t offset = 0; offset < text.size();) {
      const CodePoint c = code_point_at(text, offset);
      characters_.push_back({c.value, kind_of(c.value), offset});
      offset += c.size_bytes;
    }
  }

  std::size_t size() const { return characters_.size(); }
  std::size_t offset(std::size_t index) const { return characters_[index].offset; }

  // The index after the word that starts at `begin`.
  std::size_t word_end(std::size_t begin) const {
    for (const auto rule :
         {&Scanner::contraction, &Scanner::letters, &Scanner::digit, &Scanner::punctuation}) {
      const std::size_t end = (this->*rule)(begin);
      if (end != begin) return end;
    }
    return white_space(begin);
  }

 private:
  bool is(std::size_t index, Kind kind) const { return index < size() && characters_[index].kind == kind; }

  bool is_any_space(std::size_t index) const { return is(index, Kind::Space) || is(index, Kind::Newline); }

  // A letter of a contraction, in lower case; 0 at the end of the text.
  char32_t folded(std::size_t index) const {
    if (index >= size()) return 0;
    const char32_t c = characters_[index].value;
    if (c == 0x17F) return 's';
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  std::size_t contraction(std::size_t begin) const {
    if (characters_[begin].value != '\'') return begin;
    const char32_t first = folded(begin + 1);
    const char32_t second = folded(begin + 2);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') return begin + 2;
    const bool is_long =
        (first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l');
    return is_long ? begin + 3 : begin;
  }

  std::size_t letters(std::size_t begin) const {
    std::size_t end = begin;
    if (is(begin, Kind::Space) || is(begin, Kind::Other)) ++end;
    const std::size_t first_letter = end;
    while (is(end, Kind::Letter)) ++end;
    return end == first_letter ? begin : end;
  }

  std::size_t digit(std::size_t begin) const { return is(begin, Kind::Number) ? begin + 1 : begin; }

  std::size_t punctuation(std::size_t begin) const {
    std::size_t end = begin;
    if (characters_[begin].value == ' ') ++end;
    const std::size_t first_mark = end;
    while (is(end, Kind::Other)) ++end;
    if (end == first_mark) return begin;
    while (is(end, Kind::Newline)) ++end;
    return end;
  }

  // The last three rules; one of them always matches, for nothing but white space is left.
  std::size_t white_space(std::size_t begin) const {
    std::size_t end = begin;
    std::size_t after_newline = begin;
    while (is_any_space(end)) {
      ++end;
      if (is(end - 1, Kind::Newline)) after_newline = end;
    }
    if (after_newline != begin) return after_newline;
    return end == size() || end == begin + 1 ? end : end - 1;
  }

  std::vector<Character> characters_;
};

}  // namespace

const std::string_view kQwen2Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

std::vector<std::string_view> split_words(std::string_view text) {
  const Scanner scanner(text);
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < scanner.size();) {
    const std::size_t end = scanner.word_end(begin);
    const std::size_t first_byte = scanner.offset(begin);
    const std::size_t after_byte = end < scanner.size() ? scanner.offset(end) : text.size();
    words.push_back(text.substr(first_byte, after_byte - first_byte));
    begin = end;
  }
  return words;
}

}  // namespace reverie
