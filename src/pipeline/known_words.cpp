#include "pipeline/known_words.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <optional>
#include <string_view>

#include "core/words.h"
#include "tokenizer/prompt_tokens.h"

namespace reverie {
namespace {

bool is_number(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) || c == '-'; });
}

bool is_known(const std::string& word, const std::vector<std::string>& known) {
  return is_number(word) || std::binary_search(known.begin(), known.end(), word);
}

// "neon-drenched" -> "neon": the first part of a compound that is a word by itself and known.
std::string known_piece_of(const std::string& compound, const std::vector<std::string>& known) {
  constexpr std::size_t kLeastLetters = 3;  // "to" says nothing alone
  for (std::size_t begin = 0; begin < compound.size();) {
    const std::size_t end = std::min(compound.find('-', begin), compound.size());
    const std::string piece = compound.substr(begin, end - begin);
    const std::vector<std::string> words = words_in(piece);
    if (piece.size() >= kLeastLetters && words.size() == 1 && is_known(words.front(), known)) return piece;
    begin = end + 1;
  }
  return "";
}

bool is_word_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80 || c == '-' || c == '\'';
}

// What `change` makes of each part of the prompt outside quotes, with the quotations between them.
std::string with_quotations(const PartedText& parted,
                            const std::function<void(const std::string& part, std::string& text)>& change) {
  std::string text;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < parted.quoted.size(); ++i) {
    change(parted.rest.substr(begin, parted.places[i] - begin), text);
    text += "\"" + parted.quoted[i] + "\"";
    begin = parted.places[i] + 1;
  }
  change(parted.rest.substr(begin), text);
  return text;
}

// Whether one slip of the keyboard between the first and the last letter makes `written` of `meant`.
bool is_slip_of(std::string_view written, std::string_view meant) {
  constexpr std::size_t kLeastToSwap = 5, kLeastToMiss = 6, kLeastToChange = 7;
  const std::size_t shorter = std::min(written.size(), meant.size());
  if (shorter < kLeastToSwap - 1 || written.front() != meant.front() || written.back() != meant.back())
    return false;
  const auto differ = std::mismatch(written.begin(), written.end(), meant.begin(), meant.end());
  const auto here = static_cast<std::size_t>(differ.first - written.begin());
  const auto same_after = [&](std::size_t in_written, std::size_t in_meant) {
    return written.substr(here + in_written) == meant.substr(here + in_meant);
  };
  if (written.size() + 1 == meant.size()) return meant.size() >= kLeastToMiss && same_after(0, 1);
  if (written.size() == meant.size() + 1) return meant.size() >= kLeastToMiss && same_after(1, 0);
  if (written.size() != meant.size() || written.size() < kLeastToSwap) return false;
  const bool is_swap = here + 1 < written.size() && written[here] == meant[here + 1] &&
                       written[here + 1] == meant[here] && same_after(2, 2);
  return is_swap || (written.size() >= kLeastToChange && same_after(1, 1));
}

// Nothing where it could be two words, or none.
std::optional<std::string> slip_of(const std::string& word, const std::vector<std::string>& known) {
  const bool is_plain =
      std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  std::optional<std::string> meant;
  for (const std::string& one : known) {
    if (!is_plain || !is_slip_of(word, one)) continue;
    if (meant) return std::nullopt;
    meant = one;
  }
  return meant;
}

// Appends `text`, which holds no quotation, without its unknown words.
void add_known(const std::string& text, const std::vector<std::string>& known, std::string& kept) {
  std::string run;  // of what words are made of
  const auto finish = [&] {
    const std::vector<std::string> words = words_in(run);
    const bool stays = std::all_of(words.begin(), words.end(),
                                   [&](const std::string& word) { return is_known(word, known); });
    kept += stays ? run : known_piece_of(run, known);
    run.clear();
  };
  for (const char c : text) {
    if (is_word_letter(c)) {
      run += c;
    } else {
      finish();
      const bool is_space = c == ' ' && (kept.empty() || kept.back() == ' ');
      const bool closes = c == ',' || c == '.' || c == ':' || c == ';';
      if (closes && kept.ends_with(' ')) kept.pop_back();  // the word before it is gone
      const bool is_twice = closes && (kept.empty() || kept.back() == c);
      if (!is_space && !is_twice) kept += c;
    }
  }
  finish();
}

}  // namespace

ReadPrompt read_as_known(const std::string& prompt, const std::vector<std::string>& known,
                         const std::map<std::string, std::string>& others) {
  check_utf8(prompt);
  ReadPrompt read{prompt, {}};
  for (const std::string& word : unknown_words(prompt, known)) {
    if (const auto other = others.find(word); other != others.end()) {
      read.words.push_back({word, other->second});
    } else if (const std::optional<std::string> meant = slip_of(word, known)) {
      read.words.push_back({word, *meant});
    }
  }
  if (read.words.empty()) return read;
  const auto meant_by = [&](const std::string& run) {
    const std::vector<std::string> words = words_in(run);
    for (const ReadWord& one : read.words) {
      if (words.size() == 1 && words.front() == one.written) return one.as;
    }
    return run;
  };
  read.prompt = with_quotations(part_quotations(prompt), [&](const std::string& part, std::string& text) {
    for (std::size_t begin = 0; begin < part.size();) {
      std::size_t end = begin;
      while (end < part.size() && is_word_letter(part[end])) ++end;
      text += end > begin ? meant_by(part.substr(begin, end - begin)) : std::string(1, part[begin]);
      begin = std::max(end, begin + 1);
    }
  });
  return read;
}

std::string known_part(const std::string& prompt, const std::vector<std::string>& known) {
  check_utf8(prompt);
  if (known.empty()) return prompt;
  return with_quotations(part_quotations(without_accents(prompt)),
                         [&](const std::string& part, std::string& text) { add_known(part, known, text); });
}

std::vector<std::string> unknown_words(const std::string& prompt, const std::vector<std::string>& known) {
  std::vector<std::string> unknown;
  if (known.empty()) return unknown;
  for (const std::string& word : words_in(part_quotations(prompt).rest)) {
    if (!is_known(word, known) && std::find(unknown.begin(), unknown.end(), word) == unknown.end()) {
      unknown.push_back(word);
    }
  }
  return unknown;
}

}  // namespace reverie
