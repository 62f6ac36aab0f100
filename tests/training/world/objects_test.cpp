// The table of objects: complete, free of double meanings, and in step with the committed icons.
#include "training/world/objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

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
  EXPECT_EQ(article("grapes"), "");
}

}  // namespace
}  // namespace reverie
