#include "training/world/facts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/words.h"
#include "training/world/captions.h"
#include "training/world/lettering/sign_captions.h"
#include "training/world/setting_words.h"
#include "training/world/style_words.h"

namespace reverie {
namespace {

constexpr std::array kTimes = {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night};
struct Meaning {
  enum class Kind { Thing, Things, Place, Time } kind;
  std::int64_t index;
};

// Each phrase of the world with its meaning; the first meaning of a phrase stands.
struct Lexicon {
  std::vector<Meaning> meanings;
  Phrases phrases;

  void add(const std::string& phrase, Meaning::Kind kind, std::size_t index) {
    phrases.add(phrase, static_cast<std::int64_t>(meanings.size()));
    meanings.push_back({kind, static_cast<std::int64_t>(index)});
  }
};

void add_objects(Lexicon& lexicon) {
  for (std::size_t i = 0; i < objects().size(); ++i) {
    lexicon.add(objects()[i].name, Meaning::Kind::Thing, i);
    for (const std::string& synonym : objects()[i].synonyms) lexicon.add(synonym, Meaning::Kind::Thing, i);
    lexicon.add(objects()[i].plural, Meaning::Kind::Things, i);
  }
}

void add_places(Lexicon& lexicon) {
  for (std::size_t i = 0; i < places().size(); ++i) {
    for (const std::string& phrase : phrases_of_place(static_cast<std::int64_t>(i)))
      lexicon.add(phrase, Meaning::Kind::Place, i);
  }
}

void add_times(Lexicon& lexicon) {
  for (const TimeOfDay time : kTimes) {
    for (const auto* phrases : {&words_of(time).phrases, &words_of(time).bare}) {
      for (const std::string& phrase : *phrases) {
        lexicon.add(phrase, Meaning::Kind::Time, static_cast<std::size_t>(time));
      }
    }
  }
  lexicon.add("under the stars", Meaning::Kind::Time, static_cast<std::size_t>(TimeOfDay::Night));
}

// Things go before places of the same name.
const Lexicon& lexicon() {
  static const Lexicon all = [] {
    Lexicon lexicon;
    add_objects(lexicon);
    add_places(lexicon);
    add_times(lexicon);
    return lexicon;
  }();
  return all;
}

std::optional<std::int64_t> colour_of(const std::string& word) {
  for (std::size_t i = 0; i < colours().size(); ++i) {
    if (colours()[i].name == word) return static_cast<std::int64_t>(i);
  }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const std::string& text) : words_(words_in(part_quotations(text).rest)) {}

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
    const Phrases::Match found = lexicon().phrases.longest_at(words_, begin);
    if (found.words == 0) return {};
    return {&lexicon().meanings[static_cast<std::size_t>(found.meaning)], found.words};
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
    const auto number = number_in(words_[at]);
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

std::vector<std::string> phrases_of_place(std::int64_t place) {
  const Place& named = places()[static_cast<std::size_t>(place)];
  // "under the sea" is no sea.
  const auto is_another = [&](const std::string& noun) {
    return std::any_of(places().begin(), places().end(),
                       [&](const Place& one) { return one.name == noun && &one != &named; });
  };
  std::vector<std::string> phrases{named.name};
  for (const std::string& phrase : named.phrases) {
    phrases.push_back(phrase);
    const std::string noun = bare_of(phrase);
    if (!is_another(noun)) phrases.insert(phrases.end(), {phrase.substr(phrase.find(' ') + 1), noun});
  }
  return phrases;
}

std::vector<std::string> setting_phrases() {
  Lexicon settings;
  add_places(settings);
  add_times(settings);
  std::vector<std::string> phrases = settings.phrases.all();
  const auto add = [&](const std::vector<std::string>& more) {
    phrases.insert(phrases.end(), more.begin(), more.end());
  };
  const auto add_words = [&](const SettingWords& words) {
    for (const auto* more : {&words.phrases, &words.under_sky, &words.by_day, &words.states}) add(*more);
  };
  for (const Season season : kAllSeasons) add_words(words_of(season));
  for (const Weather weather : kAllWeathers) add_words(words_of(weather));
  for (const Style style : all_styles()) {
    const StyleWords& words = words_of_style(style);
    for (const auto* more : {&words.after, &words.prefixes, &words.bare, &words.nouns}) add(*more);
  }
  add(sign_openings());
  return phrases;
}

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
