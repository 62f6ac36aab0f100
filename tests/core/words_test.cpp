// tests/core/words_test.cpp

#include "core/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(WordsIn, AreRunsOfLettersAndDigitsInLowerCase) {
  EXPECT_THAT(words_in("A Red car, at 5!"), ElementsAre("a", "red", "car", "at", "5"));
  EXPECT_THAT(words_in("art-deco fox's- 'owl'"), ElementsAre("art-deco", "fox's", "owl"));
  EXPECT_THAT(words_in(" ,.- "), IsEmpty());
  EXPECT_THAT(words_in("a Caf\u00e9, stra\u00dfe"), ElementsAre("a", "cafe", "strasse"));
  EXPECT_EQ(without_accents("\u00c9t\u00e9 3\u00d74 \u4e2d\xc3"), "Ete 3\u00d74 \u4e2d\xc3");
}

TEST(PartQuotations, TakesQuotationsOutButNoApostrophes) {
  EXPECT_EQ(part_quotations("a sign that says \"DON'T\" here").rest, "a sign that says   here");
  EXPECT_EQ(part_quotations("a poster reading 'Joe's Bar' at night").rest, "a poster reading   at night");
  EXPECT_EQ(part_quotations("the child's drawing").rest, "the child's drawing");
  EXPECT_EQ(part_quotations("a \"cat").rest, "a \"cat");
}

TEST(PartQuotations, KeepsWhatStoodInThem) {
  EXPECT_THAT(part_quotations("\"one\" and \u201ctwo\u201d and 'three'").quoted,
              ElementsAre("one", "two", "three"));
}

TEST(PartQuotations, CanBePutTogetherAgain) {
  for (const char* text : {"a \"cat\" and \"dog\"", "\"all\"", "none", "\"a\"\"b\""})
    EXPECT_EQ(part_quotations(text).whole(), text);
  EXPECT_EQ(part_quotations("\u201cone\u201d 'two'").whole(), "\"one\" \"two\"");
}

TEST(PlacesOfWords, AreThoseOfTheWords) {
  const std::string text = " -A stained-glass fox's den- , 'x' 3";
  std::vector<std::string> found;
  for (const auto& [begin, end] : places_of_words(text)) found.push_back(text.substr(begin, end - begin));
  EXPECT_THAT(found, ElementsAre("A", "stained-glass", "fox's", "den", "x", "3"));
  EXPECT_EQ(words_in(text).size(), found.size());
}

class PhrasesTest : public testing::Test {
 protected:
  PhrasesTest() {
    phrases_.add("Bed", 1);
    phrases_.add("flower bed", 2);
    phrases_.add("a lawn with flower beds", 3);
    phrases_.add("flower bed", 4);
    phrases_.add(" ", 5);
  }

  Phrases::Match match(const std::string& text, std::size_t begin = 0) const {
    return phrases_.longest_at(words_in(text), begin);
  }

  Phrases phrases_;
};

TEST_F(PhrasesTest, TheLongestThatBeginsAtAWordCounts) {
  EXPECT_EQ(match("a lawn with flower beds").meaning, 3);
  EXPECT_EQ(match("a lawn with flower beds").words, 5U);
  EXPECT_EQ(match("the FLOWER bed", 1).meaning, 2) << "the first meaning stands";
  EXPECT_EQ(match("the flower bed", 2).meaning, 1);
}

TEST_F(PhrasesTest, NothingMatchesElsewhere) {
  EXPECT_EQ(match("the flower bed").words, 0U);
  EXPECT_EQ(match("flower").words, 0U) << "a part of a phrase is none";
  EXPECT_EQ(match("bed", 1).words, 0U) << "the end of the text";
}

}  // namespace
}  // namespace reverie
