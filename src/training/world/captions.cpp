#include "training/world/captions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <span>

#include "core/error.h"
#include "training/world/setting_words.h"
#include "training/world/styles/style_words.h"

namespace reverie {

namespace {

constexpr double kSynonymShare = 0.15;
constexpr double kUsualPhraseShare = 0.6;
constexpr double kSayDayShare = 0.25;     // day is what an unsaid time means
constexpr double kSayDefaultShare = 0.1;  // summer and clear weather, where a world has others
constexpr double kAdjectiveShare = 0.3;   // "on a foggy beach"
constexpr double kDayOfBothShare = 0.3;   // "on a rainy autumn day"

using Words = std::vector<std::string>;

// Every fixed word a caption can hold; kinds of sentence below are built of these and of the tables.
const Words kPrefixes = {"a picture of ", "an image of ", "an illustration of ", "a drawing of "};
const Words kNextTo = {" next to ", " beside "};
const Words kLeftOf = {" to the left of ", " left of "};
const Words kRightOf = {" to the right of ", " right of "};
const Words kAbove = {" above ", " over "};
const Words kBelow = {" below ", " under "};
const Words kAtLeft = {" on the left", " on the left side", " at the left"};
const Words kAtRight = {" on the right", " on the right side", " at the right"};
const Words kInMiddle = {" in the middle", " in the center"};
const Words kWith = {" with "};
const Words kAnd = {" and "};
const Words kBetween = {" between "};
const Words kIts = {"it is "};
const Words kEmpty = {"an empty "};
const Words kTwo = {"two ", "2 "};
const Words kThree = {"three ", "3 "};
const Words kArticles = {"a ", "an "};

const Object& object_of(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)];
}

const Place& place_of(const Scene& scene) {
  return places()[static_cast<std::size_t>(scene.place)];
}

// "a beach" of "on a beach": each place's usual phrase begins with a one-word preposition.
std::string place_noun(const Place& place) {
  const std::string& usual = place.phrases.front();
  return usual.substr(usual.find(' ') + 1);
}

std::string colour_prefix(const Sprite& sprite) {
  return sprite.colour == kNoColour ? "" : colours()[static_cast<std::size_t>(sprite.colour)].name + " ";
}

// What of a scene's setting a caption says.
enum class Aspect { Time, Season, Weather };

const SettingWords& setting_words(const Scene& scene, Aspect aspect) {
  switch (aspect) {
    case Aspect::Time: return words_of(scene.time);
    case Aspect::Season: return words_of(scene.season);
    case Aspect::Weather: return words_of(scene.weather);
  }
  throw Error(ErrorCode::Internal, "captions: unknown aspect of a setting");
}

// "on a foggy beach" of "on a beach". Nothing where the place is not called "a" and its name, or is so
// by name ("snowy village").
std::string described(const Place& place, const std::string& adjective) {
  const std::string& usual = place.phrases.front();
  const std::string noun = place_noun(place), before = std::string(article(place.name)) + " ";
  if (noun != before + place.name || place.name.find(adjective) != std::string::npos) return "";
  const std::string preposition = usual.substr(0, usual.find(' ') + 1);
  return preposition + std::string(article(adjective)) + " " + adjective + " " + place.name;
}

bool all_alike(const Scene& scene) {
  return scene.sprites.size() > 1 && scene.sprites[0].object == scene.sprites[1].object;
}

bool on_one_level(const Scene& scene) {
  for (const Sprite& sprite : scene.sprites) {
    if (object_of(sprite).kind != object_of(scene.sprites.front()).kind) return false;
  }
  return true;
}

bool begins_with_one_of(const std::string& text, const Words& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& beginning) { return text.starts_with(beginning); });
}

// May "a watercolour of " stand before it? "a cat on a beach", but not "on a beach, a cat".
bool begins_with_a_thing(const std::string& text) {
  return !begins_with_one_of(text, kPrefixes) &&
         (begins_with_one_of(text, kArticles) || begins_with_one_of(text, kTwo) ||
          begins_with_one_of(text, kThree));
}

// What is said of the objects, before the place.
struct Subjects {
  std::string text;
  bool says_position;  // then a comma parts it from the place: "a cat on the left, in a forest"
};

// Writes one caption; the members are what one caption decides once.
class Writer {
 public:
  Writer(const Scene& scene, Random& random, const SceneOptions& options, const Naming& naming)
      : scene_(scene), random_(random), naming_(naming) {
    if (scene.time != TimeOfDay::Day || random.chance(kSayDayShare)) said_.push_back(Aspect::Time);
    const bool says_defaults = options.seasons_and_weather;
    if (scene.season != Season::Summer ||
        (says_defaults && has_seasons() && random.chance(kSayDefaultShare))) {
      said_.push_back(Aspect::Season);
    }
    if (scene.weather != Weather::Clear ||
        (says_defaults && has_clear_days() && random.chance(kSayDefaultShare))) {
      said_.push_back(Aspect::Weather);
    }
    place_ = naming.place.empty() ? place_of(scene).phrases.front() : naming.place;
    after_ = said_;
  }

  std::string write() {
    if (scene_.sprites.empty()) return finish(empty_scene());
    const double kind = random_.uniform();
    if (kind < 0.15 && can_be_listed()) return list();
    const Subjects subjects = this->subjects();
    is_long_ = subjects.says_position && scene_.sprites.size() == 3;
    describe_place();
    const std::string place = is_long_ ? place_ : place_phrase();
    if (kind < 0.30) return finish(place + after() + ", " + subjects.text);
    if (kind < 0.42 && !after_.empty()) {
      const std::string first = first_phrase();
      return finish(first + ", " + subjects.text + joint(subjects) + place + after());
    }
    if (kind < 0.54) return finish(noun_of_place() + after() + pick(kWith) + subjects.text);
    if (kind < 0.62 && !after_.empty()) {
      return finish(subjects.text + joint(subjects) + place + listed(after_));
    }
    if (kind < 0.68 && !after_.empty()) {
      const std::string state = last_state();
      return finish(subjects.text + joint(subjects) + place + after() + ". " + state);
    }
    const std::string prefix = kind < 0.78 && !is_long_ ? pick(kPrefixes) : "";
    return finish(prefix + subjects.text + joint(subjects) + place + after());
  }

 private:
  const std::string& pick(const Words& from) { return random_.pick(from); }

  const Sprite& sprite(std::size_t index) const { return scene_.sprites[index]; }

  // "red automobile"
  std::string bare(const Sprite& sprite) {
    const Object& object = object_of(sprite);
    const bool as_synonym = !object.synonyms.empty() && random_.chance(kSynonymShare);
    return colour_prefix(sprite) + (as_synonym ? pick(object.synonyms) : object.name);
  }

  // "a red automobile"
  std::string noun(std::size_t index) {
    if (index < naming_.nouns.size() && !naming_.nouns[index].empty()) return naming_.nouns[index];
    const std::string phrase = bare(sprite(index));
    const std::string before(article(phrase));
    return before.empty() ? phrase : before + " " + phrase;
  }

  bool has_seasons() const { return seasons_of(place_of(scene_)).size() > 1; }

  // A place that is always in snow is drawn with some of it falling.
  bool has_clear_days() const {
    return weathers_of(place_of(scene_), scene_.season).size() > 1 &&
           place_of(scene_).climate != Climate::Winter;
  }

  // Now and then a season or a weather is said as the place's adjective and no more after it.
  void describe_place() {
    if (!naming_.place.empty()) return;
    for (const Aspect aspect : {Aspect::Season, Aspect::Weather}) {
      const auto found = std::find(after_.begin(), after_.end(), aspect);
      const Words& adjectives = setting_words(scene_, aspect).adjectives;
      if (found == after_.end() || adjectives.empty() || !random_.chance(kAdjectiveShare)) continue;
      const std::string phrase = described(place_of(scene_), pick(adjectives));
      if (phrase.empty()) continue;
      place_ = phrase;
      is_described_ = true;
      after_.erase(found);
      return;
    }
  }

  std::string place_phrase() {
    const auto& phrases = place_of(scene_).phrases;
    if (is_described_ || !naming_.place.empty()) return place_;
    return random_.chance(kUsualPhraseShare) ? phrases.front() : pick(phrases);
  }

  // "a beach", "a foggy beach"
  std::string noun_of_place() const { return place_.substr(place_.find(' ') + 1); }

  std::string phrase(Aspect aspect) {
    const SettingWords& words = setting_words(scene_, aspect);
    if (is_long_ && said_.size() > 1) return words.phrases.front();
    Words phrases = words.phrases;
    const bool sees_stars = !place_of(scene_).indoors && scene_.weather == Weather::Clear;
    if (sees_stars) phrases.insert(phrases.end(), words.under_sky.begin(), words.under_sky.end());
    if (scene_.time == TimeOfDay::Day && said_.size() == 1) {
      phrases.insert(phrases.end(), words.by_day.begin(), words.by_day.end());
    }
    return pick(phrases);
  }

  // In any order: a season before a weather says no more than after it.
  std::vector<Aspect> shuffled(std::vector<Aspect> aspects) {
    for (std::size_t i = aspects.size(); i > 1; --i) {
      std::swap(aspects[i - 1],
                aspects[static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(i)))]);
    }
    return aspects;
  }

  // " at night in the rain": what is left to say, each with a space before it.
  std::string after() {
    const bool both = after_ == std::vector<Aspect>{Aspect::Season, Aspect::Weather};
    const std::string day =
        both && scene_.time == TimeOfDay::Day ? day_of(scene_.season, scene_.weather) : "";
    if (!day.empty() && random_.chance(kDayOfBothShare)) return " " + day;
    std::string text;
    for (const Aspect aspect : shuffled(after_)) text += " " + phrase(aspect);
    return text;
  }

  // Takes one aspect out of what is left to say.
  Aspect take_one() {
    const std::vector<Aspect> order = shuffled(after_);
    std::erase(after_, order.front());
    return order.front();
  }

  std::string first_phrase() { return phrase(take_one()); }

  std::string last_state() {
    const Aspect aspect = take_one();
    const std::string state = pick(setting_words(scene_, aspect).states);
    return pick(kIts) + state;
  }

  // ", night, rain"
  std::string listed(const std::vector<Aspect>& aspects) {
    std::string text;
    for (const Aspect aspect : shuffled(aspects)) text += ", " + pick(setting_words(scene_, aspect).bare);
    return text;
  }

  static std::string joint(const Subjects& subjects) { return subjects.says_position ? ", " : " "; }

  std::string counted() {
    const Sprite& one = sprite(0);
    const std::string count = random_.chance(0.1) ? (scene_.sprites.size() == 2 ? kTwo[1] : kThree[1])
                                                  : (scene_.sprites.size() == 2 ? kTwo[0] : kThree[0]);
    return count + colour_prefix(one) + object_of(one).plural;
  }

  Subjects subjects() {
    if (all_alike(scene_)) return {counted(), false};
    switch (scene_.arrangement) {
      case Arrangement::Centre: return {noun(0), false};
      case Arrangement::Left: return {noun(0) + pick(kAtLeft), true};
      case Arrangement::Right: return {noun(0) + pick(kAtRight), true};
      case Arrangement::Pair: return pair();
      case Arrangement::Stack: return stack();
      case Arrangement::Row: return row();
      case Arrangement::Empty: break;
    }
    throw Error(ErrorCode::Internal, "captions: a scene with objects but without their arrangement");
  }

  Subjects pair() {
    const std::string left = noun(0);
    const std::string right = noun(1);
    const double kind = random_.uniform();
    if (kind < 0.35) return {left + pick(kAnd) + right, false};
    if (kind < 0.60 && on_one_level(scene_)) return {left + pick(kNextTo) + right, false};
    if (kind < 0.75) return {left + pick(kLeftOf) + right, false};
    if (kind < 0.90) return {right + pick(kRightOf) + left, false};
    return {left + pick(kAtLeft) + pick(kAnd) + right + pick(kAtRight), true};
  }

  Subjects stack() {
    const std::string upper = noun(0);
    const std::string lower = noun(1);
    if (random_.chance(0.7)) return {upper + pick(kAbove) + lower, false};
    return {lower + pick(kBelow) + upper, false};
  }

  Subjects row() {
    const std::string left = noun(0), middle = noun(1), right = noun(2);
    const double kind = random_.uniform();
    if (kind < 0.25 && on_one_level(scene_)) {
      return {middle + pick(kBetween) + left + pick(kAnd) + right, false};
    }
    if (kind < 0.40) {
      return {left + kAtLeft[0] + ", " + middle + pick(kInMiddle) + kAnd[0] + right + kAtRight[0], true};
    }
    const std::string comma = random_.chance(0.3) ? "," : "";
    return {left + ", " + middle + comma + pick(kAnd) + right, false};
  }

  // A list names things and nothing else, so it can say neither "on the left" nor "above".
  bool can_be_listed() const {
    if (!naming_.empty()) return false;
    return scene_.arrangement == Arrangement::Centre || scene_.arrangement == Arrangement::Pair ||
           scene_.arrangement == Arrangement::Row;
  }

  std::string list() {
    std::string text;
    if (all_alike(scene_)) {
      text = counted();
    } else {
      for (std::size_t i = 0; i < scene_.sprites.size(); ++i) text += (i ? ", " : "") + bare(sprite(i));
    }
    // A list of two words says too little: name the time though it is day.
    const bool is_short = said_.empty() && words_of(text).size() < 2;
    return text + ", " + place_of(scene_).name + listed(is_short ? std::vector{Aspect::Time} : said_) +
           bare_style();
  }

  std::string empty_scene() {
    describe_place();
    const std::string noun = noun_of_place();
    // A bare "a beach" is short of three words, so that a time is added to it.
    const std::string time =
        after_.empty() && words_of(noun).size() < 3 ? " " + phrase(Aspect::Time) : after();
    if (random_.chance(0.3)) return pick(kPrefixes) + noun + time;
    if (noun.starts_with("a ") && random_.chance(0.5)) return pick(kEmpty) + noun.substr(2) + time;
    return noun + time;
  }

  std::string bare_style() {
    return scene_.style == Style::Flat ? "" : ", " + pick(words_of_style(scene_.style).bare);
  }

  // Says the style in front of or behind the first sentence; Flat is what an unsaid style means.
  std::string styled(const std::string& text) {
    if (scene_.style == Style::Flat) return text;
    const StyleWords& words = words_of_style(scene_.style);
    const double kind = random_.uniform();
    if (kind < 0.4 && begins_with_a_thing(text)) return pick(words.prefixes) + text;
    if (kind < 0.55) return pick(words.bare) + ", " + text;
    const std::size_t sentence = std::min(text.find(". "), text.size());
    return text.substr(0, sentence) + ", " + pick(words.after) + text.substr(sentence);
  }

  // Some people write sentences.
  std::string finish(std::string text) {
    text = styled(text);
    const bool as_sentence = random_.chance(0.25);
    for (std::size_t i = 0; as_sentence && i < text.size(); ++i) {
      const bool begins = i == 0 || (i >= 2 && text[i - 2] == '.');
      if (begins) text[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[i])));
    }
    if (random_.chance(as_sentence ? 0.6 : 0.05)) text += '.';
    return text;
  }

  const Scene& scene_;
  Random& random_;
  const Naming& naming_;
  std::vector<Aspect> said_;   // all that is said of the setting
  std::vector<Aspect> after_;  // of these, what place_ does not say
  std::string place_;          // "on a beach", "on a foggy beach"
  bool is_described_ = false;
  bool is_long_ = false;
};

void add_words(std::set<std::string>& words, const std::string& text) {
  for (std::string& word : words_of(text)) words.insert(std::move(word));
}

void add_words(std::set<std::string>& words, const SettingWords& setting) {
  for (const Words* some : {&setting.phrases, &setting.under_sky, &setting.by_day, &setting.bare,
                            &setting.states, &setting.adjectives}) {
    for (const std::string& text : *some) add_words(words, text);
  }
}

void add_setting_words(std::set<std::string>& words) {
  for (const Season season : {Season::Summer, Season::Autumn, Season::Winter, Season::Spring}) {
    add_words(words, words_of(season));
  }
  for (const Weather weather :
       {Weather::Clear, Weather::Rain, Weather::Snowfall, Weather::Fog, Weather::Storm}) {
    add_words(words, words_of(weather));
  }
}

void add_style_words(std::set<std::string>& words) {
  for (const Style style : all_styles()) {
    const StyleWords& of_style = words_of_style(style);
    for (const Words* some : {&of_style.after, &of_style.prefixes, &of_style.bare}) {
      for (const std::string& text : *some) add_words(words, text);
    }
  }
}

}  // namespace

std::string caption(const Scene& scene, Random& random, const SceneOptions& options, const Naming& naming) {
  return Writer(scene, random, options, naming).write();
}

std::vector<std::string> vocabulary_words(const SceneOptions& options) {
  std::set<std::string> words;
  for (const Words* fixed :
       {&kPrefixes, &kNextTo, &kLeftOf, &kRightOf, &kAbove, &kBelow, &kAtLeft, &kAtRight, &kInMiddle, &kWith,
        &kAnd, &kBetween, &kIts, &kEmpty, &kTwo, &kThree, &kArticles}) {
    for (const std::string& text : *fixed) add_words(words, text);
  }
  for (const TimeOfDay time : {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night}) {
    add_words(words, words_of(time));
  }
  if (options.seasons_and_weather) add_setting_words(words);
  if (options.styles) add_style_words(words);
  for (const Colour& colour : colours()) add_words(words, colour.name);
  for (const Object& object : objects()) {
    add_words(words, object.name);
    add_words(words, object.plural);
    for (const std::string& synonym : object.synonyms) add_words(words, synonym);
  }
  for (const Place& place : places()) {
    add_words(words, place.name);
    for (const std::string& phrase : place.phrases) add_words(words, phrase);
  }
  return {words.begin(), words.end()};
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-') {
      word += static_cast<char>(std::tolower(byte));
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

}  // namespace reverie
