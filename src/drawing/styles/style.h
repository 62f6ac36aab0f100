// drawing/styles/style.h
//
// Picture-wide styles: what a finished picture of the drawn world looks like as a watercolour, in neon, as a
// blueprint. A style is a treatment of pixels, so it works on any scene and on any other picture too.
//
// Used by   training/world: compose, after everything else is drawn; scene.h (which); style_words.
//           lookup/scenery, on what a network is shown of a place.
// Rule      Every width, cell and grain is measured in tokens (page.h) and none is finer than a sixteenth of
//           one, the smallest thing that the embedded model sees. So a picture treated small looks like the
//           same picture treated large and then made small.
// Proven by tests/drawing/styles/style_test.cpp; tests/training/world/styles_sheet.cpp shows them.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

enum class Style {
  Flat,  // as the world is drawn, and what an unsaid style means
  Watercolour,
  Ink,
  PencilSketch,
  PixelArt,
  Neon,
  Film,
  PopArt,
  Blueprint,
  BotanicalPlate,
  OilPainting,
  Chiaroscuro,
  Noir,
  StainedGlass,
  PaperCut,
  ArtDeco,
  Steampunk,
};

// All of them, Flat first.
const std::vector<Style>& all_styles();

// "watercolour", "pencil sketch", "pixel art", as files write them.
std::string name_of(Style style);
std::optional<Style> style_named(std::string_view name);

// The seed of all pictures of the world: one paper for all, so that its grain is something to learn.
inline constexpr std::uint64_t kPaperSeed = 1;

//   pictures      [B, 3, H, W] float32, 0 to 1
//   px_per_token  the scale of lines, cells and grain: 64 at native size, 16 at a quarter of it; 4 to 256
//   seed          of paper, grain and brush; the same seed draws the same on every device and at every size
// Returns [B, 3, H, W], 0 to 1. Each picture is treated by itself: a batch is its pictures one by one.
// Throws Error(InvalidRequest) for another shape ("pictures") or px_per_token out of range.
torch::Tensor apply_style(const torch::Tensor& pictures, Style style, std::int64_t px_per_token,
                          std::uint64_t seed);

}  // namespace reverie
