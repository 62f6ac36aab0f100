// tests/jobs/fold_case_test.cpp

#include "jobs/fold_case.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

TEST(FoldCase, CapitalsOfManyScriptsBecomeSmall) {
  EXPECT_EQ(fold_case("A Red FOX, 12"), "a red fox, 12");
  EXPECT_EQ(fold_case("ÄÖÜ ÀÉÎÕØ Þ"), "äöü àéîõø þ");
  EXPECT_EQ(fold_case("ĄĆĘŁŃŚŹŻ ŞĞ ŘŠŤŽ Ÿ"), "ąćęłńśźż şğ řšťž ÿ");
  EXPECT_EQ(fold_case("ΑΒΓΩ ΆΈΉΊΌΎΏ ΛΌΓΟΣ"), "αβγω άέήίόύώ λόγοσ");
  EXPECT_EQ(fold_case("λόγος"), "λόγοσ");
  EXPECT_EQ(fold_case("ЁЛКА ЇЖАК ҐЎ"), "ёлка їжак ґў");
  EXPECT_EQ(fold_case("ԱՖ"), "աֆ");
  EXPECT_EQ(fold_case("TIẾNG VIỆT ƠƯ"), "tiếng việt ơư");
  EXPECT_EQ(fold_case("ẞ"), "ß");
  EXPECT_EQ(fold_case("ＡＺ"), "ａｚ");
}

TEST(FoldCase, WhatHasNoCaseStays) {
  for (const char* text : {"", "red fox", "×÷ß", "狐狸 きつね 여우", "\U0001f98a", "ı"}) {
    EXPECT_EQ(fold_case(text), text);
  }
}

TEST(FoldCase, BytesThatAreNoUtf8Stay) {
  using namespace std::string_literals;
  for (const std::string& text : {"\xff\xfe"s, "\xc3"s, "\xe1\xba"s, "\x80\x80"s, "\xc1\x81"s, "a\0b"s}) {
    EXPECT_EQ(fold_case(text), text);
  }
  EXPECT_EQ(fold_case("\xff"
                      "A"),
            "\xff"
            "a");
}

TEST(FoldCase, FoldingTwiceIsFoldingOnce) {
  std::string all;
  for (unsigned letter = 0x80; letter < 0x800; ++letter) {
    all += static_cast<char>(0xc0 | letter >> 6);
    all += static_cast<char>(0x80 | (letter & 0x3f));
  }
  const std::string folded = fold_case(all);
  EXPECT_EQ(fold_case(folded), folded);
  EXPECT_EQ(folded.size(), all.size());
}

}  // namespace
}  // namespace reverie
