// What is worn: objects that there are, each in one place.
#include "training/world/worn.h"

#include <gtest/gtest.h>

#include <set>

#include "training/world/objects.h"

namespace reverie {
namespace {

TEST(Worn, AreObjectsThatThereAreEachInOnePlace) {
  std::set<std::int64_t> seen;
  for (const Worn& worn : worn_objects()) {
    EXPECT_NE(worn.where, Bearing::InHand);
    for (const std::string& name : worn.objects) {
      const std::int64_t index = object_index(name);
      EXPECT_EQ(objects()[static_cast<std::size_t>(index)].name, name);
      EXPECT_TRUE(seen.insert(index).second) << name << " stands twice";
      EXPECT_EQ(where_worn(name), worn.where);
    }
  }
  EXPECT_FALSE(where_worn("cat"));
}

}  // namespace
}  // namespace reverie
