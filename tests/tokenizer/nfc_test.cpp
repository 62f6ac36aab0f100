// src/tokenizer/nfc: canonical order and composition. The golden test compares it with the package.
#include "tokenizer/nfc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace reverie {
namespace {

TEST(Nfc, ComposesWhatWasTypedApart) {
  EXPECT_EQ(to_nfc("cafe\u0301"), "caf\u00E9");
  EXPECT_EQ(to_nfc("u\u0308\u0304"), "\u01D6");             // two steps into one
  EXPECT_EQ(to_nfc("\u0391\u0314\u0301\u0345"), "\u1F8D");  // three steps
  EXPECT_EQ(to_nfc("\u304B\u3099"), "\u304C");              // ka + voicing mark
}

TEST(Nfc, PutsMarksInOrderOfTheirClass) {
  EXPECT_EQ(to_nfc("a\u0301\u0323"), "\u1EA1\u0301");  // below before above, and composed first
  EXPECT_EQ(to_nfc("q\u0307\u0323"), "q\u0323\u0307");
  EXPECT_EQ(to_nfc("q\u0323\u0307"), "q\u0323\u0307");
  EXPECT_EQ(to_nfc("a\u0300\u0301"), "\u00E0\u0301");  // equal classes keep their order
}

TEST(Nfc, AMarkBehindOneOfItsClassIsBlocked) {
  EXPECT_EQ(to_nfc("a\u0305\u0301"), "a\u0305\u0301");  // overline has the acute's class
  EXPECT_EQ(to_nfc("a\u0327\u0301"), "\u00E1\u0327");   // cedilla's class is lower: not blocked
  EXPECT_EQ(to_nfc("a\u034F\u0301"), "a\u034F\u0301");  // a starter in between
}

TEST(Nfc, ComputesHangul) {
  EXPECT_EQ(to_nfc("\u1112\u1161\u11AB\u1100\u1173\u11AF"), "\uD55C\uAE00");
  EXPECT_EQ(to_nfc("\uD558\u11AB"), "\uD55C");              // an open syllable takes a last consonant
  EXPECT_EQ(to_nfc("\uD55C\u11AB"), "\uD55C\u11AB");        // a closed one does not
  EXPECT_EQ(to_nfc("\u1112\u1161\u11A7"), "\uD558\u11A7");  // U+11A7 is no consonant
  EXPECT_EQ(to_nfc("\uD55C\uAE00"), "\uD55C\uAE00");
}

TEST(Nfc, ReplacesSingletonsAndLeavesExclusionsApart) {
  EXPECT_EQ(to_nfc("\u212B"), "\u00C5");        // angstrom sign
  EXPECT_EQ(to_nfc("\u2126"), "\u03A9");        // ohm sign
  EXPECT_EQ(to_nfc("\uF900"), "\u8C48");        // a compatibility ideograph
  EXPECT_EQ(to_nfc("\u0958"), "\u0915\u093C");  // Devanagari qa
  EXPECT_EQ(to_nfc("\uFB2A"), "\u05E9\u05C1");  // Hebrew shin with dot
}

TEST(Nfc, LeavesCompatibilityFormsAlone) {
  for (const char* text : {"\uFB01", "\u00BD", "\u2460", "\uFF21", "\u017F"}) EXPECT_EQ(to_nfc(text), text);
}

TEST(Nfc, LeavesAMarkWithoutALetterAlone) {
  EXPECT_EQ(to_nfc("\u0301e"), "\u0301e");
  EXPECT_EQ(to_nfc("\u0301\u0323"), "\u0323\u0301");
  EXPECT_EQ(to_nfc(""), "");
}

TEST(Nfc, RefusesWhatIsNotUtf8) {
  try {
    to_nfc("ok\xFF");
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
    EXPECT_THAT(e.what(), testing::HasSubstr("at byte 2"));
  }
}

}  // namespace
}  // namespace reverie
