// Pictures of signs: clear around the board, words in their box and nowhere else, alike at every size.
#include "lookup/draw_sign.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "lookup/block_glyphs.h"
#include "lookup/boards.h"
#include "training/world/compose.h"
#include "training/world/lettering/sample_sign.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

Sign sign_of(SignKind kind, const std::string& words = "OPEN") {
  Random random(1, 1);
  return *place_sign({kind, words, 0, takes_colour(kind) ? colour_index("blue") : kNoColour}, {}, {16, 16},
                     random);
}

std::vector<SignKind> all_kinds() {
  std::vector<SignKind> kinds;
  for (int kind = 0; kind < kSignKinds; ++kind) kinds.push_back(static_cast<SignKind>(kind));
  return kinds;
}

torch::Tensor unit_patch(const Sign& sign, std::int64_t px) {  // [h, w, 4]
  return draw_sign(sign, block_glyphs(), px, torch::kCPU)
             .view({sign.rows * px, sign.columns * px, 4})
             .to(torch::kFloat) /
         255;
}

TEST(DrawSign, IsPremultipliedOpaqueOnThePanelAndClearInTheCorners) {
  for (const SignKind kind : all_kinds()) {
    const Sign sign = sign_of(kind);
    const auto patch = unit_patch(sign, 16);
    const auto alpha = patch.select(2, 3);
    EXPECT_LE((patch.narrow(2, 0, 3).amax(2) - alpha).max().item<float>(), 1.5F / 255)
        << static_cast<int>(kind);
    const SignBox panel = panel_of(sign);
    const auto row = std::llround(16 * (panel.top + panel.bottom) / 2),
               column = std::llround(16 * (panel.left + panel.right) / 2);
    EXPECT_GT(alpha[row][column].item<float>(), 0.99F) << static_cast<int>(kind);
    EXPECT_LT(alpha[-1][0].item<float>() + alpha[0][-1].item<float>(), 0.05F) << static_cast<int>(kind);
  }
}

TEST(DrawSign, ChangesItsBoardOnlyWhereTheWordsAre) {
  for (const SignKind kind : all_kinds()) {
    const Sign sign = sign_of(kind, "Oxen.ai Cafe");
    const auto board = draw_board(sign, 16, torch::kCPU).permute({1, 2, 0}).to(torch::kFloat) / 255;
    auto changed = ((unit_patch(sign, 16) - board).abs().amax(2) > 0.25);
    EXPECT_TRUE(changed.any().item<bool>());
    const SignBox box = lettering_of(sign);
    const auto top = std::llround(16 * box.top), left = std::llround(16 * box.left);
    changed.narrow(0, top, std::llround(16 * box.height()))
        .narrow(1, left, std::llround(16 * box.width()))
        .fill_(false);
    EXPECT_FALSE(changed.any().item<bool>()) << static_cast<int>(kind);
  }
}

TEST(DrawSign, WritesInAnInkThatIsFarFromTheBoard) {
  const auto luminance = [](const paint::Color& c) { return 0.3F * c.r + 0.59F * c.g + 0.11F * c.b; };
  for (const SignKind kind : all_kinds()) {
    if (glows(kind)) continue;  // is written on the night, whatever its colour
    for (std::size_t i = 0; i < colours().size(); ++i) {
      Sign sign = sign_of(kind);
      if (takes_colour(kind)) sign.colour = static_cast<std::int64_t>(i);
      EXPECT_GT(std::abs(luminance(ink_of(sign)) - luminance(colour_of(sign))), 0.35F) << colours()[i].name;
    }
  }
}

TEST(DrawSign, AgreesWithItselfAtTwiceTheSize) {
  for (const SignKind kind : all_kinds()) {
    const Sign sign = sign_of(kind);
    const auto large = torch::avg_pool2d(unit_patch(sign, 32).permute({2, 0, 1}).unsqueeze(0), 2)[0];
    EXPECT_LT((large - unit_patch(sign, 16).permute({2, 0, 1})).abs().mean().item<float>(), 0.02F);
  }
}

TEST(DrawSign, IsComposedIntoItsTokensAndNoOthers) {
  Compositor draws(block_atlas(), torch::kCPU);
  Scene scene = {.place = 1,
                 .time = TimeOfDay::Night,
                 .layout = 0,
                 .grid = {16, 16},
                 .arrangement = Arrangement::Empty,
                 .sprites = {}};
  const auto without = draws.render(scene, 16);
  scene.sign = sign_of(SignKind::Billboard);
  EXPECT_THROW(draws.render(scene, 16), Error);  // no letters yet
  draws.use_glyphs(block_glyphs());
  auto changed = (draws.render(scene, 16) - without).abs().amax(0) > 1e-6;
  const Sign& sign = *scene.sign;
  auto tokens =
      changed.narrow(0, 16 * sign.row, 16 * sign.rows).narrow(1, 16 * sign.column, 16 * sign.columns);
  EXPECT_GT(tokens.to(torch::kFloat).mean().item<float>(), 0.4F);
  tokens.fill_(false);
  EXPECT_FALSE(changed.any().item<bool>());
}

TEST(DrawSign, GlowsByNightAsByDayIfItIsOfNeonAndDimsIfNot) {
  Compositor draws(block_atlas(), torch::kCPU);
  draws.use_glyphs(block_glyphs());
  const auto brightest = [&](SignKind kind, TimeOfDay time) {
    Scene scene = {.place = 1,
                   .time = time,
                   .layout = 0,
                   .grid = {16, 16},
                   .arrangement = Arrangement::Empty,
                   .sprites = {}};
    scene.sign = sign_of(kind);
    const SignBox box = lettering_of(*scene.sign);
    return draws.render(scene, 16)
        .narrow(1, std::llround(16 * (static_cast<double>(scene.sign->row) + box.top)),
                std::llround(16 * box.height()))
        .narrow(2, std::llround(16 * (static_cast<double>(scene.sign->column) + box.left)),
                std::llround(16 * box.width()))
        .amax()
        .item<float>();
  };
  EXPECT_EQ(brightest(SignKind::NeonSign, TimeOfDay::Night), brightest(SignKind::NeonSign, TimeOfDay::Day));
  EXPECT_LT(brightest(SignKind::Chalkboard, TimeOfDay::Night),
            brightest(SignKind::Chalkboard, TimeOfDay::Day));
}

}  // namespace
}  // namespace reverie
