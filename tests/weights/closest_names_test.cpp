// The suggestions in "missing" messages, and how names of strangers are quoted.
#include "weights/closest_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ClosestNames, DistanceCountsInsertionsDeletionsAndReplacements) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("abc", ""), 3u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("sitting", "kitten"), 3u);
  EXPECT_EQ(edit_distance("flaw", "lawn"), 2u);
}

TEST(ClosestNames, ComeNearestFirstAndEqualsInAlphabeticalOrder) {
  const std::vector<std::string> names = {"x.weighs", "far away", "x.weight_", "x.bias", "a.weight"};
  EXPECT_THAT(closest_names("x.weight", names), ElementsAre("a.weight", "x.weighs", "x.weight_"));
  EXPECT_THAT(closest_names("x.weight", names, 1), ElementsAre("a.weight"));
  EXPECT_THAT(closest_names("x.weight", {}), IsEmpty());
}

TEST(ClosestNames, HintIsEmptyWhereThereIsNothingToSuggest) {
  EXPECT_EQ(closest_names_hint("x", {}), "");
  EXPECT_EQ(closest_names_hint("x", {"y", "xx"}), "; closest: \"xx\", \"y\"");
}

TEST(ClosestNames, ComparesOnlyTheStartOfVeryLongNames) {
  const std::string long_name(1'000'000, 'a');
  EXPECT_THAT(closest_names(long_name, {long_name + "b", "b"}, 1), ElementsAre(long_name + "b"));
}

TEST(ClosestNames, QuotingEscapesControlCharactersAndCutsLongNames) {
  EXPECT_EQ(quoted_name("a.weight"), "\"a.weight\"");
  EXPECT_EQ(quoted_name("\x1b[2J"), "\"\\u001b[2J\"");
  const std::string cut_inside_a_letter = std::string(199, 'a').append("\xc3\xa9");
  EXPECT_THAT(quoted_name(std::string(300, 'a')), testing::EndsWith("aaa...\""));
  EXPECT_EQ(quoted_name(std::string(300, 'a')).size(), 200u + 5u);
  EXPECT_THAT(quoted_name(cut_inside_a_letter), testing::EndsWith("a\xef\xbf\xbd...\""));
}

TEST(ClosestNames, ShapesReadAsLists) {
  EXPECT_EQ(shape_text({}), "[]");
  EXPECT_EQ(shape_text({3072, 128}), "[3072, 128]");
}

}  // namespace
}  // namespace reverie
