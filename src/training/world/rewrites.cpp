#include "training/world/rewrites.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <vector>

#include "training/world/captions.h"
#include "training/world/facts.h"
#include "training/world/setting_words.h"

namespace reverie {
namespace {

using Words = std::vector<std::string>;

constexpr double kSynonymShare = 0.15;
constexpr const char* kStars = "under the stars";  // in a list, "stars" would be things

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
}

// Where `phrase` stands in `text` as whole words; npos if it does not.
std::size_t place_in(const std::string& text, const std::string& phrase) {
  for (std::size_t at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool begins = at == 0 || !is_word_byte(text[at - 1]);
    if (begins && (end == text.size() || !is_word_byte(text[end]))) return at;
  }
  return std::string::npos;
}

// The longest of `phrases` that stands in `text`, which is in lower case; empty if none does.
std::string found_in(const std::string& text, const Words& phrases) {
  std::string longest;
  for (const std::string& phrase : phrases) {
    if (phrase.size() > longest.size() && place_in(text, phrase) != std::string::npos) longest = phrase;
  }
  return longest;
}

const Place& place_of(const Scene& scene) {
  return places()[static_cast<std::size_t>(scene.place)];
}

const Object& object_of(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)];
}

bool all_alike(const Scene& scene) {
  return scene.sprites.size() > 1 && scene.sprites[0].object == scene.sprites[1].object;
}

std::string colour_prefix(const Sprite& sprite) {
  return sprite.colour == kNoColour ? "" : colours()[static_cast<std::size_t>(sprite.colour)].name + " ";
}

// "a beach" of "on a beach"
std::string noun_of(const Place& place) {
  return place.phrases.front().substr(place.phrases.front().find(' ') + 1);
}

// Every way a caption may name the objects of one sprite, or all of them where they are alike.
Words names_of(const Scene& scene, const Sprite& sprite) {
  if (all_alike(scene)) {
    const std::string rest = " " + colour_prefix(sprite) + object_of(sprite).plural;
    return scene.sprites.size() == 2 ? Words{"two" + rest, "2" + rest} : Words{"three" + rest, "3" + rest};
  }
  Words names{colour_prefix(sprite) + object_of(sprite).name};
  for (const std::string& synonym : object_of(sprite).synonyms)
    names.push_back(colour_prefix(sprite) + synonym);
  return names;
}

std::string with_article(const std::string& noun) {
  const bool is_counted = noun.starts_with("two ") || noun.starts_with("three ") || noun.starts_with("2 ") ||
                          noun.starts_with("3 ");
  const std::string before(is_counted ? "" : article(noun));
  return before.empty() ? noun : before + " " + noun;
}

// "a, b and c"
std::string enumerated(const Words& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return text;
}

std::string subject_of_nouns(const Words& nouns) {
  Words phrases;
  for (const std::string& noun : nouns) phrases.push_back(with_article(noun));
  return enumerated(phrases);
}

// A caption taken apart.
struct Parts {
  Words nouns;        // without articles: "red car", "two cats"
  std::string place;  // "on a beach"
  std::string time;   // "at dawn"; empty if it says none
};

// The phrase with the words of a bare one: "dusk" -> "at dusk".
std::string phrase_with(const std::string& bare, const Words& phrases) {
  if (bare.empty()) return "";
  const auto found = std::find_if(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
    return place_in(phrase, bare) != std::string::npos;
  });
  return found == phrases.end() ? bare : *found;
}

// Nothing if the caption says its objects in a way that is not known here.
std::optional<Parts> parts_of(const Scene& scene, const std::string& caption) {
  std::string text = lower(caption);
  Words phrases = place_of(scene).phrases;
  phrases.push_back(noun_of(place_of(scene)));
  Words times = words_of(scene.time).phrases;
  times.emplace_back(kStars);
  for (const std::string& bare : words_of(scene.time).bare) times.push_back(bare);
  const std::string place = found_in(text, phrases), time = found_in(text, times);
  if (place.empty()) return std::nullopt;
  text.erase(place_in(text, place), place.size());  // there is no flower in "in a flower garden"
  Parts parts{{}, phrase_with(place, place_of(scene).phrases), phrase_with(time, times)};
  for (const Sprite& sprite : scene.sprites) {
    parts.nouns.push_back(found_in(text, names_of(scene, sprite)));
    if (parts.nouns.back().empty()) return std::nullopt;
    if (all_alike(scene)) break;
  }
  return parts;
}

std::string without_full_stop(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string with_clause(const std::string& text, const std::string& clause) {
  return without_full_stop(text) + clause + (text.ends_with('.') ? "." : "");
}

// The caption of several that says most, with the time of day in any case.
std::string richest_caption(const Scene& scene, Random& random) {
  constexpr int kDrawn = 5;
  std::string richest;
  for (int i = 0; i < kDrawn; ++i) {
    const std::string text = caption(scene, random);
    if (words_of(text).size() > words_of(richest).size()) richest = text;
  }
  if (!facts_of(richest).times.empty()) return richest;
  return with_clause(richest, " " + random.pick(words_of(scene.time).phrases));
}

// A word of no language, to be copied: "bralto".
std::string made_up_word(Random& random) {
  static const Words kBegin{"b", "br", "d", "f", "g",  "gl", "k", "l", "m",
                            "n", "p",  "r", "s", "sk", "t",  "v", "z"};
  static const Words kVowel{"a", "e", "i", "o", "u"};
  static const Words kEnd{"", "", "l", "n", "r", "x", "m"};
  std::string word;
  const auto syllables = 1 + random.below(3);
  for (std::int64_t i = 0; i < syllables; ++i)
    word += random.pick(kBegin) + random.pick(kVowel) + random.pick(kEnd);
  return word.size() < 3 ? word + "mp" : word;
}

bool is_known(const std::string& word) {
  static const Words words = vocabulary_words();
  return std::binary_search(words.begin(), words.end(), word);
}

// A slip of the fingers in one word of at least five letters: two swapped, one doubled, one left out.
std::string misspelled(std::string text, Random& random) {
  constexpr std::size_t kShortest = 5;
  std::vector<std::pair<std::size_t, std::size_t>> words;  // begin, size
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end - at >= kShortest) words.emplace_back(at, end - at);
    at = end + 1;
  }
  if (words.empty()) return text;
  const auto [begin, size] = random.pick(words);
  const std::size_t at =
      begin + 1 + static_cast<std::size_t>(random.below(static_cast<std::int64_t>(size) - 2));
  const std::string before = text;
  switch (random.below(3)) {
    case 0: std::swap(text[at], text[at + 1]); break;
    case 1: text.insert(at, 1, text[at]); break;
    default: text.erase(at, 1); break;
  }
  const auto changed = words_of(text.substr(begin, size));
  return changed.empty() || is_known(changed.front()) ? before : text;
}

void replace_word(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = place_in(lower(text), from);
  if (at == std::string::npos) return;
  text.replace(at, from.size(), to);
  // "an owl" -> "a bralto": made-up words begin with a consonant
  if (at >= 3 && lower(text.substr(at - 3, 3)) == "an ") text.erase(at - 2, 1);
}

// Puts in what a model must copy without knowing it, on both sides, or a mistake that it must not.
void surprise(Rewriting& pair, const Parts& parts, Random& random) {
  const double kind = random.uniform();
  if (kind < 0.10) {
    pair.prompt = misspelled(pair.prompt, random);
  } else if (kind < 0.22 && !parts.nouns.empty()) {
    const std::string noun = random.pick(parts.nouns);
    const std::string last = noun.substr(noun.rfind(' ') + 1);
    const std::string word = made_up_word(random);
    replace_word(pair.prompt, last, word);
    replace_word(pair.answer, last, word);
  } else if (kind < 0.30) {
    std::string words = made_up_word(random);
    if (random.chance(0.5)) words += " " + random.pick(vocabulary_words());
    if (random.chance(0.5)) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    const std::string clause = ", with the words \"" + words + "\"";
    pair.prompt = with_clause(pair.prompt, clause);
    pair.answer = with_clause(pair.answer, clause);
  }
}

// What people type: some parts, as a list or as a sentence.
struct Short {
  std::string text;
  bool says_place;
  bool says_time;
};

Short short_prompt(const Parts& parts, Random& random) {
  const bool says_place = parts.nouns.empty() || random.chance(0.5);
  bool says_time = !parts.time.empty() && random.chance(0.3);
  std::string text;
  if (random.chance(0.4)) {
    Words listed = parts.nouns;
    if (says_place) listed.push_back(bare_of(parts.place));
    says_time = says_time && parts.time != kStars;
    if (says_time) listed.push_back(bare_of(parts.time));
    const std::string mark = random.chance(0.8) ? ", " : " ";
    for (const std::string& part : listed) text += (text.empty() ? "" : mark) + part;
  } else {
    text = subject_of_nouns(parts.nouns);
    if (says_place) text += (text.empty() ? "" : " ") + parts.place;
    if (says_time) text += " " + parts.time;
    if (random.chance(0.1)) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    if (random.chance(0.1)) text += '.';
  }
  return {text, says_place, says_time};
}

// The prompt as a sentence with one thing more, the place before the time.
std::string with_one_clause(const Scene& scene, const Parts& parts, const Short& shorter, Random& random) {
  std::string text = subject_of_nouns(parts.nouns);
  text += (text.empty() ? "" : " ") + parts.place;
  if (!shorter.says_place && !shorter.says_time) return text;
  return text + " " + (parts.time.empty() ? random.pick(words_of(scene.time).phrases) : parts.time);
}

// Whether a caption begins with its subject and is no list, which names its place without a preposition.
bool is_sentence(const Scene& scene, const std::string& caption) {
  static const std::set<std::string> kFirst{"a", "an", "two", "three", "2", "3"};
  const std::string text = lower(caption);
  return kFirst.contains(words_of(text).front()) &&
         (!found_in(text, place_of(scene).phrases).empty() || text.starts_with(noun_of(place_of(scene))));
}

// A caption as a prompt: all of it is kept, and one thing more is said if anything is left to say.
Rewriting from_caption(const Scene& scene, Random& random) {
  std::string prompt = caption(scene, random);
  for (int i = 0; i < 5 && !is_sentence(scene, prompt); ++i) prompt = caption(scene, random);
  if (facts_of(prompt).times.empty()) {
    return {prompt, with_clause(prompt, " " + random.pick(words_of(scene.time).phrases))};
  }
  const bool has_prefix = words_of(prompt).size() > 2 && words_of(prompt)[2] == "of";
  if (!is_sentence(scene, prompt) || has_prefix) return {prompt, prompt};
  static const Words kPrefixes{"A picture of ", "An illustration of ", "A drawing of "};
  std::string rest = prompt;
  rest[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(rest[0])));
  return {prompt, random.pick(kPrefixes) + rest};
}

Rewriting from_parts(const Scene& scene, Manner manner, Surprises surprises, Random& random) {
  const std::string rich = richest_caption(scene, random);
  const auto parts = parts_of(scene, rich);
  if (!parts) return from_caption(scene, random);
  const Short shorter = short_prompt(*parts, random);
  const bool is_fast = manner == Manner::Fast;
  Rewriting pair{shorter.text, is_fast ? with_one_clause(scene, *parts, shorter, random) : rich};
  if (surprises == Surprises::Some) surprise(pair, *parts, random);
  return pair;
}

// A colour in the name of a place ("on a green meadow") may be kept, but not added: it could be meant for an
// object.
bool adds_a_colour(const Rewriting& pair) {
  const auto asked = words_of(pair.prompt);
  for (const std::string& word : words_of(pair.answer)) {
    const bool is_colour = std::any_of(colours().begin(), colours().end(),
                                       [&](const Colour& colour) { return colour.name == word; });
    if (is_colour && std::find(asked.begin(), asked.end(), word) == asked.end()) return true;
  }
  return false;
}

}  // namespace

Rewriting rewriting_of(const Scene& scene, Manner manner, Surprises surprises, Random& random) {
  constexpr double kCaptionShare = 0.3;
  constexpr int kTries = 10;
  Rewriting pair;
  for (int i = 0; i < kTries; ++i) {
    pair = manner == Manner::Standard && random.chance(kCaptionShare)
               ? from_caption(scene, random)
               : from_parts(scene, manner, surprises, random);
    if (!adds_a_colour(pair)) return pair;
  }
  return {pair.prompt, pair.prompt};
}

std::string subject_of(const Scene& scene, Random& random) {
  Words nouns;
  for (const Sprite& sprite : scene.sprites) {
    const Words names = names_of(scene, sprite);
    nouns.push_back(random.chance(kSynonymShare) ? random.pick(names) : names.front());
    if (all_alike(scene)) break;
  }
  return subject_of_nouns(nouns);
}

}  // namespace reverie
