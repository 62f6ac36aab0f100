#include "pipeline/known_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "core/error.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kKnown{"a", "art-deco", "fox", "on", "the"};  // sorted

TEST(UnknownWords, AreGivenInOrderAndOnce) {
  EXPECT_THAT(unknown_words("A zebra on the fox, a yak, a zebra", kKnown), ElementsAre("zebra", "yak"));
}

TEST(UnknownWords, AreComparedInLowerCaseWithoutPunctuation) {
  EXPECT_THAT(unknown_words("\"FOX\" (the) fox! Fox's-", kKnown), ElementsAre("fox's"));
  EXPECT_THAT(unknown_words("'fox' fox- fox'", kKnown), IsEmpty());
}

TEST(UnknownWords, AHyphenHoldsAWordTogether) {
  EXPECT_THAT(unknown_words("an art-deco fox", kKnown), ElementsAre("an"));
  EXPECT_THAT(unknown_words("art deco", kKnown), ElementsAre("art", "deco"));
}

TEST(KnownPart, LeavesOutWhatTheModelWasNotTrainedOn) {
  EXPECT_EQ(known_part("A zebra on the fox, a yak.", kKnown), "A on the fox, a.");
  EXPECT_EQ(known_part("A F\u00f3x \u2018F\u00d3X\u2019 on 3 foxes", kKnown), "A Fox \"FOX\" on 3 ");
  EXPECT_EQ(known_part("serene, the \"yak\"", kKnown), "the \"yak\"") << "what is quoted is spelled";
  EXPECT_EQ(known_part("a on-drenched-foxy fox-like owl", kKnown), "a fox ") << "\"on\" says nothing alone";
  EXPECT_EQ(known_part("zebra", kKnown), "");
  EXPECT_THROW(known_part("a fox \xff", kKnown), Error) << "nothing is repaired";
  EXPECT_EQ(known_part("any z\u00ebbra, at all", {}), "any z\u00ebbra, at all")
      << "a model that knows every word";
}

TEST(UnknownWords, NumbersAreKnown) {
  EXPECT_THAT(unknown_words("fox 3 1920 12-34", kKnown), IsEmpty());
  EXPECT_THAT(unknown_words("fox 35mm", kKnown), ElementsAre("35mm"));
}

TEST(UnknownWords, LettersBeyondAsciiBelongToTheirWord) {
  EXPECT_THAT(unknown_words("the caf\u00e9", kKnown), ElementsAre("cafe"));
  EXPECT_THAT(unknown_words("\u72d0\u72f8 fox", kKnown), ElementsAre("\u72d0\u72f8"));
}

TEST(UnknownWords, AModelThatListsNoneKnowsAll) {
  EXPECT_THAT(unknown_words("anything at all", {}), IsEmpty());
}

TEST(UnknownWords, NothingIsUnknownInAnEmptyPrompt) {
  EXPECT_THAT(unknown_words(" ,.- ", kKnown), IsEmpty());
}

const std::vector<std::string> kSpelled{"a",     "and",   "avocado", "beach", "bottle", "butter", "garden",
                                        "house", "horse", "plane",   "tiger", "timer",  "violet", "violin"};

std::string read(const std::string& prompt) {
  return read_as_known(prompt, kSpelled).prompt;
}

TEST(ReadAsKnown, AWordIsReadAsAnotherThatTheModelKnows) {
  const std::map<std::string, std::string> others{{"moonlit", "by night"}, {"garden", "house"}};
  const ReadPrompt night = read_as_known("A Moonlit garden, \"MOONLIT\"", kSpelled, others);
  EXPECT_EQ(night.prompt, "A by night garden, \"MOONLIT\"") << "what is known stays, and what is quoted";
  EXPECT_THAT(night.words, ElementsAre(ReadWord{"moonlit", "by night"}));
}

TEST(ReadAsKnown, AKnownWordIsReadWhereOneSlipMakesIt) {
  EXPECT_EQ(read("an avocdao in a gardn"), "an avocado in a garden");
  EXPECT_EQ(read("Avocadoo, GRADEN!"), "avocado, garden!");
  EXPECT_EQ(read("avoccado"), "avocado");
  EXPECT_EQ(read("avogado"), "avocado");
  EXPECT_THAT(read_as_known("gardn gardn avcoado", kSpelled).words,
              ElementsAre(ReadWord{"gardn", "garden"}, ReadWord{"avcoado", "avocado"}));
}

TEST(ReadAsKnown, WhatMayBeAnotherWordStaysAsItIs) {
  for (const char* prompt : {"bench", "planet", "tree", "garden2", "gadren-like", "buttre", ""}) {
    EXPECT_EQ(read(prompt), prompt);
    EXPECT_THAT(read_as_known(prompt, kSpelled).words, IsEmpty()) << prompt;
  }
  EXPECT_EQ(read_as_known("marbel", {"barbel", "marbels", "marble"}).prompt, "marbel")
      << "the last letter is another";
  EXPECT_EQ(read_as_known("tabble", {"tabbie", "table", "tabule"}).prompt, "tabble");
  EXPECT_EQ(read_as_known("chiken", {"chicken", "chipken"}).prompt, "chiken") << "it could be two";
}

TEST(ReadAsKnown, WhatIsQuotedIsSpelledAsItIs) {
  EXPECT_EQ(read("a gardn with \u201cGARDN\u201d"), "a garden with \"GARDN\"");
  EXPECT_EQ(read("'gardn'"), "'gardn'");
}

TEST(ReadAsKnown, AModelThatListsNoWordsReadsEverything) {
  EXPECT_EQ(read_as_known("a gardn", {}).prompt, "a gardn");
  EXPECT_THROW(read_as_known("a gardn \xff", kSpelled), Error);
}

}  // namespace
}  // namespace reverie
