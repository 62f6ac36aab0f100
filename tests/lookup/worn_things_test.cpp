// tests/lookup/worn_things_test.cpp
//
// Hats on heads, whatever the outline; what is said to be worn or held, and what is not.
#include "lookup/worn_things.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

using testing::ElementsAre;

constexpr int64_t kSide = kSlotTokens * PictureBook::kDrawingPx;
constexpr Grid kGrid{16, 16};
constexpr Square kStands{{9, 5}};

// 0 a bear: a face; 1 a giraffe: its head at the left above a body; 2 a hat, 3 glasses, 4 a shirt, 5 boots,
// all small squares in their pictures; 6 a ball, which nobody wears; 7 a moon.
PictureBook book() {
  Tensor rgba = torch::zeros({8, 4, kSide, kSide}, torch::kUInt8);
  const auto fill = [&](int64_t picture, int64_t top, int64_t left, int64_t rows, int64_t columns) {
    rgba[picture].narrow(1, top, rows).narrow(2, left, columns).fill_(255);
  };
  fill(0, 2, 2, 16, 20);
  fill(0, 18, 8, 4, 8);  // a chin
  fill(1, 0, 2, 7, 6);
  fill(1, 7, 5, 17, 3);
  fill(1, 12, 5, 6, 16);
  for (int64_t item = 2; item < 8; ++item) fill(item, 6, 6, 12, 12);
  return {kSlotTokens,
          kSlotTokens,
          {{{"bear"}, 0},
           {{"giraffe", "giraffes"}, 1},
           {.names = {"hat"}, .picture = 2, .worn = Bearing::OnHead},
           {.names = {"glasses"}, .picture = 3, .worn = Bearing::OnEyes},
           {.names = {"shirt"}, .picture = 4, .worn = Bearing::OnBody},
           {.names = {"boots"}, .picture = 5, .worn = Bearing::OnFeet},
           {{"ball"}, 6},
           {{"moon"}, 7, {}, true}},
          {},
          torch::zeros({8 * kSlotTokens * kSlotTokens, 2}),
          BookDrawings{rgba, {{1, 1, 1}}}};
}

struct Span {
  double top, bottom, left, right;
};

// What is drawn of an item: the middle half of its picture.
Span drawn(const PlacedPicture& item) {
  const Inset& inset = item.inset.value();
  const double row = static_cast<double>(item.slot.row) + inset.row;
  const double column = static_cast<double>(item.slot.column) + inset.column;
  return {row + inset.tokens / 4, row + inset.tokens * 3 / 4, column + inset.tokens / 4,
          column + inset.tokens * 3 / 4};
}

Span worn_by(int64_t bearer, Bearing bearing, int64_t item, Square on = kStands) {
  return drawn(borne(book(), bearing, bearer, on, item, kGrid));
}

std::vector<std::string> names_of(const std::vector<BorneThing>& bears) {
  std::vector<std::string> names;
  for (const BorneThing& one : bears) names.push_back(one.thing.name);
  return names;
}

std::vector<FoundThing> read(const std::string& prompt) {
  const PictureBook of = book();
  return with_what_they_bear(of, of.named_in(prompt));
}

TEST(WornThings, AHatSitsOnTheHeadOfAnyOutline) {
  const Span on_bear = worn_by(0, Bearing::OnHead, 2);
  EXPECT_NEAR((on_bear.left + on_bear.right) / 2, 5 + 3, 0.15) << "in the middle of its face";
  EXPECT_LT(on_bear.top, 9.5) << "above its top";
  EXPECT_GT(on_bear.bottom, 9.5) << "and not in the air";
  const Span on_giraffe = worn_by(1, Bearing::OnHead, 2);
  EXPECT_NEAR((on_giraffe.left + on_giraffe.right) / 2, 5 + 1.25, 0.15) << "over the head, not the body";
  EXPECT_LT(on_giraffe.right - on_giraffe.left, on_bear.right - on_bear.left) << "as wide as the head";
}

TEST(WornThings, GlassesAreInsideTheHeadAndAShirtBelowIt) {
  const Span glasses = worn_by(0, Bearing::OnEyes, 3);
  EXPECT_GT(glasses.top, 9.5);
  EXPECT_LT(glasses.bottom, 9 + 5.5);
  const Span under_face = worn_by(0, Bearing::OnBody, 4, {{5, 5}});
  EXPECT_GT(under_face.top, 5 + 4.5) << "below the mouth";
  EXPECT_GT(under_face.bottom, 5 + 6) << "and below the picture of the face";
  const Span on_body = worn_by(1, Bearing::OnBody, 4);
  EXPECT_GT(on_body.top, 9 + 1.5);
  EXPECT_LE(on_body.bottom, 9 + 6);
  EXPECT_GT(worn_by(1, Bearing::OnFeet, 5).bottom, 9 + 5.5);
}

TEST(WornThings, AreAsLargeAsTheirBearer) {
  const Span usual = worn_by(0, Bearing::OnHead, 2), large = worn_by(0, Bearing::OnHead, 2, {{4, 4}, 9});
  EXPECT_NEAR(large.right - large.left, 1.5 * (usual.right - usual.left), 0.01);
}

TEST(WornThings, NeverReachOverTheEdge) {
  for (const Bearing bearing : {Bearing::OnHead, Bearing::OnBody, Bearing::OnFeet, Bearing::InHand}) {
    for (const Square on : {Square{{0, 0}}, Square{{10, 10}}, Square{{0, 0}, 16}, Square{{13, 13}, 3}}) {
      const PlacedPicture item = borne(book(), bearing, 0, on, 2, kGrid);
      EXPECT_TRUE(item.slot.row >= 0 && item.slot.column >= 0 && item.slot.row + item.tokens <= 16 &&
                  item.slot.column + item.tokens <= 16);
      EXPECT_GE(item.inset->row, 0);
      EXPECT_LE(item.inset->row + item.inset->tokens, static_cast<double>(item.tokens) + 1e-9);
      EXPECT_LE(item.inset->column + item.inset->tokens, static_cast<double>(item.tokens) + 1e-9);
    }
  }
}

TEST(WornThings, WhatReachesBelowIsCounted) {
  FoundThing bear = book().named_in("bear").at(0);
  EXPECT_EQ(rows_below(book(), bear, kStands, kGrid), 0);
  bear.bears.push_back({Bearing::OnBody, book().named_in("shirt").at(0)});
  EXPECT_GE(rows_below(book(), bear, kStands, kGrid), 2);
}

TEST(WornThings, TheWordsSayWhoBearsWhat) {
  const std::vector<FoundThing> dressed =
      read("a bear wearing a huge hat and glasses, holding a ball, behind a giraffe");
  ASSERT_EQ(dressed.size(), 2U);
  EXPECT_THAT(names_of(dressed[0].bears), ElementsAre(" hat", " glasses", " ball"));
  EXPECT_EQ(dressed[0].bears[2].bearing, Bearing::InHand);
  EXPECT_EQ(dressed[0].after, " behind a");
  EXPECT_THAT(names_of(read("a giraffe in boots").at(0).bears), ElementsAre(" boots"));
  EXPECT_THAT(names_of(read("a bear with a small hat").at(0).bears), ElementsAre(" hat"));
  EXPECT_THAT(names_of(read("two giraffes wearing glasses").at(0).bears), ElementsAre(" glasses"));
  EXPECT_THAT(names_of(read("a bear is wearing a shirt, in a cafe, drinking from the ball").at(0).bears),
              ElementsAre(" shirt", " ball"));
}

TEST(WornThings, WordsThatTurnToSomethingElseSayNothing) {
  EXPECT_EQ(read("a bear eating, next to a giraffe").size(), 2U);
  EXPECT_EQ(read("a bear reading and a giraffe").size(), 2U);
  EXPECT_EQ(read("a bear beside a sign that reads \"hold\" and a ball").size(), 2U);
  EXPECT_THAT(names_of(read("a bear holding a shiny round ball").at(0).bears), ElementsAre(" ball"));
  EXPECT_THAT(names_of(read("a bear drinking out of a ball").at(0).bears), ElementsAre(" ball"));
}

TEST(WornThings, WhatNobodyWearsStandsBeside) {
  EXPECT_EQ(read("a bear with a ball").size(), 2U);
  EXPECT_EQ(read("a bear and a hat").size(), 2U);
  EXPECT_EQ(read("a bear next to a hat").size(), 2U);
  EXPECT_EQ(read("a hat").size(), 1U);
  EXPECT_EQ(read("a moon wearing a hat").size(), 2U) << "what hangs in the sky is too far away";
  EXPECT_EQ(read("a bear wearing two hats").size(), 1U) << "hats are not in this book";
  const PictureBook without_outlines{
      1,
      1,
      {{{"bear"}, 0}, {.names = {"hat"}, .picture = 1, .worn = Bearing::OnHead}},
      {},
      torch::zeros({2, 1})};
  EXPECT_EQ(with_what_they_bear(without_outlines, without_outlines.named_in("a bear wearing a hat")).size(),
            2U);
}

}  // namespace
}  // namespace reverie
