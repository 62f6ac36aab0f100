// Names for several kinds of things: each is of objects that there are, and is no other thing's name.
#include "training/world/categories.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "training/world/facts.h"

namespace reverie {
namespace {

TEST(Categories, AreOfObjectsThatThereAre) {
  for (const Category& category : categories()) {
    ASSERT_FALSE(category.objects.empty());
    std::set<std::int64_t> different;
    for (const std::string& name : category.objects) different.insert(object_index(name));
    EXPECT_EQ(different.size(), category.objects.size()) << category.names.front();
  }
}

TEST(Categories, HaveNamesThatMeanNothingElse) {
  std::set<std::string> taken;
  for (const Object& object : objects()) {
    taken.insert({object.name, object.plural});
    taken.insert(object.synonyms.begin(), object.synonyms.end());
  }
  for (std::size_t place = 0; place < places().size(); ++place) {
    for (const std::string& phrase : phrases_of_place(static_cast<std::int64_t>(place))) taken.insert(phrase);
  }
  std::set<std::string> names;
  for (const Category& category : categories()) {
    for (const std::string& name : category.names) {
      EXPECT_TRUE(names.insert(name).second) << name << " stands twice";
      EXPECT_FALSE(taken.contains(name)) << name << " is a thing or a place";
    }
  }
}

}  // namespace
}  // namespace reverie
