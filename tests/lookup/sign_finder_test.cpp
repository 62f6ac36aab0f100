// Signs on pictures, found whatever they say.
#include "lookup/sign_finder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "drawing/colours.h"
#include "lookup/block_glyphs.h"
#include "lookup/scenery.h"
#include "lookup/sign_layout.h"

namespace reverie {
namespace {

constexpr Grid kGrid{16, 16};
constexpr int64_t kPx = 16;

const SignFinder& finder() {
  static const SignFinder one;
  return one;
}

// A sky over a ground, [3, h, w].
Tensor scene() {
  const int64_t side = kGrid.rows * kPx;
  Tensor picture = torch::empty({3, side, side});
  const Tensor down = torch::linspace(0, 1, side).view({-1, 1}).expand({side, side});
  picture[0].copy_(0.45 + 0.3 * down);
  picture[1].copy_(0.65 + 0.1 * down);
  picture[2].copy_(0.95 - 0.5 * down);
  picture.narrow(1, 160, 96).mul_(0.8);
  return picture;
}

Tensor scene_with(const Sign& sign) {
  Tensor picture = scene();
  put_in_front(picture, {cut_out(sign, block_glyphs(), kPx)}, kPx);
  return picture;
}

Sign sign_of(SignKind kind, const std::string& words, int64_t colour = kNoColour) {
  return places_for({kind, words, 0, colour}, {}, kGrid).at(0);
}

bool is_board_of(const Sign& found, const Sign& sign) {
  return found.kind == sign.kind && found.colour == sign.colour && found.row == sign.row &&
         found.column == sign.column && found.rows == sign.rows && found.columns == sign.columns;
}

class EachKind : public testing::TestWithParam<int> {};

TEST_P(EachKind, IsFoundWhereItHangsOrStands) {
  const auto kind = static_cast<SignKind>(GetParam());
  for (const char* words : {"OPEN", "LATE BREAD"}) {
    const Sign sign = sign_of(kind, words, takes_colour(kind) ? find_colour("red") : kNoColour);
    const auto found = finder().look(scene_with(sign), kGrid);
    ASSERT_TRUE(found) << words;
    EXPECT_TRUE(is_board_of(*found, sign))
        << words << ": kind " << static_cast<int>(found->kind) << " colour " << found->colour << " at "
        << found->row << ' ' << found->column;
    EXPECT_TRUE(finder().look(scene_with(sign), kGrid, kind)) << words;
  }
}

INSTANTIATE_TEST_SUITE_P(All, EachKind, testing::Range(0, kSignKinds));

TEST(SignFinder, SeesThroughTheLightOfAnHour) {
  const Sign sign = sign_of(SignKind::Billboard, "SOUP", find_colour("blue"));
  const Tensor night = torch::tensor({0.72F, 0.78F, 0.94F}).view({3, 1, 1});
  const auto found = finder().look(scene_with(sign) * night, kGrid);
  ASSERT_TRUE(found);
  EXPECT_TRUE(is_board_of(*found, sign));
}

TEST(SignFinder, FindsNothingWhereThereIsNoSign) {
  torch::manual_seed(3);
  EXPECT_FALSE(finder().look(scene(), kGrid));
  EXPECT_FALSE(finder().look(torch::full({3, 256, 256}, 0.5), kGrid));
  EXPECT_FALSE(finder().look(torch::rand({3, 256, 256}), kGrid));
  EXPECT_FALSE(finder().look(torch::full({3, 64, 64}, 0.5), {3, 3})) << "no room for any";
}

TEST(WithWords, TheSignStaysAsItIsWhereTheWordsFit) {
  Sign found = sign_of(SignKind::WoodenSign, "WELCOME");
  found.lines = 1;
  const Sign shorter = with_words(found, "HI", 2, kGrid).value();
  EXPECT_TRUE(is_board_of(shorter, found));
  EXPECT_EQ(shorter.words, "HI");
  EXPECT_EQ(shorter.typeface, 2);
  Sign two_lines = sign_of(SignKind::WoodenSign, "LATE BREAD");
  two_lines.lines = 2;
  EXPECT_EQ(panel_of(with_words(two_lines, "HI", 0, kGrid).value()).height(), panel_of(two_lines).height());
}

TEST(WithWords, ALargerSignCoversWhatItWas) {
  for (int kind = 0; kind < kSignKinds; ++kind) {
    Sign found = sign_of(static_cast<SignKind>(kind), "HI");
    found.lines = 1;
    const Sign larger = with_words(found, "HAPPIEST OF NEWYEAR", 0, kGrid).value();
    const SignBox was = panel_of(found), is = panel_of(larger);
    EXPECT_LE(static_cast<double>(larger.row) + is.top, static_cast<double>(found.row) + was.top);
    EXPECT_GE(static_cast<double>(larger.row) + is.bottom, static_cast<double>(found.row) + was.bottom);
    EXPECT_LE(larger.column, found.column);
    EXPECT_GE(larger.column + larger.columns, found.column + found.columns);
    EXPECT_LE(larger.row + larger.rows, kGrid.rows);
    EXPECT_FALSE(with_words(found, "HAPPIEST OF NEWYEAR", 0, {5, 5})) << "no room";
  }
}

}  // namespace
}  // namespace reverie
