// src/tokenizer/pre_tokenize: each rule of the pattern, and their order. Expected words are the tokenizers
// package's; the golden test has ten thousand more.
#include "tokenizer/pre_tokenize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/error.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SplitWords, AWordTakesOneCharacterBeforeIt) {
  EXPECT_THAT(split_words("a red fox"), ElementsAre("a", " red", " fox"));
  EXPECT_THAT(split_words("(red)fox"), ElementsAre("(red", ")fox"));
  EXPECT_THAT(split_words("\tred\u00A0fox"), ElementsAre("\tred", "\u00A0fox"));
  EXPECT_THAT(split_words("--red"), ElementsAre("--", "red"));
  EXPECT_THAT(split_words("\nred"), ElementsAre("\n", "red"));  // never a newline
  EXPECT_THAT(split_words("7red"), ElementsAre("7", "red"));    // nor a digit
}

TEST(SplitWords, EveryDigitStandsAlone) {
  EXPECT_THAT(split_words("1024"), ElementsAre("1", "0", "2", "4"));
  EXPECT_THAT(split_words(" 12"), ElementsAre(" ", "1", "2"));
  EXPECT_THAT(split_words("\u2167\u00BD"), ElementsAre("\u2167", "\u00BD"));
}

TEST(SplitWords, ContractionsGoFirstInAnyCase) {
  EXPECT_THAT(split_words("it's"), ElementsAre("it", "'s"));
  EXPECT_THAT(split_words("WE'LL"), ElementsAre("WE", "'LL"));
  EXPECT_THAT(split_words("they'Re'vE"), ElementsAre("they", "'Re", "'vE"));
  EXPECT_THAT(split_words("'sab"), ElementsAre("'s", "ab"));  // the first rule wins, not the longest
  EXPECT_THAT(split_words("'lab"), ElementsAre("'lab"));      // one l is none
  EXPECT_THAT(split_words("'"), ElementsAre("'"));
  EXPECT_THAT(split_words("don\u2019t"), ElementsAre("don", "\u2019t"));  // a curly quote is punctuation
}

TEST(SplitWords, TheLongSFoldsToS) {
  EXPECT_THAT(split_words("'\u017Fab"), ElementsAre("'\u017F", "ab"));
  EXPECT_THAT(split_words("'\u212Aab"),
              ElementsAre("'\u212Aab"));  // the Kelvin sign folds to k: no contraction
}

TEST(SplitWords, PunctuationTakesASpaceAndNewlines) {
  EXPECT_THAT(split_words("wait ... \n"), ElementsAre("wait", " ...", " \n"));
  EXPECT_THAT(split_words("x;\r\n\ny"), ElementsAre("x", ";\r\n\n", "y"));
  EXPECT_THAT(split_words("  !!"), ElementsAre(" ", " !!"));
  EXPECT_THAT(split_words("\u00A0!"), ElementsAre("\u00A0", "!"));  // only U+0020 goes with punctuation
}

TEST(SplitWords, WhiteSpaceLeavesItsLastCharacterToTheNextWord) {
  EXPECT_THAT(split_words("a   b"), ElementsAre("a", "  ", " b"));
  EXPECT_THAT(split_words("a  "), ElementsAre("a", "  "));
  EXPECT_THAT(split_words("a \n \n  b"), ElementsAre("a", " \n \n", " ", " b"));
  EXPECT_THAT(split_words("\u3000\u3000\u4E00"), ElementsAre("\u3000", "\u3000\u4E00"));
  EXPECT_THAT(split_words("  1"), ElementsAre(" ", " ", "1"));
}

TEST(SplitWords, AMarkIsNoLetter) {
  EXPECT_THAT(split_words("\u0915\u093F\u0924"), ElementsAre("\u0915", "\u093F\u0924"));
  EXPECT_THAT(split_words("q\u0301"), ElementsAre("q", "\u0301"));
}

TEST(SplitWords, AnEmojiSequenceStaysTogether) {
  EXPECT_THAT(split_words("hi \U0001F468\u200D\U0001F469 yo"),
              ElementsAre("hi", " \U0001F468\u200D\U0001F469", " yo"));
}

TEST(SplitWords, NothingIsLost) {
  std::string text;
  for (int i = 0; i < 0x80; ++i) text += static_cast<char>(i * 37 % 0x80);
  std::string joined;
  for (const auto word : split_words(text)) joined += word;
  EXPECT_EQ(joined, text);
  EXPECT_THAT(split_words(""), IsEmpty());
}

TEST(SplitWords, RefusesWhatIsNotUtf8) {
  try {
    split_words("a\xC3(");
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
    EXPECT_THAT(e.what(), testing::HasSubstr("at byte 1"));
  }
}

}  // namespace
}  // namespace reverie
