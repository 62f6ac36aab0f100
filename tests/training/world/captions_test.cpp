// Captions: true of their scenes, in good English, and made of the announced words only.
#include "training/world/captions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

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

const std::vector<Captioned>& captioned() {
  static const std::vector<Captioned> all = [] {
    std::vector<Captioned> made;
    for (std::uint64_t i = 0; i < kCaptions; ++i) {
      Random random(3, i);
      Scene scene = sample_scene(random);
      std::string text = caption(scene, random);
      const std::string words = spaced(text);
      const Place& place = places()[static_cast<std::size_t>(scene.place)];
      made.push_back({scene, text, words, without_place(words, place)});
    }
    return made;
  }();
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

// Where the object is named, or npos.
std::size_t place_in(const Captioned& one, const Object& object) {
  std::size_t first = std::string::npos;
  for (const std::string& name : names_of(object))
    first = std::min(first, one.subjects.find(" " + name + " "));
  return first;
}

TEST(Captions, NameEveryObjectOfTheScene) {
  for (const Captioned& one : captioned()) {
    for (const Sprite& sprite : one.scene.sprites) {
      EXPECT_NE(place_in(one, object_of(sprite)), std::string::npos)
          << object_of(sprite).name << ": " << one.text;
    }
  }
}

TEST(Captions, NameThePlaceAlwaysAndByItsOwnWords) {
  for (const Captioned& one : captioned()) {
    const Place& place = places()[static_cast<std::size_t>(one.scene.place)];
    std::vector<std::string> ways = {place.name};
    for (const std::string& phrase : place.phrases) {
      std::string plain;
      for (const std::string& word : words_of(phrase)) plain += (plain.empty() ? "" : " ") + word;
      ways.push_back(plain);
    }
    EXPECT_TRUE(says_any(one, ways)) << place.name << ": " << one.text;
  }
}

TEST(Captions, NameAColourExactlyWhereASpriteIsRecoloured) {
  for (const Captioned& one : captioned()) {
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
  for (const Captioned& one : captioned()) {
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
  for (const Captioned& one : captioned()) {
    for (const auto& [time, ways] : words) {
      if (time == one.scene.time) {
        EXPECT_TRUE(time == TimeOfDay::Day || says_any(one, ways)) << one.text;
      } else {
        EXPECT_FALSE(says_any(one, ways)) << one.text;
      }
    }
  }
}

TEST(Captions, DoNotSeeTheStarsFromARoom) {
  for (const Captioned& one : captioned()) {
    if (says(one, "under the stars")) {
      EXPECT_FALSE(places()[static_cast<std::size_t>(one.scene.place)].indoors) << one.text;
    }
  }
}

TEST(Captions, TellLeftFromRight) {
  int relations = 0;
  for (const Captioned& one : captioned()) {
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
  for (const Captioned& one : captioned()) {
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
  for (const Captioned& one : captioned()) {
    const auto& sprites = one.scene.sprites;
    const bool alike = sprites.size() > 1 && sprites[0].object == sprites[1].object;
    EXPECT_EQ(says_any(one, {"two", "2"}), alike && sprites.size() == 2) << one.text;
    EXPECT_EQ(says_any(one, {"three", "3"}), alike && sprites.size() == 3) << one.text;
  }
}

TEST(Captions, UseTheRightArticle) {
  for (const Captioned& one : captioned()) {
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

TEST(Captions, HaveBetweenTwoAndThirtyWordsAndCleanSpaces) {
  int short_ones = 0;
  for (const Captioned& one : captioned()) {
    const auto count = words_of(one.text).size();
    EXPECT_GE(count, 2U) << one.text;
    EXPECT_LE(count, 30U) << one.text;
    short_ones += count <= 4;
    EXPECT_THAT(one.text, testing::Not(testing::HasSubstr("  ")));
    EXPECT_THAT(one.text, testing::Not(testing::HasSubstr(" ,")));
    EXPECT_THAT(one.text, testing::Not(testing::HasSubstr(",,")));
    EXPECT_FALSE(one.text.front() == ' ' || one.text.back() == ' ');
  }
  EXPECT_GT(short_ones, 500);
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

TEST(Captions, UseOnlyTheWordsOfTheVocabularyAndAllOfThem) {
  const auto vocabulary = vocabulary_words();
  EXPECT_TRUE(std::is_sorted(vocabulary.begin(), vocabulary.end()));
  std::set<std::string> unused(vocabulary.begin(), vocabulary.end());
  const auto use = [&](const std::string& text) {
    for (const std::string& word : words_of(text)) {
      EXPECT_TRUE(std::binary_search(vocabulary.begin(), vocabulary.end(), word)) << word << ": " << text;
      unused.erase(word);
    }
  };
  for (const Captioned& one : captioned()) use(one.text);
  for (std::uint64_t i = 0; i < kCaptions; ++i) {
    Random random(4, i);
    const Scene scene = sample_scene(random, {.styles = true});
    use(caption(scene, random));
  }
  EXPECT_THAT(unused, testing::IsEmpty());
}

}  // namespace
}  // namespace reverie
