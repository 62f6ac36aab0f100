// Words for whole pictures: each brings a place to mind that there is, and is no thing's name.
#include "training/world/compositions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "training/world/objects.h"
#include "training/world/places/places.h"

namespace reverie {
namespace {

TEST(Compositions, AreOfPlacesThatThereAreAndMeanNoThing) {
  std::set<std::string> things, names;
  for (const Object& object : objects()) {
    things.insert({object.name, object.plural});
    things.insert(object.synonyms.begin(), object.synonyms.end());
  }
  for (const Composition& composition : compositions()) {
    EXPECT_TRUE(std::any_of(places().begin(), places().end(), [&](const Place& place) {
      return place.name == composition.place;
    })) << composition.place;
    for (const std::string& name : composition.names) {
      EXPECT_TRUE(names.insert(name).second) << name << " stands twice";
      EXPECT_FALSE(things.contains(name)) << name << " is a thing";
    }
  }
}

}  // namespace
}  // namespace reverie
