// What places show: objects and places that there are.
#include "training/world/place_parts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "training/world/objects.h"
#include "training/world/places/places.h"

namespace reverie {
namespace {

TEST(PlaceParts, AreOfPlacesAndObjectsThatThereAre) {
  for (const PlaceParts& parts : place_parts()) {
    EXPECT_TRUE(std::any_of(places().begin(), places().end(), [&](const Place& place) {
      return place.name == parts.place;
    })) << parts.place;
    EXPECT_FALSE(parts.objects.empty());
    for (const std::string& name : parts.objects)
      EXPECT_EQ(objects()[static_cast<std::size_t>(object_index(name))].name, name);
  }
}

}  // namespace
}  // namespace reverie
