// tests/core/size_words_test.cpp
#include "core/size_words.h"

#include <gtest/gtest.h>

#include "core/layout.h"

namespace reverie {
namespace {

TEST(SizeWords, SayHowLargeAThingIs) {
  EXPECT_LT(size_said("tiny"), size_said("small"));
  EXPECT_LT(size_said("small"), kSlotTokens);
  EXPECT_GT(size_said("big"), kSlotTokens);
  EXPECT_GT(size_said("enormous"), size_said("large"));
  EXPECT_FALSE(size_said("red"));
  EXPECT_FALSE(size_said("bigger")) << "than what?";
}

TEST(SizeWords, SayWhatIsToBecomeOfAThing) {
  EXPECT_EQ(size_to_become("bigger"), size_said("big"));
  EXPECT_EQ(size_to_become("smaller"), size_said("small"));
  EXPECT_EQ(size_to_become("huge"), size_said("huge"));
  EXPECT_FALSE(size_to_become("red"));
}

TEST(SizeWords, GoFromSmallToLargeAndEachWordHasOneSize) {
  std::int64_t before = 0;
  for (const SizeWords& size : size_words()) {
    EXPECT_GT(size.tokens, before);
    EXPECT_NE(size.tokens, kSlotTokens);
    before = size.tokens;
    for (const std::string& word : size.words) EXPECT_EQ(size_said(word), size.tokens) << word;
  }
}

TEST(SizeWords, ShotsGoFromNearToFar) {
  std::int64_t before = 11;
  for (const SizeWords& shot : shot_words()) {
    EXPECT_LT(shot.tokens, before);
    EXPECT_NE(shot.tokens, kSlotTokens);
    before = shot.tokens;
  }
}

}  // namespace
}  // namespace reverie
