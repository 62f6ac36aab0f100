#include "training/world/facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "training/world/captions.h"
#include "training/world/setting_words.h"

namespace reverie {
namespace {

constexpr std::array kTimes = {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night};
// From two on.
constexpr std::array<std::string_view, 8> kNumbers = {"two", "three", "four",  "five",
                                                      "six", "seven", "eight", "nine"};

struct Meaning {
  enum class Kind { Thing, Things, Place, Time } kind;
  std::int64_t index;
};

using Lexicon = std::map<std::string, Meaning>;  // by words, joined with one space

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t count) {
  std::string text;
  for (std::size_t i = begin; i < begin + count; ++i) text += (i == begin ? "" : " ") + words[i];
  return text;
}

std::string spelled(const std::string& phrase) {
  const auto words = words_of(phrase);
  return joined(words, 0, words.size());
}

// The first meaning of a phrase stands, so things go before places of the same name.
Lexicon make_lexicon() {
  Lexicon lexicon;
  const auto add = [&](const std::string& phrase, Meaning::Kind kind, std::size_t index) {
    lexicon.emplace(spelled(phrase), Meaning{kind, static_cast<std::int64_t>(index)});
  };
  for (std::size_t i = 0; i < objects().size(); ++i) {
    add(objects()[i].name, Meaning::Kind::Thing, i);
    for (const std::string& synonym : objects()[i].synonyms) add(synonym, Meaning::Kind::Thing, i);
    add(objects()[i].plural, Meaning::Kind::Things, i);
  }
  for (std::size_t i = 0; i < places().size(); ++i) {
    add(places()[i].name, Meaning::Kind::Place, i);
    for (const std::string& phrase : places()[i].phrases) {
      add(phrase, Meaning::Kind::Place, i);
      add(phrase.substr(phrase.find(' ') + 1), Meaning::Kind::Place, i);
      add(bare_of(phrase), Meaning::Kind::Place, i);
    }
  }
  for (const TimeOfDay time : kTimes) {
    for (const auto* phrases : {&words_of(time).phrases, &words_of(time).bare}) {
      for (const std::string& phrase : *phrases) {
        add(phrase, Meaning::Kind::Time, static_cast<std::size_t>(time));
      }
    }
  }
  add("under the stars", Meaning::Kind::Time, static_cast<std::size_t>(TimeOfDay::Night));
  return lexicon;
}

const Lexicon& lexicon() {
  static const Lexicon all = make_lexicon();
  return all;
}

std::optional<std::int64_t> number_of(const std::string& word) {
  const auto found = std::find(kNumbers.begin(), kNumbers.end(), word);
  if (found != kNumbers.end()) return found - kNumbers.begin() + 2;
  if (word.size() == 1 && word[0] >= '2' && word[0] <= '9') return word[0] - '0';
  return std::nullopt;
}

std::optional<std::int64_t> colour_of(const std::string& word) {
  for (std::size_t i = 0; i < colours().size(); ++i) {
    if (colours()[i].name == word) return static_cast<std::int64_t>(i);
  }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const std::string& text) : words_(words_of(text)) {}

  Facts read() {
    while (at_ < words_.size()) {
      if (!read_thing() && !read_setting()) ++at_;
    }
    return facts_;
  }

 private:
  struct Match {
    const Meaning* meaning = nullptr;
    std::size_t words = 0;
  };

  // The longest phrase that begins at word `begin`.
  Match match(std::size_t begin) const {
    constexpr std::size_t kMostWords = 10;
    for (std::size_t count = std::min(kMostWords, words_.size() - begin); count > 0; --count) {
      const auto found = lexicon().find(joined(words_, begin, count));
      if (found != lexicon().end()) return {&found->second, count};
    }
    return {};
  }

  static bool is_thing(const Match& match) {
    return match.meaning != nullptr &&
           (match.meaning->kind == Meaning::Kind::Thing || match.meaning->kind == Meaning::Kind::Things);
  }

  // "[two] [red] cars"
  bool read_thing() {
    std::size_t at = at_;
    if (is_thing(match(at))) {  // "orange" may be a fruit as well as a colour
      take_thing(match(at), at, kNoColour, 1);
      return true;
    }
    const auto number = number_of(words_[at]);
    if (number) ++at;
    const auto colour = at < words_.size() ? colour_of(words_[at]) : std::nullopt;
    if (colour) ++at;
    if (at == at_ || at >= words_.size() || !is_thing(match(at))) return false;
    take_thing(match(at), at, colour.value_or(kNoColour), number.value_or(1));
    return true;
  }

  void take_thing(const Match& found, std::size_t at, std::int64_t colour, std::int64_t count) {
    facts_.things.push_back({found.meaning->index, colour, count});
    at_ = at + found.words;
  }

  // Does a thing begin within the phrase and reach beyond it, as in "an office worker"?
  bool is_cut_by_a_thing(const Match& found) const {
    for (std::size_t inside = 1; inside < found.words; ++inside) {
      const Match thing = match(at_ + inside);
      if (is_thing(thing) && inside + thing.words > found.words) return true;
    }
    return false;
  }

  bool read_setting() {
    const Match found = match(at_);
    if (found.meaning == nullptr || is_cut_by_a_thing(found)) return false;
    if (found.meaning->kind == Meaning::Kind::Place) {
      facts_.places.insert(found.meaning->index);
    } else {
      facts_.times.insert(static_cast<TimeOfDay>(found.meaning->index));
    }
    at_ += found.words;
    return true;
  }

  std::vector<std::string> words_;
  std::size_t at_ = 0;
  Facts facts_;
};

std::string name_of(const NamedThing& thing) {
  const std::string colour =
      thing.colour == kNoColour ? "" : colours()[static_cast<std::size_t>(thing.colour)].name + " ";
  const std::string count = thing.count == 1 ? "" : std::to_string(thing.count) + " ";
  return count + colour + objects()[static_cast<std::size_t>(thing.object)].name;
}

// Things of `first` that `second` lacks, each counted as often as it is named.
std::vector<NamedThing> without(std::vector<NamedThing> first, std::vector<NamedThing> second) {
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  std::vector<NamedThing> rest;
  std::set_difference(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(rest));
  return rest;
}

}  // namespace

Facts facts_of(const std::string& text) {
  return Reader(text).read();
}

Facts facts_of(const Scene& scene) {
  Facts facts;
  facts.places.insert(scene.place);
  facts.times.insert(scene.time);
  const bool alike = scene.sprites.size() > 1 && scene.sprites[0].object == scene.sprites[1].object;
  for (const Sprite& sprite : scene.sprites) {
    facts.things.push_back(
        {sprite.object, sprite.colour, alike ? static_cast<std::int64_t>(scene.sprites.size()) : 1});
    if (alike) break;
  }
  return facts;
}

std::string broken_fact(const Facts& asked, const Facts& answer) {
  if (const auto lost = without(asked.things, answer.things); !lost.empty()) return "no " + name_of(lost[0]);
  if (const auto more = without(answer.things, asked.things); !more.empty())
    return "also " + name_of(more[0]);
  const auto keeps = [](const auto& of_prompt, const auto& of_answer) {
    return std::includes(of_answer.begin(), of_answer.end(), of_prompt.begin(), of_prompt.end()) &&
           of_answer.size() <= std::max<std::size_t>(1, of_prompt.size());
  };
  if (!keeps(asked.places, answer.places)) return "another place";
  if (!keeps(asked.times, answer.times)) return "another time of day";
  return "";
}

}  // namespace reverie
