// training/world/edit_words.cpp
//
// What is written to have a scene changed: instruction() of edits.h.
#include <cctype>
#include <set>

#include "core/error.h"
#include "training/world/captions.h"
#include "training/world/edits.h"
#include "training/world/lettering/sign_captions.h"
#include "training/world/positions.h"
#include "training/world/setting_words.h"
#include "training/world/style_words.h"

namespace reverie {
namespace {

using Words = std::vector<std::string>;

// {x} is the object as it is told apart, {new} what it becomes, {where} a side, {time} and {place} the
// scene's.
const Words kAdd = {"add {new}", "put {new} in the picture", "place {new} here"};
const Words kAddWhere = {"add {new} {where}", "put {new} {where}", "place {new} {where}"};
const Words kRemove = {"remove {x}", "take away {x}", "delete {x}", "get rid of {x}", "erase {x}"};
const Words kReplace = {"replace {x} with {new}", "turn {x} into {new}", "change {x} to {new}",
                        "swap {x} for {new}"};
const Words kRecolour = {"make {x} {colour}", "change the color of {x} to {colour}", "paint {x} {colour}",
                         "recolor {x} to {colour}"};
const Words kMove = {"move {x} {towards}", "put {x} {where}", "shift {x} {towards}"};
const Words kTime = {"make it {time}", "change the time to {time}", "turn it into {time}",
                     "set it at {time}"};
const Words kPlace = {"change the background to {place}", "move the scene to {place}",
                      "make the place {place}", "put everything {in place}", "set it {in place}"};
const Words kSeason = {"make it {season}", "turn it into {season}", "change the season to {season}",
                       "transform this scene into {season}"};
const Words kWinter = {"transform this scene into a winter wonderland with snow covering everything",
                       "cover everything with snow", "let it be covered in snow"};
const Words kWeather = {"make it {state}", "change the weather to {weather}", "let there be {weather}"};
const Words kClear = {"make it clear", "clear the sky", "make the weather fine"};
const Words kStyle = {"turn it into {style}", "make it {style}", "redraw it as {style}"};
const Words kSign = {"change the words to {quoted}", "make the {sign} say {quoted}",
                     "let the {sign} read {quoted}"};
const Words kKeep = {"keep everything else", "leave the rest as it is", "do not change anything else"};
const Words kJoints = {" and ", ", then ", ", and "};

std::string replaced(std::string text, const std::string& key, const std::string& value) {
  if (const std::size_t at = text.find(key); at != std::string::npos) text.replace(at, key.size(), value);
  return text;
}

std::string where(Side side) {
  return side == Side::Left ? "on the left" : side == Side::Right ? "on the right" : "in the middle";
}

std::string towards(Side side) {
  return side == Side::Left ? "to the left" : side == Side::Right ? "to the right" : "to the middle";
}

class Instruction {
 public:
  Instruction(const Edit& edit, Random& random) : edit_(edit), random_(random) {}

  std::string write() {
    std::string text = told(edit_.changes[0]);
    for (std::size_t i = 1; i < edit_.changes.size(); ++i) text += pick(kJoints) + told(edit_.changes[i]);
    constexpr double kSayKeep = 0.15;
    if (random_.chance(kSayKeep)) text += ", " + pick(kKeep);
    return finish(text);
  }

 private:
  const std::string& pick(const Words& words) { return random_.pick(words); }

  // "a red car"
  static std::string with_article(const std::string& noun) {
    const std::string before(article(noun));
    return before.empty() ? noun : before + " " + noun;
  }

  std::string noun(const Sprite& sprite, bool says_colour) {
    constexpr double kSynonymShare = 0.15;
    const Object& object = objects()[static_cast<std::size_t>(sprite.object)];
    const bool as_synonym = !object.synonyms.empty() && random_.chance(kSynonymShare);
    const std::string colour = says_colour && sprite.colour != kNoColour
                                   ? colours()[static_cast<std::size_t>(sprite.colour)].name + " "
                                   : "";
    return colour + (as_synonym ? pick(object.synonyms) : object.name);
  }

  // "the cat", "the car on the left", "the red car"
  std::string told_apart(const Sprite& sprite) {
    std::int64_t alike = 0;
    for (const Sprite& one : edit_.before.sprites) alike += one.object == sprite.object ? 1 : 0;
    const auto side = side_of(sprite, edit_.before.grid);
    if (alike > 1) return "the " + noun(sprite, false) + " " + where(*side);
    constexpr double kSayColour = 0.3;
    return "the " + noun(sprite, random_.chance(kSayColour));
  }

  std::string told(const Change& change) {
    switch (change.kind) {
      case ChangeKind::Add: return added(*change.to);
      case ChangeKind::Remove: return replaced(pick(kRemove), "{x}", told_apart(*change.from));
      case ChangeKind::Replace:
        return replaced(replaced(pick(kReplace), "{x}", told_apart(*change.from)), "{new}",
                        with_article(noun(*change.to, true)));
      case ChangeKind::Recolour:
        return replaced(replaced(pick(kRecolour), "{x}", told_apart(*change.from)), "{colour}",
                        colours()[static_cast<std::size_t>(change.to->colour)].name);
      case ChangeKind::Move: return moved(change);
      case ChangeKind::Time: return replaced(pick(kTime), "{time}", pick(words_of(edit_.after.time).bare));
      case ChangeKind::Place: return placed();
      case ChangeKind::Season: return seasoned();
      case ChangeKind::Weather: return weathered();
      case ChangeKind::Style:
        return replaced(pick(kStyle), "{style}", pick(words_of_style(edit_.after.style).nouns));
      case ChangeKind::Words: return worded();
    }
    throw Error(ErrorCode::Internal, "edit_words: unknown kind of change");
  }

  std::string added(const Sprite& sprite) {
    const auto side = side_of(sprite, edit_.after.grid);
    const std::string text = side ? replaced(pick(kAddWhere), "{where}", where(*side)) : pick(kAdd);
    return replaced(text, "{new}", with_article(noun(sprite, true)));
  }

  std::string moved(const Change& change) {
    const Side side = *side_of(*change.to, edit_.after.grid);
    const std::string text =
        replaced(replaced(pick(kMove), "{where}", where(side)), "{towards}", towards(side));
    return replaced(text, "{x}", told_apart(*change.from));
  }

  std::string placed() {
    const Place& place = places()[static_cast<std::size_t>(edit_.after.place)];
    const std::string phrase = random_.pick(place.phrases);
    const std::string& usual = place.phrases.front();
    const std::string text = replaced(pick(kPlace), "{in place}", phrase);
    return replaced(text, "{place}", usual.substr(usual.find(' ') + 1));
  }

  std::string seasoned() {
    constexpr double kSpecial = 0.4;
    if (edit_.after.season == Season::Winter && random_.chance(kSpecial)) return pick(kWinter);
    // "snow" alone would be weather.
    const std::string& season = words_of(edit_.after.season).bare.front();
    return replaced(pick(kSeason), "{season}", season);
  }

  std::string weathered() {
    if (edit_.after.weather == Weather::Clear) return pick(kClear);
    const SettingWords& words = words_of(edit_.after.weather);
    return replaced(replaced(pick(kWeather), "{state}", pick(words.states)), "{weather}", pick(words.bare));
  }

  std::string worded() {
    const Sign& sign = *edit_.after.sign;
    const std::string quoted = "\"" + sign.words + "\"";
    return replaced(replaced(pick(kSign), "{sign}", sign_noun(sign.kind)), "{quoted}", quoted);
  }

  std::string finish(std::string text) {
    constexpr double kSentence = 0.4, kStop = 0.6;
    if (!random_.chance(kSentence)) return text;
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    if (random_.chance(kStop)) text += '.';
    return text;
  }

  const Edit& edit_;
  Random& random_;
};

}  // namespace

std::string instruction(const Edit& edit, Random& random) {
  return Instruction(edit, random).write();
}

std::vector<std::string> instruction_words() {
  std::set<std::string> words;
  for (const Words* some : {&kAdd, &kAddWhere, &kRemove, &kReplace, &kRecolour, &kMove, &kTime, &kPlace,
                            &kSeason, &kWinter, &kWeather, &kClear, &kStyle, &kSign, &kKeep, &kJoints}) {
    for (std::string text : *some) {
      for (const char* key :
           {"{x}", "{new}", "{where}", "{towards}", "{colour}", "{time}", "{in place}", "{place}", "{season}",
            "{state}", "{weather}", "{style}", "{sign}", "{quoted}"}) {
        text = replaced(text, key, "");
      }
      for (std::string& word : words_of(text)) words.insert(std::move(word));
    }
  }
  for (const Side side : {Side::Left, Side::Middle, Side::Right}) {
    for (std::string& word : words_of(where(side) + " " + towards(side))) words.insert(std::move(word));
  }
  return {words.begin(), words.end()};
}

}  // namespace reverie
