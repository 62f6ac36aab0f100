#include "server/safety_policy.h"

#include <cctype>
#include <regex>
#include <set>
#include <vector>

#include "core/error.h"
#include "core/file.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxPolicyBytes = 1 << 20;

// Words to words with one space between and around: " a nude child ". Signs that stand for letters become
// letters, and everything else that is no letter or digit parts words. Bytes above 127 are kept: other
// scripts.
std::string folded(std::string_view text) {
  std::string out = " ";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalpha(byte)) {
      out += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    } else if (c == '0') {
      out += 'o';
    } else if (c == '1' || c == '!' || c == '|') {
      out += 'i';
    } else if (c == '3') {
      out += 'e';
    } else if (c == '4' || c == '@') {
      out += 'a';
    } else if (c == '5' || c == '$') {
      out += 's';
    } else if (c == '7') {
      out += 't';
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

// " a n u d e child " -> " a nude child ": three or more single letters in a row are read as one word, but
// for an article in front.
std::string joined_letters(const std::string& words) {
  std::vector<std::string> list;
  for (std::size_t at = 1; at < words.size();) {
    const std::size_t end = words.find(' ', at);
    list.push_back(words.substr(at, end - at));
    at = end + 1;
  }
  std::string out = " ";
  for (std::size_t i = 0; i < list.size();) {
    if (list[i] == "a") {
      out += "a ";
      ++i;
      continue;
    }
    std::size_t last = i;
    while (last < list.size() && list[last].size() == 1) ++last;
    if (last - i >= 3) {
      for (; i < last; ++i) out += list[i];
    } else {
      out += list[i++];
    }
    out += ' ';
  }
  return out;
}

struct Rule {
  std::string name;
  std::vector<std::vector<std::string>> all;  // one out of each
  std::optional<std::regex> pattern;
};

[[noreturn]] void refuse(const std::string& rule, const std::string& why) {
  throw Error(ErrorCode::InvalidRequest, "safety policy, rule \"" + rule + "\": " + why, "safety_policy");
}

std::vector<std::string> words_of(const Json& list, const std::string& rule) {
  if (!list.is_array() || list.empty()) refuse(rule, "expected a list of words");
  std::vector<std::string> words;
  for (const Json& word : list) {
    if (!word.is_string() || folded(word.get<std::string>()) == " ")
      refuse(rule, "expected words, got " + word.dump());
    words.push_back(folded(word.get<std::string>()));
  }
  return words;
}

Rule rule_of(const Json& json) {
  if (!json.is_object() || !json.contains("name") || !json["name"].is_string()) {
    refuse("?", "expected an object with a \"name\"");
  }
  Rule rule;
  rule.name = json["name"].get<std::string>();
  if (json.contains("any")) rule.all.push_back(words_of(json["any"], rule.name));
  if (json.contains("all")) {
    if (!json["all"].is_array()) refuse(rule.name, "expected \"all\" to be a list of lists");
    for (const Json& list : json["all"]) rule.all.push_back(words_of(list, rule.name));
  }
  if (json.contains("pattern")) {
    if (!json["pattern"].is_string()) refuse(rule.name, "expected \"pattern\" to be a string");
    try {
      rule.pattern.emplace(json["pattern"].get<std::string>(),
                           std::regex::ECMAScript | std::regex::icase | std::regex::optimize);
    } catch (const std::regex_error& e) {
      refuse(rule.name, std::string("not a regular expression: ") + e.what());
    }
  }
  if (rule.all.empty() && !rule.pattern) refuse(rule.name, "expected \"any\", \"all\" or \"pattern\"");
  return rule;
}

// Long prompts are matched by regular expressions in pieces: std::regex recurses once a character.
constexpr std::size_t kPieceBytes = 2000;

bool matches(const std::regex& pattern, const std::string& text) {
  for (std::size_t at = 0; at < text.size(); at += kPieceBytes / 2) {
    if (std::regex_search(text.substr(at, kPieceBytes), pattern)) return true;
  }
  return false;
}

// `text` is folded.
bool has_words_of(const Rule& rule, const std::string& text) {
  if (rule.all.empty()) return false;
  for (const auto& words : rule.all) {
    bool is_found = false;
    for (const std::string& word : words) is_found = is_found || text.find(word) != std::string::npos;
    if (!is_found) return false;
  }
  return true;
}

constexpr const char* kBuiltIn = R"({"rules": [
  {"name": "sexual content with minors",
   "all": [["child", "children", "kid", "kids", "minor", "minors", "underage", "preteen", "teen", "teenager",
            "toddler", "baby", "infant", "boy", "girl", "schoolgirl", "schoolboy", "loli", "shota"],
           ["nude", "naked", "undressed", "topless", "sex", "sexual", "sexy", "erotic", "porn", "pornographic",
            "nsfw", "lingerie", "explicit"]]},
  {"name": "sexual content",
   "any": ["porn", "porno", "pornographic", "pornography", "hardcore sex", "sex act", "sexual intercourse",
           "explicit sex", "blowjob", "cumshot", "gangbang", "hentai", "bestiality", "genitals", "penis",
           "vagina", "fully nude", "full nudity", "naked woman", "naked man", "nude woman", "nude man"]},
  {"name": "gore",
   "any": ["gore", "dismembered", "decapitated", "beheaded", "beheading", "disembowelled", "mutilated corpse",
           "severed head", "torture scene"]},
  {"name": "weapons instructions",
   "all": [["how to build", "how to make", "instructions for", "recipe for", "blueprint of"],
           ["bomb", "pipe bomb", "explosive", "nerve gas", "chemical weapon", "biological weapon"]]},
  {"name": "hate symbols",
   "any": ["swastika", "nazi propaganda", "kkk rally", "lynching"]}
]})";

}  // namespace

struct SafetyPolicy::Rules {
  std::vector<Rule> list;
};

SafetyPolicy::SafetyPolicy(const Json& policy) {
  if (!policy.is_object() || !policy.contains("rules") || !policy["rules"].is_array()) {
    throw Error(ErrorCode::InvalidRequest, "safety policy: expected an object with a list \"rules\"",
                "safety_policy");
  }
  auto rules = std::make_shared<Rules>();
  for (const Json& rule : policy["rules"]) rules->list.push_back(rule_of(rule));
  rules_ = std::move(rules);
}

SafetyPolicy SafetyPolicy::built_in() {
  return SafetyPolicy(parse_json(kBuiltIn, "the built-in safety policy"));
}

SafetyPolicy SafetyPolicy::from_file(const std::filesystem::path& path) {
  const std::string text = read_text(path, kMaxPolicyBytes);
  try {
    return SafetyPolicy(parse_json(text, path.string()));
  } catch (const Error& e) {
    throw Error(ErrorCode::InvalidRequest, path.string() + ": " + e.what(), "safety_policy");
  }
}

std::optional<std::string> SafetyPolicy::refusing_rule(std::string_view prompt) const {
  const std::string plain = folded(prompt);
  const std::string joined = joined_letters(plain);
  for (const Rule& rule : rules_->list) {
    if (rule.pattern && matches(*rule.pattern, std::string(prompt))) return rule.name;
    if (has_words_of(rule, plain) || has_words_of(rule, joined)) return rule.name;
  }
  return std::nullopt;
}

}  // namespace reverie
