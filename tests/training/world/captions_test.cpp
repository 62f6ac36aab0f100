// Captions: true of their scenes, in good English, and made of the announced words only.
#include "training/world/captions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "training/world/setting_words.h"

namespace reverie {
namespace {

constexpr std::uint64_t kCaptions = 20000;

struct Captioned {
  Scene scene;
  std::string text;      // as written
  std::string words;     // " a red car on a beach ", to search whole words in
  std::string subjects;  // the same without the words of place and stars: " a red car "
};

std::string spaced(const std::string& text) {
  std::string words = " ";
  for (const std::string& word : words_of(text)) words += word + ' ';
  return words;
}

// "houses", "flower" and "stars" are objects, and also words of places and times.
std::string without_place(std::string words, const Place& place) {
  std::vector<std::string> phrases = place.phrases;
  const std::string& usual = phrases.front();
  for (const std::string& extra :
       {usual.substr(usual.find(' ') + 1), place.name, std::string("under the stars")}) {
    phrases.push_back(extra);
  }
  std::stable_sort(phrases.begin(), phrases.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  for (const std::string& phrase : phrases) {
    const std::string part = spaced(phrase);
    const std::size_t at = words.find(part);
    if (at != std::string::npos) words.replace(at, part.size(), " ");
  }
  return words;
}

std::set<std::string> words_of_all(const std::vector<std::string>& phrases) {
  std::set<std::string> words;
  for (const std::string& phrase : phrases) {
    for (std::string& word : words_of(phrase)) words.insert(std::move(word));
  }
  return words;
}

// Objects that are called by the weather or the season ("rain cloud", "umbrella with rain"): the tests below
// read captions word by word and would take them for the scene's.
const std::set<std::int64_t>& called_by_the_weather() {
  static const std::set<std::int64_t> all = [] {
    std::set<std::string> setting = {"day", "clear"};
    const auto add = [&](const SettingWords& words) {
      setting.merge(words_of_all(words.bare));
      setting.merge(words_of_all(words.states));
      setting.merge(words_of_all(words.adjectives));
      setting.merge(words_of_all(words.phrases));
    };
    for (const Season season : {Season::Summer, Season::Autumn, Season::Winter, Season::Spring})
      add(words_of(season));
    for (const Weather weather :
         {Weather::Clear, Weather::Rain, Weather::Snowfall, Weather::Fog, Weather::Storm}) {
      add(words_of(weather));
    }
    for (const char* small : {"in", "the", "on", "a", "an", "among", "during", "while", "it", "is", "of"})
      setting.erase(small);
    std::set<std::int64_t> found;
    for (std::size_t i = 0; i < objects().size(); ++i) {
      std::vector<std::string> names = objects()[i].synonyms;
      names.insert(names.end(), {objects()[i].name, objects()[i].plural});
      for (const std::string& word : words_of_all(names)) {
        if (setting.count(word)) found.insert(static_cast<std::int64_t>(i));
      }
    }
    return found;
  }();
  return all;
}

std::vector<Captioned> captions_of(SceneOptions options) {
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(objects().size()); ++i) {
    if (!called_by_the_weather().count(i)) options.objects.push_back(i);
  }
  std::vector<Captioned> made;
  for (std::uint64_t i = 0; i < kCaptions; ++i) {
    Random random(3, i);
    Scene scene = sample_scene(random, options);
    std::string text = caption(scene, random, options);
    const std::string words = spaced(text);
    const Place& place = places()[static_cast<std::size_t>(scene.place)];
    made.push_back({scene, text, words, without_place(words, place)});
  }
  return made;
}

const std::vector<Captioned>& captioned() {
  static const std::vector<Captioned> all = captions_of({});
  return all;
}

const std::vector<Captioned>& in_seasons() {
  static const std::vector<Captioned> all = captions_of({.seasons_and_weather = true});
  return all;
}

// Both worlds, for what is true of every caption.
std::vector<Captioned> all_captions() {
  std::vector<Captioned> all = captioned();
  all.insert(all.end(), in_seasons().begin(), in_seasons().end());
  return all;
}

bool says(const Captioned& one, const std::string& phrase) {
  return one.words.find(" " + phrase + " ") != std::string::npos;
}

bool says_any(const Captioned& one, const std::vector<std::string>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const std::string& phrase) { return says(one, phrase); });
}

const Object& object_of(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)];
}

std::vector<std::string> names_of(const Object& object) {
  std::vector<std::string> names = object.synonyms;
  names.push_back(object.name);
  names.push_back(object.plural);
  return names;
}

// The words of the other objects in the scene that hold a word of this one: "polar bear" for "bear".
std::vector<std::string> longer_names(const Scene& scene, const Object& object) {
  std::vector<std::string> longer;
  for (const Sprite& sprite : scene.sprites) {
    if (object_of(sprite).name == object.name) continue;
    for (const std::string& other : names_of(object_of(sprite))) {
      for (const std::string& name : names_of(object)) {
        if ((" " + other + " ").find(" " + name + " ") != std::string::npos) longer.push_back(other);
      }
    }
  }
  return longer;
}

// Where the object is named, or npos.
std::size_t place_in(const Captioned& one, const Object& object) {
  std::string subjects = one.subjects;
  for (const std::string& longer : longer_names(one.scene, object)) {
    const std::size_t at = subjects.find(" " + longer + " ");
    if (at != std::string::npos) subjects.replace(at + 1, longer.size(), std::string(longer.size(), '#'));
  }
  std::size_t first = std::string::npos;
  for (const std::string& name : names_of(object)) first = std::min(first, subjects.find(" " + name + " "));
  return first;
}

TEST(Captions, NameEveryObjectOfTheScene) {
  for (const Captioned& one : all_captions()) {
    for (const Sprite& sprite : one.scene.sprites) {
      EXPECT_NE(place_in(one, object_of(sprite)), std::string::npos)
          << object_of(sprite).name << ": " << one.text;
    }
  }
}

TEST(Captions, NameThePlaceAlwaysAndByItsOwnWords) {
  for (const Captioned& one : all_captions()) {
    const Place& place = places()[static_cast<std::size_t>(one.scene.place)];
    std::vector<std::string> ways = {place.name};
    std::vector<std::string> phrases = place.phrases;
    phrases.push_back(phrases.front().substr(phrases.front().find(' ') + 1));  // "a cliff by the sea"
    phrases.push_back(
        phrases.back().substr(phrases.back().find(' ') + 1));  // "an empty" + "cliff by the sea"
    for (const std::string& phrase : phrases) {
      std::string plain;
      for (const std::string& word : words_of(phrase)) plain += (plain.empty() ? "" : " ") + word;
      ways.push_back(plain);
    }
    EXPECT_TRUE(says_any(one, ways)) << place.name << ": " << one.text;
  }
}

TEST(Captions, NameAColourExactlyWhereASpriteIsRecoloured) {
  for (const Captioned& one : all_captions()) {
    std::multiset<std::string> expected, found;
    const bool alike =
        one.scene.sprites.size() > 1 && one.scene.sprites[0].object == one.scene.sprites[1].object;
    for (const Sprite& sprite : one.scene.sprites) {
      if (sprite.colour != kNoColour)
        expected.insert(colours()[static_cast<std::size_t>(sprite.colour)].name);
      if (alike) break;  // said once for all of them
    }
    for (const std::string& word : words_of(one.subjects)) {
      for (const Colour& colour : colours()) {
        if (word == colour.name) found.insert(word);
      }
    }
    EXPECT_EQ(found, expected) << one.text;
  }
}

TEST(Captions, PutTheColourBeforeItsOwnObject) {
  for (const Captioned& one : all_captions()) {
    for (const Sprite& sprite : one.scene.sprites) {
      if (sprite.colour == kNoColour) continue;
      std::vector<std::string> ways;
      for (const std::string& name : names_of(object_of(sprite))) {
        ways.push_back(colours()[static_cast<std::size_t>(sprite.colour)].name + " " + name);
      }
      EXPECT_TRUE(says_any(one, ways)) << one.text;
    }
  }
}

TEST(Captions, NameTheTimeUnlessItIsDayAndNeverAnother) {
  const std::map<TimeOfDay, std::vector<std::string>> words = {
      {TimeOfDay::Dawn, {"dawn", "sunrise", "early morning"}},
      {TimeOfDay::Day, {"day", "daylight"}},
      {TimeOfDay::Sunset, {"sunset", "dusk", "evening"}},
      {TimeOfDay::Night, {"night", "under the stars"}}};
  for (const Captioned& one : all_captions()) {
    for (const auto& [time, ways] : words) {
      if (time == one.scene.time) {
        EXPECT_TRUE(time == TimeOfDay::Day || says_any(one, ways)) << one.text;
      } else {
        EXPECT_FALSE(says_any(one, ways)) << one.text;
      }
    }
  }
}

TEST(Captions, DoNotSeeTheStarsFromARoomOrInTheRain) {
  for (const Captioned& one : all_captions()) {
    if (says(one, "under the stars")) {
      EXPECT_EQ(one.scene.weather, Weather::Clear) << one.text;
      EXPECT_FALSE(places()[static_cast<std::size_t>(one.scene.place)].indoors) << one.text;
    }
  }
}

TEST(Captions, TellLeftFromRight) {
  int relations = 0;
  for (const Captioned& one : all_captions()) {
    if (one.scene.arrangement != Arrangement::Pair ||
        one.scene.sprites[0].object == one.scene.sprites[1].object)
      continue;
    const std::size_t left = place_in(one, object_of(one.scene.sprites[0]));
    const std::size_t right = place_in(one, object_of(one.scene.sprites[1]));
    const bool reversed = says(one, "right of");
    relations += reversed || says(one, "left of");
    EXPECT_EQ(left > right, reversed) << one.text;
  }
  EXPECT_GT(relations, 500);
}

TEST(Captions, SayOnTheLeftOnlyOfWhatIsThere) {
  for (const Captioned& one : captioned()) {
    if (one.scene.sprites.size() != 1) continue;
    const double middle = static_cast<double>(one.scene.sprites[0].column) + kSlotTokens / 2.0;
    const double third = static_cast<double>(one.scene.grid.columns) / 2;
    EXPECT_EQ(says_any(one, {"on the left", "on the left side", "at the left"}), middle <= third - 1.5)
        << one.text;
    EXPECT_EQ(says_any(one, {"on the right", "on the right side", "at the right"}), middle >= third + 1.5)
        << one.text;
  }
}

TEST(Captions, SayAboveAndBelowOnlyOfAStackAndTheRightWayRound) {
  int stacks = 0;
  for (const Captioned& one : all_captions()) {
    const bool upper_first = says_any(one, {"above", "over"});
    const bool lower_first = says(one, "below") || one.subjects.find(" under ") != std::string::npos;
    if (one.scene.arrangement != Arrangement::Stack) {
      EXPECT_FALSE(upper_first || lower_first) << one.text;
      continue;
    }
    ++stacks;
    EXPECT_NE(upper_first, lower_first) << one.text;
    const std::size_t upper = place_in(one, object_of(one.scene.sprites[0]));
    const std::size_t lower = place_in(one, object_of(one.scene.sprites[1]));
    EXPECT_EQ(upper < lower, upper_first) << one.text;
  }
  EXPECT_GT(stacks, 100);
}

TEST(Captions, SayNextToAndBetweenOnlyOnOneLevel) {
  for (const Captioned& one : captioned()) {
    if (one.subjects.find(" next to ") == std::string::npos &&
        one.subjects.find(" between ") == std::string::npos) {
      continue;
    }
    for (const Sprite& sprite : one.scene.sprites) {
      EXPECT_EQ(object_of(sprite).kind, object_of(one.scene.sprites[0]).kind) << one.text;
    }
  }
}

TEST(Captions, CountWhatIsAlike) {
  for (const Captioned& one : all_captions()) {
    const auto& sprites = one.scene.sprites;
    const bool alike = sprites.size() > 1 && sprites[0].object == sprites[1].object;
    EXPECT_EQ(says_any(one, {"two", "2"}), alike && sprites.size() == 2) << one.text;
    EXPECT_EQ(says_any(one, {"three", "3"}), alike && sprites.size() == 3) << one.text;
  }
}

TEST(Captions, UseTheRightArticle) {
  for (const Captioned& one : all_captions()) {
    static const std::regex with_article(" (an?) ([a-z-]+) ");
    std::smatch found;
    for (std::string rest = one.words; std::regex_search(rest, found, with_article);
         rest = " " + found[2].str() + " " + found.suffix().str()) {
      const std::string expected(article(found[2].str()));
      if (expected.empty()) continue;  // "a coffee cup": coffee alone takes none
      EXPECT_EQ(found[1].str(), expected) << one.text;
    }
  }
}

TEST(Captions, HaveBetweenTwoAndThirtyWordsOrAFewMoreWithSeasonsAndCleanSpaces) {
  int short_ones = 0;
  for (const Captioned& one : all_captions()) {
    const auto count = words_of(one.text).size();
    const bool is_plain = one.scene.season == Season::Summer && one.scene.weather == Weather::Clear;
    EXPECT_GE(count, 2U) << one.text;
    EXPECT_LE(count, is_plain ? 30U : 34U) << one.text;
    short_ones += count <= 4;
    EXPECT_THAT(one.text, testing::Not(testing::HasSubstr("  ")));
    EXPECT_THAT(one.text, testing::Not(testing::HasSubstr(" ,")));
    EXPECT_THAT(one.text, testing::Not(testing::HasSubstr(",,")));
    EXPECT_FALSE(one.text.front() == ' ' || one.text.back() == ' ');
  }
  EXPECT_GT(short_ones, 500);
}

// Every way to say it, of a season as of a weather, none of which another caption may hold.
struct Ways {
  bool is_so;
  bool is_default;  // then it may go without saying
  std::vector<std::string> words;
};

std::vector<Ways> seasons_and_weathers(const Scene& scene) {
  const auto season = [&](Season one, std::vector<std::string> words) {
    return Ways{scene.season == one, one == Season::Summer, std::move(words)};
  };
  const auto weather = [&](Weather one, std::vector<std::string> words) {
    return Ways{scene.weather == one, one == Weather::Clear, std::move(words)};
  };
  return {season(Season::Summer, {"summer", "summertime"}),
          season(Season::Autumn, {"autumn", "autumnal", "fall", "fallen leaves"}),
          season(Season::Winter, {"winter", "wintertime", "in the snow", "in deep snow", "snow", "snowy",
                                  "wintry", "snow-covered"}),
          season(Season::Spring, {"spring", "springtime"}),
          weather(Weather::Clear, {"clear", "fine"}),
          weather(Weather::Rain, {"rain", "rainy", "raining"}),
          weather(Weather::Snowfall, {"falling snow", "snowfall", "snowing"}),
          weather(Weather::Fog, {"fog", "foggy", "mist", "misty"}),
          weather(Weather::Storm, {"storm", "stormy", "thunderstorm"})};
}

// The words of a caption without the place's own, which may be "snowy", and with "falling snow" as one.
std::string words_on_setting(const Captioned& one) {
  std::string words = one.subjects;
  const std::string falling = " falling snow ";
  const std::size_t at = words.find(falling);
  if (at != std::string::npos) words.replace(at, falling.size(), " snowfall ");
  return words;
}

TEST(Captions, NameSeasonAndWeatherWhereTheyAreNotTheUsualAndNeverOthers) {
  int defaults = 0;
  for (const Captioned& one : in_seasons()) {
    const std::string words = words_on_setting(one);
    for (const Ways& ways : seasons_and_weathers(one.scene)) {
      const bool said = std::any_of(ways.words.begin(), ways.words.end(), [&](const std::string& way) {
        return words.find(" " + way + " ") != std::string::npos;
      });
      EXPECT_TRUE(ways.is_so || !said) << ways.words.front() << ": " << one.text;
      EXPECT_TRUE(said || !ways.is_so || ways.is_default) << ways.words.front() << ": " << one.text;
      defaults += said && ways.is_default;
    }
  }
  EXPECT_GT(defaults, 500);
}

TEST(Captions, SayNothingOfSeasonsWhereTheWorldHasNone) {
  for (const Captioned& one : captioned()) {
    const std::string words = words_on_setting(one);
    for (const Ways& ways : seasons_and_weathers(one.scene)) {
      for (const std::string& way : ways.words) {
        EXPECT_EQ(words.find(" " + way + " "), std::string::npos) << one.text;
      }
    }
  }
}

TEST(Captions, SayNoSummerAndNoClearSkyOfAPlaceThatKnowsNoOther) {
  for (const Captioned& one : in_seasons()) {
    const Place& place = places()[static_cast<std::size_t>(one.scene.place)];
    if (seasons_of(place).size() == 1) {
      EXPECT_FALSE(says_any(one, {"summer", "summertime"})) << one.text;
    }
    if (place.indoors || place.climate == Climate::Winter || place.climate == Climate::Airless) {
      EXPECT_FALSE(says_any(one, {"clear", "fine"})) << one.text;
    }
  }
}

TEST(Captions, SayDayInADayWithItsSeasonOnlyByDay) {
  int days = 0;
  for (const Captioned& one : in_seasons()) {
    if (!says(one, "day")) continue;
    ++days;
    EXPECT_EQ(one.scene.time, TimeOfDay::Day) << one.text;
  }
  EXPECT_GT(days, 500);
}

TEST(Captions, SaySeasonAndWeatherInEitherOrder) {
  int season_first = 0, weather_first = 0;
  for (const Captioned& one : in_seasons()) {
    const std::size_t season = one.words.find(" in autumn "), weather = one.words.find(" in the rain ");
    if (season == std::string::npos || weather == std::string::npos) continue;
    (season < weather ? season_first : weather_first) += 1;
  }
  EXPECT_GT(season_first, 3);
  EXPECT_GT(weather_first, 3);
}

TEST(Captions, VaryForOneSceneAndRepeatForOneSeed) {
  Random drawing(1, 1);
  const Scene scene = sample_scene(drawing, {.grid = {16, 16}});
  std::set<std::string> texts;
  for (std::uint64_t i = 0; i < 100; ++i) {
    Random first(2, i), again(2, i);
    const std::string text = caption(scene, first);
    EXPECT_EQ(text, caption(scene, again));
    texts.insert(text);
  }
  EXPECT_GT(texts.size(), 20U);
}

// Captions of a scene of one, and of two, of an object.
std::vector<std::string> captions_of_object(std::int64_t object) {
  constexpr std::uint64_t kEach = 200;
  const Subject one = {object, kNoColour};
  std::vector<std::string> texts;
  for (const auto& [subjects, arrangement] : {std::pair{std::vector<Subject>{one}, Arrangement::Centre},
                                              std::pair{std::vector<Subject>{one, one}, Arrangement::Pair}}) {
    const Scene scene = {.place = 0,
                         .time = TimeOfDay::Day,
                         .layout = 0,
                         .grid = {16, 16},
                         .arrangement = arrangement,
                         .sprites = arrange(subjects, arrangement, {16, 16})};
    const std::uint64_t count = arrangement == Arrangement::Centre ? kEach : 1;
    for (std::uint64_t i = 0; i < count; ++i) {
      Random random(5, i);
      texts.push_back(caption(scene, random));
    }
  }
  return texts;
}

void expect_vocabulary(const std::vector<std::string>& vocabulary, const std::vector<Captioned>& captions) {
  EXPECT_TRUE(std::is_sorted(vocabulary.begin(), vocabulary.end()));
  std::set<std::string> unused(vocabulary.begin(), vocabulary.end());
  for (const Captioned& one : captions) {
    for (const std::string& word : words_of(one.text)) {
      EXPECT_TRUE(std::binary_search(vocabulary.begin(), vocabulary.end(), word)) << word << ": " << one.text;
      unused.erase(word);
    }
  }
  // Among so many objects few say each of their words: ask every one of them alone.
  for (std::size_t i = 0; i < objects().size(); ++i) {
    for (const std::string& text : captions_of_object(static_cast<std::int64_t>(i))) {
      for (const std::string& word : words_of(text)) unused.erase(word);
    }
  }
  EXPECT_THAT(unused, testing::IsEmpty());
}

TEST(Captions, UseOnlyTheWordsOfTheVocabularyAndAllOfThem) {
  expect_vocabulary(vocabulary_words(), captioned());
  expect_vocabulary(vocabulary_words({.seasons_and_weather = true}), in_seasons());
  expect_vocabulary(vocabulary_words({.styles = true}), captions_of({.styles = true}));
}

TEST(Captions, SaySizesOverlapsAndNumbersUpToSix) {
  Scene scene;
  scene.place =
      std::find_if(places().begin(), places().end(), [](const Place& one) { return one.name == "beach"; }) -
      places().begin();
  scene.time = TimeOfDay::Day;
  scene.layout = 0;
  scene.grid = {16, 16};
  const std::int64_t cat = object_index("cat"), car = object_index("car");
  const auto said = [&](std::vector<Sprite> sprites, Arrangement arrangement) {
    scene.sprites = std::move(sprites);
    scene.arrangement = arrangement;
    std::set<std::string> captions;
    for (std::uint64_t i = 0; i < 200; ++i) {
      Random random(5, i);
      captions.insert(caption(scene, random, {.sizes = true}));
    }
    return captions;
  };
  const auto all_say = [](const std::set<std::string>& captions, const std::string& pattern) {
    return std::all_of(captions.begin(), captions.end(), [&](const std::string& text) {
      return std::regex_search(text, std::regex(pattern, std::regex::icase));
    });
  };
  EXPECT_TRUE(all_say(said({{cat, kNoColour, 12, 6, 3}}, Arrangement::Centre), "tiny (cat|kitty|kitten)"));
  EXPECT_TRUE(all_say(said({{car, colour_index("red"), 5, 3, 10}}, Arrangement::Centre),
                      "(huge|giant|gigantic|enormous) red"));
  EXPECT_TRUE(all_say(said({{cat, kNoColour, 7, 3}, {car, kNoColour, 9, 7}}, Arrangement::Behind),
                      "(cat|kitty|kitten) behind an? |in front of an? (cat|kitty|kitten)"));
  EXPECT_TRUE(all_say(said({{car, kNoColour, 6, 3, 9}, {cat, kNoColour, 11, 6, 4}}, Arrangement::Under),
                      "(cat|kitty|kitten) (under|beneath|underneath) an? "));
  std::vector<Sprite> five(5, {cat, kNoColour, 10, 0, 5});
  EXPECT_TRUE(all_say(said(five, Arrangement::Crowd), "(five|5) (cats|kitties|kittens)"));
}

}  // namespace
}  // namespace reverie
