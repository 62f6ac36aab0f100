#include "pipeline/plan_group.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <regex>

namespace reverie {
namespace {

constexpr std::size_t kLongestPrompt = 4000;  // longer ones are taken as they are
constexpr std::size_t kLongestPart = 120;     // of a list; longer ones are sentences, not parts

std::string trimmed(std::string text) {
  const auto is_edge = [](char c) {
    return std::isspace(static_cast<unsigned char>(c)) || c == '.' || c == ',' || c == ';';
  };
  while (!text.empty() && is_edge(text.back())) text.pop_back();
  std::size_t begin = 0;
  while (begin < text.size() && is_edge(text[begin])) ++begin;
  return text.substr(begin);
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// "a, b, and c" or "a; b; c" -> its parts; fewer than two are no list.
std::vector<std::string> parts_of(const std::string& list) {
  const char mark = list.find(';') != std::string::npos ? ';' : ',';
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at <= list.size()) {
    const std::size_t end = std::min(list.find(mark, at), list.size());
    std::string part = trimmed(list.substr(at, end - at));
    if (lower(part).starts_with("and ")) part = trimmed(part.substr(4));
    if (!part.empty()) parts.push_back(part);
    at = end + 1;
  }
  if (parts.empty()) return {};
  // "front view and back view" has no comma
  if (const std::size_t joint = parts.back().find(" and "); joint != std::string::npos) {
    const std::string last = parts.back();
    parts.back() = trimmed(last.substr(0, joint));
    parts.push_back(trimmed(last.substr(joint + 5)));
  }
  const bool is_list =
      parts.size() >= 2 && std::all_of(parts.begin(), parts.end(),
                                       [](const std::string& part) { return part.size() <= kLongestPart; });
  return is_list ? parts : std::vector<std::string>();
}

struct KnownSet {
  const char* words;
  std::vector<std::string> members;
};

// "in four seasons" -> "in spring", ...
std::vector<std::string> known_set(const std::string& prompt) {
  static const std::vector<KnownSet> sets = {
      {"in (the |all )?four seasons", {"in spring", "in summer", "in autumn", "in winter"}},
      {"(through|across|over) (the|all) (four )?seasons",
       {"in spring", "in summer", "in autumn", "in winter"}},
      {"at (the |all )?four times of (the )?day", {"at dawn", "by day", "at sunset", "at night"}},
      {"(through|throughout) the day", {"at dawn", "by day", "at sunset", "at night"}},
  };
  for (const KnownSet& set : sets) {
    const std::regex pattern(set.words, std::regex::icase);
    std::smatch match;
    if (!std::regex_search(prompt, match, pattern)) continue;
    std::vector<std::string> prompts;
    for (const std::string& member : set.members) {
      prompts.push_back(match.prefix().str() + member + match.suffix().str());
    }
    return prompts;
  }
  return {};
}

std::optional<int64_t> number_of(const std::string& word) {
  static const std::vector<std::string> words = {"two",    "three",    "four",     "five",   "six",
                                                 "seven",  "eight",    "nine",     "ten",    "eleven",
                                                 "twelve", "thirteen", "fourteen", "fifteen"};
  if (const auto found = std::find(words.begin(), words.end(), lower(word)); found != words.end()) {
    return found - words.begin() + 2;
  }
  if (word.size() <= 2 &&
      std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::stoll(word);
  }
  return std::nullopt;
}

// "a series of 3 ...", "four pictures of ...", "in 6 panels", "3-step ..."
std::optional<int64_t> asked_number(const std::string& prompt) {
  static const std::regex pattern(
      "(?:(?:set|series|group|storyboard|comic|sequence|collection) of |generate |draw |in |^)"
      "(\\w+)[ -](?:\\w+ "
      "){0,2}?(?:pictures?|images?|panels?|frames?|steps?|scenes?|variations?|versions?|views?|"
      "icons?|illustrations?|posters?|stickers?|shots?|photos?|logos?|designs?|pages?|cards?)"
      "\\b",
      std::regex::icase);
  for (std::sregex_iterator match(prompt.begin(), prompt.end(), pattern), end; match != end; ++match) {
    if (const auto number = number_of((*match)[1].str()); number && *number >= 2) return number;
  }
  return std::nullopt;
}

// "Three pictures of a cat" -> "a cat": the number is not to be drawn.
std::string without_number(const std::string& subject) {
  static const std::regex pattern(
      "^(\\w+) (?:different )?(?:pictures|images|illustrations|drawings|photos|views|scenes) of (.+)$",
      std::regex::icase);
  std::smatch match;
  const bool counts = std::regex_match(subject, match, pattern) && number_of(match[1].str());
  return counts ? match[2].str() : subject;
}

// "SUBJECT: a, b and c"; a part that says where or when goes on from the subject.
std::vector<std::string> listed(const std::string& prompt) {
  static const std::regex goes_on("^(?:in|on|at|by|under|during|with|as|near|beside|inside) .*",
                                  std::regex::icase);
  const std::size_t colon = prompt.find(": ");
  if (colon == std::string::npos) return {};
  const std::string asked = trimmed(prompt.substr(0, colon));
  const std::string subject = without_number(asked);
  std::vector<std::string> prompts;
  for (const std::string& part : parts_of(prompt.substr(colon + 1))) {
    const bool is_phrase = subject != asked && std::regex_match(part, goes_on);
    prompts.push_back(subject + (is_phrase ? " " : ": ") + part);
  }
  return prompts;
}

// A plan by a model, as long as it holds as many as were asked for.
std::vector<std::string> planned(const std::string& prompt, int64_t most, const Planner& planner) {
  if (!planner) return {};
  std::vector<std::string> prompts = planner(prompt, most);
  const auto asked = static_cast<std::size_t>(std::min(most, asked_number(prompt).value_or(1)));
  if (prompts.size() < asked) return {};
  if (asked > 1) prompts.resize(asked);
  return prompts;
}

}  // namespace

std::vector<std::string> plan_group(const std::string& prompt, int64_t most, const Planner& planner) {
  if (most <= 1 || prompt.size() > kLongestPrompt) return {prompt};
  std::vector<std::string> prompts = listed(prompt);
  if (prompts.empty()) prompts = known_set(prompt);
  if (prompts.empty()) prompts = planned(prompt, most, planner);
  if (prompts.empty()) {
    const int64_t number = std::min(most, asked_number(prompt).value_or(1));
    for (int64_t i = 0; i < number; ++i) {
      prompts.push_back(number == 1
                            ? prompt
                            : prompt + " (" + std::to_string(i + 1) + " of " + std::to_string(number) + ")");
    }
  }
  if (static_cast<int64_t>(prompts.size()) > most) prompts.resize(static_cast<std::size_t>(most));
  return prompts;
}

}  // namespace reverie
