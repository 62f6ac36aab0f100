#include "training/world/caption_setting.h"

#include <algorithm>

#include "core/error.h"
#include "training/world/setting_words.h"

namespace reverie {

namespace {

constexpr double kUsualPhraseShare = 0.6;
constexpr double kSayDayShare = 0.25;     // day is what an unsaid time means
constexpr double kSayDefaultShare = 0.1;  // summer and clear weather, where a world has others
constexpr double kAdjectiveShare = 0.3;   // "on a foggy beach"
constexpr double kDayOfBothShare = 0.3;   // "on a rainy autumn day"

// "a beach" of "on a beach": each place's usual phrase begins with a one-word preposition.
std::string noun_of(const std::string& phrase) {
  return phrase.substr(phrase.find(' ') + 1);
}

// "on a foggy beach" of "on a beach". Nothing where the place is not called "a" and its name, or is so
// by name ("snowy village").
std::string described(const Place& place, const std::string& adjective) {
  const std::string& usual = place.phrases.front();
  const std::string before = std::string(article(place.name)) + " ";
  if (noun_of(usual) != before + place.name || place.name.find(adjective) != std::string::npos) return "";
  const std::string preposition = usual.substr(0, usual.find(' ') + 1);
  return preposition + std::string(article(adjective)) + " " + adjective + " " + place.name;
}

bool has_seasons(const Place& place) {
  return seasons_of(place).size() > 1;
}

// A place that is always in snow is drawn with some of it falling.
bool has_clear_days(const Place& place, Season season) {
  return weathers_of(place, season).size() > 1 && place.climate != Climate::Winter;
}

}  // namespace

SettingTeller::SettingTeller(const Scene& scene, Random& random, bool may_say_defaults)
    : scene_(scene), where_(places()[static_cast<std::size_t>(scene.place)]), random_(random) {
  const auto says_default = [&](bool has_others) {
    return may_say_defaults && has_others && random_.chance(kSayDefaultShare);
  };
  if (scene.time != TimeOfDay::Day || random_.chance(kSayDayShare)) said_.push_back(Aspect::Time);
  if (scene.season != Season::Summer || says_default(has_seasons(where_))) said_.push_back(Aspect::Season);
  if (scene.weather != Weather::Clear || says_default(has_clear_days(where_, scene.season))) {
    said_.push_back(Aspect::Weather);
  }
  place_ = where_.phrases.front();
  after_ = said_;
}

const SettingWords& SettingTeller::words(Aspect aspect) const {
  switch (aspect) {
    case Aspect::Time: return words_of(scene_.time);
    case Aspect::Season: return words_of(scene_.season);
    case Aspect::Weather: return words_of(scene_.weather);
  }
  throw Error(ErrorCode::Internal, "captions: unknown aspect of a setting");
}

void SettingTeller::call_place(std::string phrase) {
  place_ = std::move(phrase);
  is_described_ = true;
}

void SettingTeller::describe_place() {
  if (is_described_) return;
  for (const Aspect aspect : {Aspect::Season, Aspect::Weather}) {
    const auto found = std::find(after_.begin(), after_.end(), aspect);
    const auto& adjectives = words(aspect).adjectives;
    if (found == after_.end() || adjectives.empty() || !random_.chance(kAdjectiveShare)) continue;
    const std::string phrase = described(where_, random_.pick(adjectives));
    if (phrase.empty()) continue;
    place_ = phrase;
    is_described_ = true;
    after_.erase(found);
    return;
  }
}

std::string SettingTeller::place() {
  if (is_described_ || is_brief_ || random_.chance(kUsualPhraseShare)) return place_;
  return random_.pick(where_.phrases);
}

std::string SettingTeller::place_noun() const {
  return noun_of(place_);
}

std::string SettingTeller::phrase(Aspect aspect) {
  const SettingWords& all = words(aspect);
  if (is_brief_ && said_.size() > 1) return all.phrases.front();
  SettingWords::Words phrases = all.phrases;
  const bool sees_stars = !where_.indoors && scene_.weather == Weather::Clear;
  if (sees_stars) phrases.insert(phrases.end(), all.under_sky.begin(), all.under_sky.end());
  if (scene_.time == TimeOfDay::Day && said_.size() == 1) {
    phrases.insert(phrases.end(), all.by_day.begin(), all.by_day.end());
  }
  return random_.pick(phrases);
}

// In any order: a season before a weather says no more than after it.
std::vector<SettingTeller::Aspect> SettingTeller::shuffled(std::vector<Aspect> aspects) {
  for (std::size_t i = aspects.size(); i > 1; --i) {
    const auto other = static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(i)));
    std::swap(aspects[i - 1], aspects[other]);
  }
  return aspects;
}

std::string SettingTeller::after() {
  const bool both = after_ == std::vector<Aspect>{Aspect::Season, Aspect::Weather};
  const std::string day = both && scene_.time == TimeOfDay::Day ? day_of(scene_.season, scene_.weather) : "";
  if (!day.empty() && random_.chance(kDayOfBothShare)) return " " + day;
  std::string text;
  for (const Aspect aspect : shuffled(after_)) text += " " + phrase(aspect);
  return text;
}

std::string SettingTeller::time() {
  return phrase(Aspect::Time);
}

SettingTeller::Aspect SettingTeller::take_one() {
  const Aspect first = shuffled(after_).front();
  std::erase(after_, first);
  return first;
}

std::string SettingTeller::take_phrase() {
  return phrase(take_one());
}

std::string SettingTeller::take_state() {
  return random_.pick(words(take_one()).states);
}

std::string SettingTeller::listed(const std::vector<Aspect>& aspects) {
  std::string text;
  for (const Aspect aspect : shuffled(aspects)) text += ", " + random_.pick(words(aspect).bare);
  return text;
}

std::string SettingTeller::listed_after() {
  return listed(after_);
}

std::string SettingTeller::listed() {
  return listed(said_);
}

std::string SettingTeller::listed_time() {
  return listed({Aspect::Time});
}

}  // namespace reverie
