// src/tokenizer/unicode: the generated tables, at the places where a wrong version or a wrong class would
// show. All of them are compared with the package by scripts/unicode_tables.py and
// scripts/goldens/tokenizer.py.
#include "tokenizer/unicode.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

template <typename Predicate>
int count(Predicate predicate) {
  int found = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) found += predicate(c) ? 1 : 0;
  return found;
}

TEST(Unicode, CategoriesAreThoseOfUnicode16) {
  EXPECT_EQ(count(is_letter), 141028);
  EXPECT_EQ(count(is_number), 1911);
  EXPECT_EQ(count(is_white_space), 25);
  EXPECT_TRUE(is_letter(0x1C89));    // Cyrillic, new in 16.0
  EXPECT_TRUE(is_number(0x10D40));   // Garay digit, new in 16.0
  EXPECT_FALSE(is_letter(0x16EA0));  // Beria Erfe, new in 17.0
}

TEST(Unicode, MarksAndLookalikesAreInNoClass) {
  for (const char32_t c : {0x301u, 0x93Fu, 0xE31u, 0x200Bu, 0xFEFFu, 0x180Eu, 0x1Cu, 0x1F600u, 0x24B6u}) {
    EXPECT_FALSE(is_letter(c) || is_number(c) || is_white_space(c)) << std::hex << static_cast<unsigned>(c);
  }
  EXPECT_TRUE(is_number(0x2167) && is_number(0xBD) && is_number(0x3007));  // Roman eight, a half, CJK zero
  EXPECT_TRUE(is_letter(0x4E94));                                          // CJK five is a letter
}

TEST(Unicode, NormalisationIsThatOfUnicode9) {
  EXPECT_EQ(combining_class(0x1E944), 230);  // Adlam, 9.0
  EXPECT_EQ(combining_class(0x11D42), 0);    // Masaram Gondi nukta, 10.0: not known to the package
  EXPECT_FALSE(decompose_once(0x11938));     // Dives Akuru O, 13.0
  EXPECT_FALSE(compose_pair(0x11935, 0x11930));
}

TEST(Unicode, CombiningClassesAtTheEdges) {
  EXPECT_EQ(combining_class(0x2FF), 0);
  EXPECT_EQ(combining_class(0x300), 230);
  EXPECT_EQ(combining_class(0x334), 1);
  EXPECT_EQ(combining_class(0x345), 240);
  EXPECT_EQ(combining_class(0x34F), 0);
  EXPECT_EQ(combining_class(0x3099), 8);
}

TEST(Unicode, ExcludedPairsDecomposeButDoNotCompose) {
  const auto step = decompose_once(0x958);  // Devanagari qa
  ASSERT_TRUE(step);
  EXPECT_EQ(step->first, 0x915u);
  EXPECT_EQ(step->second, 0x93Cu);
  EXPECT_FALSE(compose_pair(0x915, 0x93C));
  EXPECT_EQ(compose_pair('e', 0x301), 0xE9u);
  EXPECT_FALSE(compose_pair('e', 'e'));
  EXPECT_EQ(decompose_once(0x212B)->second, 0u);  // the angstrom sign is a singleton
}

}  // namespace
}  // namespace reverie
