// src/tokenizer/utf8: what is UTF-8, what is not, and where a fault is reported.
#include "tokenizer/utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace reverie {
namespace {

TEST(Utf8, EveryScalarValueSurvivesTheRoundTrip) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, c);
    const CodePoint read = code_point_at(bytes, 0);
    ASSERT_EQ(read.value, c);
    ASSERT_EQ(read.size_bytes, bytes.size());
  }
}

struct Faulty {
  std::string bytes;
  std::size_t offset;
  std::string repaired;
};

// The repaired texts are what the tokenizers package, and every decoder of the web, makes of these bytes.
const Faulty kFaulty[] = {
    {"\x80", 0, "\uFFFD"},                                // a continuation without a lead
    {"a\xC3", 1, "a\uFFFD"},                              // cut short
    {"ab\xE2\x82", 2, "ab\uFFFD"},                        // cut short: one mark for the maximal part
    {"\xE2\x82g", 0, "\uFFFDg"},                          // the letter is not swallowed
    {"\xF0\x9F\x98", 0, "\uFFFD"},                        // half an emoji
    {"\xC0\xAF", 0, "\uFFFD\uFFFD"},                      // overlong '/'
    {"\xE0\x80\xAF", 0, "\uFFFD\uFFFD\uFFFD"},            // overlong
    {"\xED\xA0\x80", 0, "\uFFFD\uFFFD\uFFFD"},            // a surrogate
    {"\xF4\x90\x80\x80", 0, "\uFFFD\uFFFD\uFFFD\uFFFD"},  // above U+10FFFF
    {"\xF5\x80", 0, "\uFFFD\uFFFD"},                      // no lead byte
    {"\xC3\xA9\xFF", 2, "\u00E9\uFFFD"},                  // the offset counts bytes, not characters
};

TEST(Utf8, FaultsAreRefusedAtTheirByte) {
  for (const Faulty& faulty : kFaulty) {
    EXPECT_EQ(find_utf8_fault(faulty.bytes), faulty.offset);
    try {
      decode_utf8(faulty.bytes);
      ADD_FAILURE() << "accepted " << testing::PrintToString(faulty.bytes);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
      EXPECT_THAT(e.what(), testing::HasSubstr("at byte " + std::to_string(faulty.offset)));
    }
  }
}

TEST(Utf8, RepairPutsOneMarkForEachMaximalFaultyPart) {
  for (const Faulty& faulty : kFaulty) EXPECT_EQ(repair_utf8(faulty.bytes), faulty.repaired);
}

TEST(Utf8, RepairLeavesGoodTextAlone) {
  const std::string text = "a\u00E9\u4E00\U0001F600";
  EXPECT_EQ(repair_utf8(text), text);
  EXPECT_EQ(find_utf8_fault(text), std::nullopt);
  EXPECT_EQ(decode_utf8(text), U"a\u00E9\u4E00\U0001F600");
}

}  // namespace
}  // namespace reverie
