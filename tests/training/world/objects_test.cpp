// The table of objects: complete, free of double meanings, and in step with the committed icons.
#include "training/world/objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "core/error.h"
#include "core/json.h"

namespace reverie {
namespace {

TEST(Objects, HaveAllTheirWordsToThemselves) {
  std::map<std::string, std::string> owner;
  for (const Object& object : objects()) {
    std::vector<std::string> words = object.synonyms;
    words.push_back(object.name);
    if (object.plural != object.name) words.push_back(object.plural);
    for (const std::string& word : words) {
      EXPECT_TRUE(owner.emplace(word, object.name).second)
          << "\"" << word << "\" means " << owner[word] << " and " << object.name;
    }
  }
}

// Captions say colours, numbers, sides and times; an object's word must not sound like one of them.
TEST(Objects, HaveNoWordThatSaysSomethingElseInACaption) {
  std::set<std::string> taken = {"two",   "three",  "2",     "3",       "left",    "right",   "above",
                                 "over",  "below",  "under", "between", "middle",  "dawn",    "day",
                                 "night", "sunset", "dusk",  "sunrise", "evening", "daylight"};
  for (const Colour& colour : colours()) taken.insert(colour.name);
  for (const Object& object : objects()) {
    std::vector<std::string> phrases = object.synonyms;
    phrases.push_back(object.name);
    phrases.push_back(object.plural);
    for (const std::string& phrase : phrases) {
      std::istringstream words(phrase);
      int count = 0;
      for (std::string word; words >> word; ++count) {
        EXPECT_FALSE(taken.contains(word)) << phrase;
        for (const char c : word) EXPECT_TRUE((c >= 'a' && c <= 'z') || c == '-') << phrase;
      }
      EXPECT_LE(count, 3) << phrase;
    }
  }
}

TEST(Objects, TakeNoArticleOnlyBeforeTheirOwnWords) {
  for (const Object& object : objects()) {
    for (const std::string& word : object.without_article) {
      EXPECT_TRUE(word == object.name ||
                  std::find(object.synonyms.begin(), object.synonyms.end(), word) != object.synonyms.end())
          << word << " is no word of " << object.name;
      EXPECT_EQ(article(word), "") << word;
    }
  }
}

// What adding an s would have made of them: "wolfs" was once there.
TEST(Objects, FormTheirPluralsAsEnglishDoes) {
  for (const Object& object : objects()) {
    for (const char* wrong :
         {"lfs", "afs", "rfs", "ifes", "mans", "xs", "chs", "shs", "sss", "childs", "tooths", "gooses"}) {
      EXPECT_FALSE(object.plural.ends_with(wrong)) << object.plural;
    }
    const std::size_t size = object.plural.size();
    if (object.plural.ends_with("ys")) {
      EXPECT_NE(std::string("aeiou").find(object.plural[size - 3]), std::string::npos) << object.plural;
    }
  }
}

TEST(Objects, AreManyInEveryClass) {
  EXPECT_GE(objects().size(), 620U);
  std::map<ObjectClass, int> counts;
  for (const Object& object : objects()) ++counts[object.object_class];
  EXPECT_EQ(counts.size(), 12U);
  for (const auto& [object_class, count] : counts) EXPECT_GE(count, 15) << static_cast<int>(object_class);
  const auto class_of = [](const char* name) {
    return objects()[static_cast<std::size_t>(object_index(name))].object_class;
  };
  EXPECT_EQ(class_of("cat"), ObjectClass::Animal);
  EXPECT_EQ(class_of("wizard"), ObjectClass::Person);
  EXPECT_EQ(class_of("violin"), ObjectClass::Instrument);
  EXPECT_EQ(class_of("rainbow"), ObjectClass::Sky);
}

TEST(Objects, AreNamedExactlyByTheIconsInTheRepository) {
  const Json file = read_json(REVERIE_SOURCE_DIR "/assets/objects/noto.json");
  std::set<std::string> expected, found;
  for (const Object& object : objects()) expected.insert(object.icon);
  for (const auto& [name, icon] : file.at("icons").items()) found.insert(name);
  EXPECT_EQ(found, expected) << "run scripts/pick_icons.mjs";
  EXPECT_EQ(file.at("licence"), "Apache-2.0");
}

TEST(Objects, FillBetweenSixTenthsAndAllOfTheirSlot) {
  for (const Object& object : objects()) {
    EXPECT_GE(object.height, 0.6F) << object.name;
    EXPECT_LE(object.height, 1.0F) << object.name;
  }
}

TEST(Objects, AreFoundByNameAndBySynonym) {
  EXPECT_EQ(objects()[static_cast<std::size_t>(object_index("avocado"))].name, "avocado");
  EXPECT_EQ(object_index("bunny"), object_index("rabbit"));
}

TEST(Objects, RefuseAWordNobodyTaughtThem) {
  try {
    object_index("blorp");
    FAIL() << "an unknown word was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::NotFound);
    EXPECT_THAT(error.what(), testing::HasSubstr("blorp"));
  }
  EXPECT_THROW(object_index(""), Error);
  EXPECT_THROW(colour_index("beige"), Error);
}

TEST(Objects, TakeTheArticleOfTheirSoundNotOfTheirLetter) {
  EXPECT_EQ(article("apple"), "an");
  EXPECT_EQ(article("orange car"), "an");
  EXPECT_EQ(article("red apple"), "a");
  EXPECT_EQ(article("unicorn"), "a");
  EXPECT_EQ(article("ufo"), "a");
  EXPECT_EQ(article("umbrella"), "an");
  EXPECT_EQ(article("hourglass"), "an");
  EXPECT_EQ(article("suv"), "an");
  EXPECT_EQ(article("yo-yo"), "a");
  EXPECT_EQ(article("urn"), "an");
}

TEST(Objects, TakeNoArticleWhereTheyAreASubstanceOrAPlural) {
  for (const char* word : {"grapes", "coffee", "jeans", "scissors", "glasses", "red glasses", "milk"}) {
    EXPECT_EQ(article(word), "") << word;
  }
  EXPECT_EQ(article("coffee cup"), "a");
  EXPECT_EQ(article("glass of milk"), "a");
  EXPECT_EQ(article("orange pair of jeans"), "an");
}

}  // namespace
}  // namespace reverie
