#include "drawing/styles/style.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "drawing/styles/treatments.h"

namespace reverie {

namespace {

// As the rows of Style.
constexpr std::array<std::string_view, 17> kNames = {
    "flat", "watercolour",   "ink",       "pencil sketch",   "pixel art",    "neon",
    "film", "pop art",       "blueprint", "botanical plate", "oil painting", "chiaroscuro",
    "noir", "stained glass", "paper cut", "art deco",        "steampunk"};

torch::Tensor treated(const styles::Page& page, Style style) {
  switch (style) {
    case Style::Flat: return page.pixels;
    case Style::Watercolour: return styles::watercolour(page);
    case Style::Ink: return styles::ink(page);
    case Style::PencilSketch: return styles::pencil_sketch(page);
    case Style::PixelArt: return styles::pixel_art(page);
    case Style::Neon: return styles::neon(page);
    case Style::Film: return styles::film(page);
    case Style::PopArt: return styles::pop_art(page);
    case Style::Blueprint: return styles::blueprint(page);
    case Style::BotanicalPlate: return styles::botanical_plate(page);
    case Style::OilPainting: return styles::oil_painting(page);
    case Style::Chiaroscuro: return styles::chiaroscuro(page);
    case Style::Noir: return styles::noir(page);
    case Style::StainedGlass: return styles::stained_glass(page);
    case Style::PaperCut: return styles::paper_cut(page);
    case Style::ArtDeco: return styles::art_deco(page);
    case Style::Steampunk: return styles::steampunk(page);
  }
  throw Error(ErrorCode::Internal, "apply_style: not a style");
}

}  // namespace

const std::vector<Style>& all_styles() {
  static const std::vector<Style> all = {
      Style::Flat,        Style::Watercolour, Style::Ink,    Style::PencilSketch, Style::PixelArt,
      Style::Neon,        Style::Film,        Style::PopArt, Style::Blueprint,    Style::BotanicalPlate,
      Style::OilPainting, Style::Chiaroscuro, Style::Noir,   Style::StainedGlass, Style::PaperCut,
      Style::ArtDeco,     Style::Steampunk};
  return all;
}

std::string name_of(Style style) {
  return std::string(kNames.at(static_cast<std::size_t>(style)));
}

std::optional<Style> style_named(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Style>(found - kNames.begin());
}

torch::Tensor apply_style(const torch::Tensor& pictures, Style style, std::int64_t px_per_token,
                          std::uint64_t seed) {
  if (pictures.dim() != 4 || pictures.size(1) != 3 || pictures.numel() == 0 ||
      pictures.scalar_type() != torch::kFloat) {
    throw Error(ErrorCode::InvalidRequest, "apply_style: expected pictures as float [B, 3, H, W]",
                "pictures");
  }
  if (px_per_token < 4 || px_per_token > 256) {
    throw Error(ErrorCode::InvalidRequest,
                "apply_style: " + std::to_string(px_per_token) + " pixels a token, expected 4 to 256",
                "px_per_token");
  }
  const torch::NoGradGuard no_grad;
  return treated({pictures, px_per_token, seed}, style).clamp(0, 1);
}

}  // namespace reverie
