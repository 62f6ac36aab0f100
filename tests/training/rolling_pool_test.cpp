// What a pool holds depends on how far it is, not on the way there.
#include "training/rolling_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace reverie {
namespace {

using testing::ElementsAre;

TEST(RollingPool, HoldsTheLastAndDrawsEachOnce) {
  std::vector<int64_t> drawn;
  RollingPool<int64_t> pool(3, [&](int64_t index) {
    drawn.push_back(index);
    return 10 * index;
  });
  pool.advance_to(2);
  EXPECT_THAT(pool.items(), ElementsAre(0, 10));
  pool.advance_to(2);
  pool.advance_to(4);
  EXPECT_THAT(pool.items(), ElementsAre(10, 20, 30));
  EXPECT_THAT(drawn, ElementsAre(0, 1, 2, 3));
}

TEST(RollingPool, ARunThatGoesOnDrawsOnlyWhatItNeeds) {
  std::vector<int64_t> drawn;
  RollingPool<int64_t> pool(2, [&](int64_t index) {
    drawn.push_back(index);
    return index;
  });
  pool.advance_to(9);
  EXPECT_THAT(pool.items(), ElementsAre(7, 8));
  EXPECT_THAT(drawn, ElementsAre(7, 8));
}

}  // namespace
}  // namespace reverie
