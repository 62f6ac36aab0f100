// Signs that prompts ask for.
#include "lookup/sign_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/words.h"
#include "drawing/colours.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(SignRequest, WhatIsQuotedStandsOnWhatIsNamed) {
  const struct {
    const char* prompt;
    SignKind kind;
    const char* words;
  } cases[] = {
      {"a red neon sign that reads \"CAFE\" in a city", SignKind::NeonSign, "CAFE"},
      {"a cat next to a sign saying 'Go home'", SignKind::WoodenSign, "Go home"},
      {"a book titled \"The Sea\"", SignKind::BookCover, "The Sea"},
      {"a beach with a billboard with the words \"HOT DOGS\"", SignKind::Billboard, "HOT DOGS"},
      {"the words \"NO FISH\" written on a chalkboard", SignKind::Chalkboard, "NO FISH"},
      {"a shop sign \"OPEN\"", SignKind::Billboard, "OPEN"},
      {"a poster, \"JAZZ\"", SignKind::Poster, "JAZZ"},
  };
  for (const auto& one : cases) {
    const SignRequest request = read_sign_request(one.prompt);
    ASSERT_TRUE(request.sign) << one.prompt;
    EXPECT_EQ(request.sign->kind, one.kind) << one.prompt;
    EXPECT_EQ(request.sign->words, one.words);
    EXPECT_THAT(request.notes, IsEmpty()) << one.prompt;
  }
}

TEST(SignRequest, TheRestSaysWhatElseIsThere) {
  const SignRequest request = read_sign_request("a cat in a garden with a book titled \"Tom\" on the left");
  EXPECT_THAT(words_in(request.rest), ElementsAre("a", "cat", "in", "a", "garden", "with", "a"));
  EXPECT_EQ(request.side, Side::Left);
  EXPECT_EQ(read_sign_request("a cat reads a book").rest, "a cat reads a book");
  EXPECT_FALSE(read_sign_request("a sign on the left").sign) << "nothing is quoted";
}

TEST(SignRequest, TheTypefaceAndTheSideStandBehindTheWords) {
  const SignRequest hand = read_sign_request("a label that says \"Milk\" in handwriting on the right");
  EXPECT_NE(hand.sign->typeface, read_sign_request("a label that says \"Milk\"").sign->typeface);
  EXPECT_EQ(hand.side, Side::Right);
  EXPECT_FALSE(read_sign_request("a sign that says \"A\" and a cat on the right").side) << "the cat's";
  EXPECT_FALSE(read_sign_request("a sign that says \"A\" to the left of a cat").side) << "of another thing";
}

TEST(SignRequest, WhatCannotBeDoneIsSaid) {
  const SignRequest bare = read_sign_request("a dog \"REX\"");
  EXPECT_EQ(bare.sign->kind, SignKind::WoodenSign);
  EXPECT_THAT(bare.notes, ElementsAre(HasSubstr("wooden sign")));
  const SignRequest two = read_sign_request("a sign that says \"A\" and a poster that says \"B\"");
  EXPECT_EQ(two.sign->words, "A");
  EXPECT_THAT(two.notes, ElementsAre(HasSubstr("\"B\"")));
  for (const std::string& text : {std::string("caf\xc3\xa9"), std::string(kMostSignLetters + 1, 'A')}) {
    const SignRequest request = read_sign_request("a sign that says \"" + text + "\"");
    EXPECT_FALSE(request.sign) << text;
    EXPECT_THAT(request.notes, ElementsAre(HasSubstr("cannot write"))) << text;
  }
  EXPECT_FALSE(read_sign_request("a sign that says \" \"").sign);
}

TEST(SignEditRequest, TellsAGivenSignFromANewOne) {
  using On = SignEdit::On;
  const struct {
    const char* prompt;
    On on;
    const char* words;
    bool names_kind;
  } cases[] = {
      {"change the words to \"SHUT\"", On::Given, "SHUT", false},
      {"make the neon sign say 'SHUT'", On::Given, "SHUT", true},
      {"let the sign read \"SHUT\"", On::Given, "SHUT", false},
      {"replace \"OPEN\" with \"SHUT\"", On::Given, "SHUT", false},
      {"change the text on the poster from \"OPEN\" to \"SHUT\"", On::Given, "SHUT", true},
      {"write \"SHUT\" on the chalkboard", On::Given, "SHUT", true},
      {"write \"SHUT\" on a chalkboard", On::New, "SHUT", true},
      {"write \"SHUT\"", On::Any, "SHUT", false},
      {"add a big red neon sign that says \"SHUT\" on the left", On::New, "SHUT", true},
      {"put another sign saying \"SHUT\" there", On::New, "SHUT", false},
  };
  for (const auto& one : cases) {
    const auto edit = read_sign_edit(one.prompt);
    ASSERT_TRUE(edit && edit->request.sign) << one.prompt;
    EXPECT_EQ(edit->on, one.on) << one.prompt;
    EXPECT_EQ(edit->request.sign->words, one.words) << one.prompt;
    EXPECT_EQ(edit->names_kind, one.names_kind) << one.prompt;
    EXPECT_THAT(edit->request.notes, IsEmpty()) << one.prompt;
  }
  EXPECT_FALSE(read_sign_edit("make the sign bigger")) << "nothing is quoted";
  EXPECT_FALSE(read_sign_edit("write \" \""));
  const auto left = read_sign_edit("add a blue label that says \"Milk\" in handwriting on the left");
  EXPECT_EQ(left->request.side, Side::Left);
  EXPECT_EQ(left->request.sign->colour, find_colour("blue"));
  EXPECT_NE(left->request.sign->typeface, 0);
}

TEST(SignEditRequest, WhatElseIsToBeDoneIsLeft) {
  EXPECT_THAT(words_in(read_sign_edit("remove the cat and change the words to \"SHUT\"")->request.rest),
              ElementsAre("remove", "the", "cat", "and"));
  EXPECT_THAT(words_in(read_sign_edit("make the sign say \"SHUT\" and make it night")->request.rest),
              ElementsAre("and", "make", "it", "night"));
  EXPECT_THAT(read_sign_edit("add a sign saying \"A\" and a poster saying \"B\"")->request.notes,
              ElementsAre(HasSubstr("only one text")));
}

TEST(SignEditRequest, ListsTheWordsThatAreRead) {
  const std::vector<std::string> words = sign_request_words();
  EXPECT_THAT(words, testing::IsSupersetOf({"says", "titled", "write", "change"}));
  EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
}

}  // namespace
}  // namespace reverie
