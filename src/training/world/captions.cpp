#include "training/world/captions.h"

#include <array>
#include <cctype>
#include <set>
#include <span>

#include "core/error.h"
#include "core/size_words.h"
#include "core/words.h"
#include "training/world/caption_setting.h"
#include "training/world/lettering/sign_captions.h"
#include "training/world/setting_words.h"
#include "training/world/style_words.h"

namespace reverie {

namespace {

constexpr double kSynonymShare = 0.15;

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
const Words kBehind = {" behind "};
const Words kInFrontOf = {" in front of "};
const Words kUnder = {" under ", " underneath ", " beneath "};
// From two to six.
const std::vector<Words> kNumbers = {kTwo, kThree, {"four ", "4 "}, {"five ", "5 "}, {"six ", "6 "}};
const Words kArticles = {"a ", "an "};

const Object& object_of(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)];
}

const Place& place_of(const Scene& scene) {
  return places()[static_cast<std::size_t>(scene.place)];
}

std::string colour_prefix(const Sprite& sprite) {
  return sprite.colour == kNoColour ? "" : colours()[static_cast<std::size_t>(sprite.colour)].name + " ";
}

const Words& number_of(const Scene& scene) {
  return kNumbers.at(scene.sprites.size() - 2);
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
         (begins_with_one_of(text, kArticles) ||
          std::any_of(kNumbers.begin(), kNumbers.end(),
                      [&](const Words& number) { return begins_with_one_of(text, number); }));
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
      : scene_(scene),
        random_(random),
        naming_(naming),
        setting_(scene, random, options.seasons_and_weather) {
    if (!naming.place.empty()) setting_.call_place(naming.place);
  }

  std::string write() {
    if (scene_.sprites.empty()) return finish(empty_scene());
    const double kind = random_.uniform();
    if (kind < 0.15 && can_be_listed()) return list();
    const Subjects subjects = this->subjects();
    const bool is_long = subjects.says_position && scene_.sprites.size() == 3;
    if (is_long) setting_.be_brief();
    setting_.describe_place();
    const std::string place = setting_.place();
    if (kind < 0.30) return finish(place + setting_.after() + ", " + subjects.text);
    if (kind < 0.42 && setting_.has_more()) {
      const std::string first = setting_.take_phrase();
      return finish(first + ", " + subjects.text + joint(subjects) + place + setting_.after());
    }
    if (kind < 0.54) {
      return finish(setting_.place_noun() + setting_.after() + pick(kWith) + subjects.text);
    }
    if (kind < 0.62 && setting_.has_more()) {
      return finish(subjects.text + joint(subjects) + place + setting_.listed_after());
    }
    if (kind < 0.68 && setting_.has_more()) {
      const std::string state = setting_.take_state();
      const std::string it_is = pick(kIts);
      return finish(subjects.text + joint(subjects) + place + setting_.after() + ". " + it_is + state);
    }
    const std::string prefix = kind < 0.78 && !is_long ? pick(kPrefixes) : "";
    return finish(prefix + subjects.text + joint(subjects) + place + setting_.after());
  }

 private:
  const std::string& pick(const Words& from) { return random_.pick(from); }

  const Sprite& sprite(std::size_t index) const { return scene_.sprites[index]; }

  // "huge ", where it is not as usual; the things of a crowd are as large as there is room.
  std::string size_prefix(const Sprite& sprite) {
    const bool by_arrangement =
        scene_.arrangement == Arrangement::Crowd || scene_.arrangement == Arrangement::Under;
    if (sprite.tokens == kSlotTokens || by_arrangement) return "";
    // In a small picture there is less room than was asked for.
    for (const SizeWords& size : size_words()) {
      if (sprite.tokens <= size.tokens) return pick(size.words) + " ";
    }
    throw Error(ErrorCode::Internal, "captions: a thing of a size that has no word");
  }

  // "huge red automobile"
  std::string bare(const Sprite& sprite) {
    const Object& object = object_of(sprite);
    const bool as_synonym = !object.synonyms.empty() && random_.chance(kSynonymShare);
    return size_prefix(sprite) + colour_prefix(sprite) + (as_synonym ? pick(object.synonyms) : object.name);
  }

  // "a red automobile"
  std::string noun(std::size_t index) {
    if (index < naming_.nouns.size() && !naming_.nouns[index].empty()) return naming_.nouns[index];
    const std::string phrase = bare(sprite(index));
    const std::string before(article(phrase));
    return before.empty() ? phrase : before + " " + phrase;
  }

  static std::string joint(const Subjects& subjects) { return subjects.says_position ? ", " : " "; }

  std::string counted() {
    const Sprite& one = sprite(0);
    const std::string count = number_of(scene_)[random_.chance(0.1) ? 1 : 0];
    return count + size_prefix(one) + colour_prefix(one) + object_of(one).plural;
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
      case Arrangement::Behind: return behind();
      case Arrangement::Under: return {noun(1) + pick(kUnder) + noun(0), false};
      case Arrangement::Crowd:
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

  Subjects behind() {
    if (random_.chance(0.6)) return {noun(0) + pick(kBehind) + noun(1), false};
    return {noun(1) + pick(kInFrontOf) + noun(0), false};
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
    const bool is_short = setting_.says_nothing() && words_of(text).size() < 2;
    return text + ", " + place_of(scene_).name + (is_short ? setting_.listed_time() : setting_.listed()) +
           bare_style();
  }

  std::string empty_scene() {
    setting_.describe_place();
    if (scene_.sign) return sign_phrase(*scene_.sign, random_) + " " + setting_.place() + setting_.after();
    const std::string noun = setting_.place_noun();
    // A bare "a beach" is short of three words, so that a time is added to it.
    const bool is_short = !setting_.has_more() && words_of(noun).size() < 3;
    const std::string time = is_short ? " " + setting_.time() : setting_.after();
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
      const bool begins = i == 0 || (i >= 2 && text[i - 2] == '.' && text[i - 1] == ' ');
      if (begins) text[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[i])));
    }
    if (random_.chance(as_sentence ? 0.6 : 0.05)) text += '.';
    return text;
  }

  const Scene& scene_;
  Random& random_;
  const Naming& naming_;
  SettingTeller setting_;
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
  for (const Season season : kAllSeasons) add_words(words, words_of(season));
  for (const Weather weather : kAllWeathers) add_words(words, words_of(weather));
}

void add_size_words(std::set<std::string>& words) {
  for (const SizeWords& size : size_words()) words.insert(size.words.begin(), size.words.end());
  for (const Words* some : {&kBehind, &kInFrontOf, &kUnder}) {
    for (const std::string& text : *some) add_words(words, text);
  }
  for (const Words& number : kNumbers) {
    for (const std::string& text : number) add_words(words, text);
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
  const std::string text = Writer(scene, random, options, naming).write();
  return scene.sign && !scene.sprites.empty() ? with_sign(text, scene, random) : text;
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
  if (options.sizes) add_size_words(words);
  if (options.styles) add_style_words(words);
  if (options.signs) {
    for (std::string& word : sign_vocabulary()) words.insert(std::move(word));
  }
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
  for (const char c : part_quotations(text).rest + " ") {
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
