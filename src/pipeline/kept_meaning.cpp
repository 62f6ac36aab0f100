#include "pipeline/kept_meaning.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/words.h"
#include "tokenizer/utf8.h"

namespace reverie {
namespace {

// Words that come and go when a list becomes a sentence. "left" or "above" are none of these.
constexpr std::array<std::string_view, 17> kSmallWords = {"a",    "an",    "and", "at", "by",  "from",
                                                          "in",   "is",    "it",  "of", "on",  "or",
                                                          "some", "there", "the", "to", "with"};

bool is_small(const std::string& word) {
  return std::find(kSmallWords.begin(), kSmallWords.end(), word) != kSmallWords.end();
}

bool is_in(const std::vector<std::string>& sorted, const std::string& word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// Steps from one spelling to the other: letters put in, left out, changed, or two swapped.
std::size_t spelling_steps(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> steps(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        steps[i][j] = i + j;
        continue;
      }
      steps[i][j] = std::min(
          {steps[i - 1][j] + 1, steps[i][j - 1] + 1, steps[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
      }
    }
  }
  return steps[a.size()][b.size()];
}

bool is_correction(const std::string& word, const std::string& of) {
  constexpr std::size_t kShort = 4, kLongest = 40;
  if (word.size() > kLongest || of.size() > kLongest || of.size() < kShort) return false;
  return spelling_steps(word, of) <= (of.size() == kShort ? 1U : 2U);
}

std::string in_quotes(const std::string& word) {
  return "\"" + word + "\"";
}

// The words of one prompt, held against a text.
class Comparison {
 public:
  Comparison(const std::string& prompt, const std::string& written, const WriterSettings& settings,
             const std::vector<std::string>& known)
      : settings_(settings),
        known_(known),
        prompt_(part_quotations(prompt)),
        written_(part_quotations(written)) {
    asked_ = words_in(prompt_.rest);
    said_ = words_in(written_.rest);
    in_said_.insert(said_.begin(), said_.end());
    for (const std::string& word : asked_) spelled_[word] = spelled(word);
  }

  // `may_leave_out`: sorted words that need not be kept.
  std::string fault(const std::vector<std::string>& may_leave_out) const {
    if (written_.quoted != prompt_.quoted) return "it changed words in quotes";
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      const std::string& word = asked_[i];
      if (is_small(word) || is_left_out(i, may_leave_out)) continue;
      if (spelled_.at(word).empty()) return "it lost " + in_quotes(word);
      const bool is_bound =
          is_in(settings_.modifiers, word) && i + 1 < asked_.size() && !is_small(asked_[i + 1]);
      if (is_bound && !is_left_out(i + 1, may_leave_out) && !stand_together(word, asked_[i + 1])) {
        return "it parted " + in_quotes(word + " " + asked_[i + 1]);
      }
    }
    return added();
  }

 private:
  // How `word` of the prompt is spelled in the text; empty if it is not there.
  std::string spelled(const std::string& word) const {
    if (in_said_.contains(word)) return word;
    if (known_.empty() || is_in(known_, word)) return "";
    for (const std::string& other : said_) {
      if (is_in(known_, other) && is_correction(other, word)) return other;
    }
    return "";
  }

  // "four" of "four pictures" goes with its noun.
  bool is_left_out(std::size_t i, const std::vector<std::string>& may_leave_out) const {
    if (i >= asked_.size() || !is_in(may_leave_out, asked_[i])) return false;
    const bool is_modifier = is_in(settings_.modifiers, asked_[i]);
    return !is_modifier || i + 1 == asked_.size() || is_left_out(i + 1, may_leave_out);
  }

  bool stand_together(const std::string& first, const std::string& second) const {
    for (std::size_t i = 0; i + 1 < said_.size(); ++i) {
      if (said_[i] == spelled_.at(first) && said_[i + 1] == spelled_.at(second)) return true;
    }
    return false;
  }

  std::string added() const {
    if (settings_.adds.empty()) return "";
    std::set<std::string> allowed;
    for (const auto& [word, as] : spelled_) allowed.insert(as);
    for (const std::string& word : said_) {
      if (!is_small(word) && !allowed.contains(word) && !is_in(settings_.adds, word)) {
        return "it added " + in_quotes(word);
      }
    }
    return "";
  }

  const WriterSettings& settings_;
  const std::vector<std::string>& known_;
  PartedText prompt_, written_;
  std::vector<std::string> asked_, said_;
  std::set<std::string> in_said_;
  std::map<std::string, std::string> spelled_;
};

std::string fault_of_text(const std::string& text) {
  if (words_in(text).empty()) return "it is empty";
  if (find_utf8_fault(text)) return "it is not UTF-8";
  const bool has_control =
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (has_control) return "it holds control characters";
  if (text.find("\xef\xbf\xbd") != std::string::npos) return "it holds a broken character";
  return "";
}

}  // namespace

std::vector<std::string> quoted_in(const std::string& text) {
  return part_quotations(text).quoted;
}

std::string fault_of_rewrite(const std::string& prompt, const std::string& written,
                             const WriterSettings& settings, const std::vector<std::string>& known) {
  if (std::string fault = fault_of_text(written); !fault.empty()) return fault;
  return Comparison(prompt, written, settings, known).fault({});
}

std::string fault_of_plan_line(const std::string& prompt, const std::string& line,
                               const WriterSettings& settings, const std::vector<std::string>& known) {
  if (std::string fault = fault_of_text(line); !fault.empty()) return fault;
  return Comparison(prompt, line, settings, known).fault(settings.plan_words);
}

}  // namespace reverie
