// tests/lookup/instructions_test.cpp
//
// What an edit's words want done, as people write it.

#include "lookup/instructions.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

using Kind = Instruction::Kind;

// 0 cat, 1 car, 2 red car, 3 orange car, 4 orange (the fruit), 5 dog, 6 hat (it is worn).
const PictureBook& book() {
  static const PictureBook book{1,
                                1,
                                {{{"cat", "cats"}, 0},
                                 {{"car"}, 1, {{"red", 2}, {"orange", 3}}},
                                 {{"orange"}, 4},
                                 {{"dog", "dogs"}, 5},
                                 {.names = {"hat"}, .picture = 6, .worn = Bearing::OnHead}},
                                {},
                                torch::zeros({7, 1})};
  return book;
}

ReadInstructions read(const std::string& prompt) {
  return read_instructions(book(), prompt);
}

Instruction only(const std::string& prompt) {
  const ReadInstructions read_all = read(prompt);
  EXPECT_EQ(read_all.list.size(), 1U) << prompt;
  EXPECT_TRUE(read_all.is_all && read_all.asks_for_change) << prompt;
  return read_all.list.at(0);
}

TEST(ReadInstructions, WhatGoes) {
  for (const char* prompt :
       {"remove the cat", "please take away the cat", "Get rid of the cat!", "erase the cat",
        "remove the cat, keep everything else", "remove the cat and leave the rest as it is",
        "remove the cat, do not change anything else"}) {
    const Instruction one = only(prompt);
    EXPECT_EQ(one.kind, Kind::Remove) << prompt;
    EXPECT_EQ(one.what.picture, 0) << prompt;
  }
  const ReadInstructions both = read("remove the cat and the red car");
  ASSERT_EQ(both.list.size(), 2U);
  EXPECT_TRUE(both.is_all);
  EXPECT_EQ(both.list[1].kind, Kind::Remove);
  EXPECT_EQ(both.list[1].what.picture, 2);
}

TEST(ReadInstructions, WhatIsToStayIsLeftAlone) {
  for (const char* prompt : {"keep the cat and remove the dog", "do not remove the cat, remove the dog",
                             "remove the dog but don't change the cat"}) {
    EXPECT_EQ(only(prompt).what.picture, 5) << prompt;
  }
}

TEST(ReadInstructions, WhatComes) {
  for (const char* prompt :
       {"add a cat on the left", "put a cat on the left", "place a cat on the left here"}) {
    const Instruction one = only(prompt);
    EXPECT_EQ(one.kind, Kind::Add) << prompt;
    EXPECT_EQ(one.side, Side::Left) << prompt;
    EXPECT_FALSE(one.other) << prompt;
  }
  EXPECT_EQ(only("add two cats").what.count, 2);
  EXPECT_FALSE(only("add a cat").side);
  const Instruction beside = only("add a red car to the right of the dog");
  EXPECT_EQ(beside.what.picture, 2);
  EXPECT_EQ(beside.side, Side::Right);
  ASSERT_TRUE(beside.other);
  EXPECT_EQ(beside.other->picture, 5);
  EXPECT_EQ(read("add a cat and a dog").list.size(), 2U) << "none stands by the other";
}

TEST(ReadInstructions, WhatSomebodyIsToWearOrHold) {
  for (const char* prompt : {"put a hat on the cat", "add a hat to the cat", "give the cat a hat",
                             "make the cat wear a hat", "dress the cat in a hat"}) {
    const Instruction one = only(prompt);
    EXPECT_EQ(one.kind, Kind::Add) << prompt;
    EXPECT_EQ(one.what.picture, 6) << prompt;
    ASSERT_TRUE(one.other) << prompt;
    EXPECT_EQ(one.other->picture, 0) << prompt;
    EXPECT_EQ(one.bearing, Bearing::OnHead) << prompt;
  }
  EXPECT_EQ(only("give the cat an orange").bearing, Bearing::InHand);
  EXPECT_EQ(only("make the cat hold an orange").bearing, Bearing::InHand);
  EXPECT_FALSE(only("add a car to the left of the cat").bearing);
  EXPECT_FALSE(only("put a hat to the left of the cat").bearing);
  EXPECT_EQ(only("replace the cat with a hat").kind, Kind::Replace);
}

TEST(ReadInstructions, WhatBecomesSomethingElse) {
  for (const char* prompt : {"replace the cat with a red car", "turn the cat into a red car",
                             "change the cat to a red car", "swap the cat for a red car"}) {
    const Instruction one = only(prompt);
    EXPECT_EQ(one.kind, Kind::Replace) << prompt;
    EXPECT_EQ(one.what.picture, 0) << prompt;
    ASSERT_TRUE(one.other) << prompt;
    EXPECT_EQ(one.other->picture, 2) << prompt;
  }
  for (const char* prompt : {"make the car red", "paint the car red", "change the color of the car to red",
                             "recolour the car to red", "turn the car red"}) {
    const Instruction one = only(prompt);
    EXPECT_EQ(one.kind, Kind::Recolour) << prompt;
    EXPECT_EQ(one.picture, 2) << prompt;
  }
  EXPECT_EQ(only("make the car orange").picture, 3) << "no fruit is meant";
  EXPECT_EQ(only("replace the car with an orange").other->picture, 4) << "and here it is";
}

TEST(ReadInstructions, WhatMoves) {
  for (const char* prompt :
       {"move the cat to the right", "put the cat on the right", "shift the cat to the right"}) {
    const Instruction one = only(prompt);
    EXPECT_EQ(one.kind, Kind::Move) << prompt;
    EXPECT_EQ(one.side, Side::Right) << prompt;
  }
  EXPECT_EQ(only("move the cat into the middle").side, Side::Middle);
}

TEST(ReadInstructions, WhatIsSaidOfThePictureAsAWholeIsSeenAndNotUnderstood) {
  for (const char* prompt : {"make it night", "turn it into winter", "let it snow", "set it at a beach"}) {
    const ReadInstructions whole = read(prompt);
    EXPECT_TRUE(whole.asks_for_change && whole.list.empty() && !whole.is_all) << prompt;
  }
  for (const char* prompt : {"remove the cat and make it night", "make it night and remove the cat",
                             "make it night, then remove the cat", "make the cat wink"}) {
    EXPECT_FALSE(read(prompt).is_all) << prompt;
  }
  EXPECT_EQ(read("make it night, then remove the cat").list.size(), 1U);
}

TEST(ReadInstructions, ADescriptionIsNoInstruction) {
  for (const char* prompt : {"a cat next to a red car", "", "three dogs on a beach", "keep the cat",
                             "a sign that says \"remove the cat\""}) {
    const ReadInstructions description = read(prompt);
    EXPECT_FALSE(description.asks_for_change || description.is_all) << prompt;
    EXPECT_TRUE(description.list.empty()) << prompt;
  }
}

TEST(ReadInstructions, WhatIsToHaveAnotherSize) {
  const Instruction huge = only("make the cat huge");
  EXPECT_EQ(huge.kind, Kind::Resize);
  EXPECT_EQ(huge.what.picture, 0);
  EXPECT_EQ(huge.tokens, 10);
  EXPECT_EQ(only("turn the red car into a tiny one").kind, Kind::Resize);
  EXPECT_EQ(only("make the dog smaller, keep everything else").tokens, 4);
  EXPECT_EQ(only("replace the cat with a big dog").kind, Kind::Replace);
}

}  // namespace
}  // namespace reverie
