// tests/intake/resolve_test.cpp
//
// The system's own resolver; without a network it knows localhost at least.
#include "intake/resolve.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reverie {
namespace {

using std::chrono::milliseconds;

TEST(Resolve, FindsTheLoopbackAddressesOfLocalhostOnceEach) {
  const std::vector<IpAddress> found = resolve_host("localhost", milliseconds(10'000));
  ASSERT_FALSE(found.empty());
  for (const IpAddress& address : found) {
    EXPECT_FALSE(address.is_public()) << address.text();
    EXPECT_EQ(std::count(found.begin(), found.end(), address), 1);
  }
}

TEST(Resolve, ANameThatCannotBeHasNoAddress) {
  EXPECT_TRUE(resolve_host("not a name", milliseconds(10'000)).empty());
}

TEST(Resolve, DoesNotWaitLongerThanItMay) {
  const auto start = std::chrono::steady_clock::now();
  resolve_host("localhost", milliseconds(0));  // there or not, but at once
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(2000));
}

}  // namespace
}  // namespace reverie
