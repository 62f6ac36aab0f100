// Text of strangers inside our messages.
#include "core/printable.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

TEST(Printable, LongTextIsCutBetweenCharacters) {
  EXPECT_EQ(printable("abcdef", 3), "abc...");
  EXPECT_EQ(printable("ab\xc3\xa9z", 3), "ab...");  // the limit falls inside the two bytes of an e acute
  EXPECT_EQ(printable("abc", 3), "abc");
}

TEST(Printable, ControlCharactersDoNotReachATerminal) {
  EXPECT_EQ(printable("\x1b[2J\n\x7f"), "?[2J??");
}

}  // namespace
}  // namespace reverie
