// Reading a text back: things with colour and number, place and time, and what a rewrite broke of them.
#include "training/world/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "training/world/captions.h"

namespace reverie {
namespace {

using testing::ElementsAre;

NamedThing thing(const char* name, const char* colour = "", std::int64_t count = 1) {
  return {object_index(name), *colour == '\0' ? kNoColour : colour_index(colour), count};
}

std::string broken(const std::string& asked, const std::string& answer) {
  return broken_fact(facts_of(asked), facts_of(answer));
}

TEST(Facts, AreReadOutOfASentence) {
  const Facts facts =
      facts_of("Two red cars and an orange umbrella to the left of a T-Rex, on a beach at dusk.");
  EXPECT_THAT(facts.things,
              ElementsAre(thing("car", "red", 2), thing("umbrella", "orange"), thing("dinosaur")));
  EXPECT_EQ(facts.places.size(), 1U);
  EXPECT_THAT(facts.times, ElementsAre(TimeOfDay::Sunset));
}

TEST(Facts, AreReadOutOfAList) {
  const Facts facts = facts_of("2 apples, garden, night");
  EXPECT_THAT(facts.things, ElementsAre(thing("apple", "", 2)));
  EXPECT_EQ(facts.places.size(), 1U);
  EXPECT_THAT(facts.times, ElementsAre(TimeOfDay::Night));
}

TEST(Facts, APlaceWithinTheNameOfAnotherIsThatOne) {
  const auto place_of = [](const char* text) {
    const Facts facts = facts_of(text);
    return facts.places.size() == 1 ? places()[static_cast<std::size_t>(*facts.places.begin())].name : "";
  };
  EXPECT_EQ(place_of("a boat on the sea"), "sea");
  EXPECT_EQ(place_of("a boat under the sea"), "underwater");
  EXPECT_EQ(place_of("a boat on a pier by the sea"), "sea");
}

TEST(Facts, ThingsInTheNameOfAPlaceAreNone) {
  EXPECT_TRUE(facts_of("on a lawn with flower beds").things.empty());
  EXPECT_TRUE(facts_of("in front of snow-covered houses under the stars").things.empty());
}

TEST(Facts, OfEveryCaptionAreThoseOfItsScene) {
  for (std::uint64_t i = 0; i < 3000; ++i) {
    Random random(4, i);
    const Scene scene = sample_scene(random);
    const std::string text = caption(scene, random);
    const Facts said = facts_of(text);
    EXPECT_EQ(broken_fact(said, facts_of(scene)), "") << text;
    EXPECT_EQ(said.things.size(), facts_of(scene).things.size()) << text;
    EXPECT_EQ(said.places.size(), 1U) << text;
  }
}

TEST(BrokenFact, NothingIsBrokenByMoreWords) {
  EXPECT_EQ(broken("red car, beach", "a red car on the left, on the sand by the sea at dawn"), "");
  EXPECT_EQ(broken("a kitten", "an image of a cat in a garden"), "");
}

TEST(BrokenFact, NamesWhatIsLostAddedOrChanged) {
  EXPECT_EQ(broken("a red car", "a car in a city"), "no red car");
  EXPECT_EQ(broken("two cats", "a cat"), "no 2 cat");
  EXPECT_EQ(broken("a cat", "a cat and a dog"), "also dog");
  EXPECT_EQ(broken("a red car and a blue book", "a blue car and a red book"), "no red car");
  EXPECT_EQ(broken("a cat on a beach", "a cat in a forest"), "another place");
  EXPECT_EQ(broken("a cat at night", "a cat at dawn"), "another time of day");
  EXPECT_EQ(broken("a cat", "a cat at dawn by night"), "another time of day");
}

}  // namespace
}  // namespace reverie
