// Examples: what is given, what is wanted, and the words.
#include "training/world/example.h"

#include <gtest/gtest.h>

#include "training/world/captions.h"

namespace reverie {
namespace {

TEST(Example, IsTextToImageAndDependsOnTheSeedAlone) {
  for (uint64_t i = 0; i < 20; ++i) {
    Random once(3, i), again(3, i);
    const Example first = sample_example(once, {}), second = sample_example(again, {});
    EXPECT_TRUE(first.references.empty());
    EXPECT_EQ(first.target.place, second.target.place);
    EXPECT_EQ(first.target.grid, second.target.grid);
    EXPECT_EQ(first.target.sprites.size(), second.target.sprites.size());
  }
}

TEST(Example, IsSquareInAboutHalfOfAllCases) {
  int squares = 0;
  for (uint64_t i = 0; i < 200; ++i) {
    Random random(4, i);
    if (sample_example(random, {}).target.grid == Grid{16, 16}) ++squares;
  }
  // One half and a seventh of the other: 114 expected, deviation 7.
  EXPECT_GT(squares, 85);
  EXPECT_LT(squares, 143);
}

TEST(Example, KeepsAGridThatIsGiven) {
  for (uint64_t i = 0; i < 10; ++i) {
    Random random(5, i);
    EXPECT_EQ(sample_example(random, {.scene = {.grid = {9, 12}}}).target.grid, (Grid{9, 12}));
  }
}

TEST(Example, IsAskedForInTheWordsOfItsTarget) {
  Random random(6, 0);
  const Example example = sample_example(random, {});
  Random ours(7, 0), captions(7, 0);
  EXPECT_EQ(words_for(example, ours), caption(example.target, captions));
}

}  // namespace
}  // namespace reverie
