// tests/pipeline/kept_meaning_test.cpp
//
// A text that loses, adds, parts or misquotes is told from one that only says more.

#include "pipeline/kept_meaning.h"

#include <gmock/gmock.h>

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string> kKnown{"2",   "a",       "and",     "at",    "beach", "blue", "car",
                                      "cat", "dawn",    "dog",     "house", "in",    "left", "of",
                                      "on",  "penguin", "picture", "red",   "the",   "two"};

WriterSettings settings() {
  WriterSettings settings;
  settings.adds = {"beach", "dawn", "left", "picture"};
  settings.modifiers = {"2", "blue", "red", "two"};
  settings.plan_words = {"2", "different", "pictures", "places", "two"};
  return settings;
}

std::string fault(const std::string& prompt, const std::string& written) {
  return fault_of_rewrite(prompt, written, settings(), kKnown);
}

TEST(KeptMeaning, MoreWordsOfTheAllowedOnesAreFine) {
  EXPECT_EQ(fault("red car", "A picture of a red car on the left, on a beach at dawn."), "");
  EXPECT_EQ(fault("two cats", "two cats on a beach"), "");
}

TEST(KeptMeaning, ALostWordIsNamed) {
  EXPECT_EQ(fault("a red car", "a car on a beach"), "it lost \"red\"");
  EXPECT_EQ(fault("2 cats", "cats at dawn"), "it lost \"2\"");
}

TEST(KeptMeaning, AThingThatNobodyAskedForIsNamed) {
  EXPECT_EQ(fault("a cat", "a cat and a dog"), "it added \"dog\"");
  EXPECT_EQ(fault("a cat", "a red cat"), "it added \"red\"");
}

TEST(KeptMeaning, ColoursStayWithTheirThings) {
  EXPECT_EQ(fault("a red car and a blue house", "a blue house and a red car"), "");
  EXPECT_EQ(fault("a red car and a blue house", "a blue car and a red house"), "it parted \"red car\"");
}

TEST(KeptMeaning, UnknownWordsAreKeptAsTheyAreOrPutRight) {
  EXPECT_EQ(fault("a gromp", "a gromp on a beach"), "");
  EXPECT_EQ(fault("a gromp", "a cat on a beach"), "it lost \"gromp\"");
  EXPECT_EQ(fault("a pengiun", "a penguin on a beach"), "");
  EXPECT_EQ(fault("a cat", "a car"), "it lost \"cat\"") << "a known word is not mistaken for a slip";
}

TEST(KeptMeaning, WordsInQuotesAreTheSameLetterForLetter) {
  EXPECT_EQ(fault("a cat, \"Open 7\"", "a cat on a beach, \"Open 7\""), "");
  EXPECT_THAT(fault("a cat, \"Open 7\"", "a cat on a beach, \"open 7\""), HasSubstr("quotes"));
  EXPECT_THAT(fault("a cat", "a cat, \"beach\""), HasSubstr("quotes"));
  EXPECT_THAT(quoted_in("it reads 'Joe's Cafe' and \xe2\x80\x9cHi\xe2\x80\x9d, the cat's"),
              ElementsAre("Joe's Cafe", "Hi"));
}

TEST(KeptMeaning, BrokenTextsAreRefused) {
  EXPECT_EQ(fault("a cat", ""), "it is empty");
  EXPECT_EQ(fault("a cat", " . "), "it is empty");
  EXPECT_EQ(fault("a cat", "a cat \xff"), "it is not UTF-8");
  EXPECT_EQ(fault("a cat", "a cat\nat dawn"), "it holds control characters");
  EXPECT_EQ(fault("a cat", "a cat \xef\xbf\xbd"), "it holds a broken character");
}

TEST(KeptMeaning, AnyWordMayBeAddedWhereTheModelSaysNothingAboutIt) {
  EXPECT_EQ(fault_of_rewrite("a cat", "a cat beneath a chandelier", {}, {}), "");
}

TEST(KeptMeaning, ALineOfAPlanMayLeaveOutWhatAskedForThePlan) {
  const auto line = [](const std::string& prompt, const std::string& text) {
    return fault_of_plan_line(prompt, text, settings(), kKnown);
  };
  EXPECT_EQ(line("two pictures of a red car in different places", "a red car on a beach"), "");
  EXPECT_EQ(line("two cats in different places", "two cats on a beach"), "");
  EXPECT_EQ(line("two cats in different places", "cats on a beach"), "it lost \"two\"");
  EXPECT_EQ(line("two pictures of a red car", "a car on a beach"), "it lost \"red\"");
}

}  // namespace
}  // namespace reverie
