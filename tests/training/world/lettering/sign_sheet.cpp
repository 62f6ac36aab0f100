// Sheets of signs, for eyes: sign_sheet ICONS_JSON OUT_FOLDER
//
//   glyphs.safetensors   the letters themselves
//   glyphs.ppm           every character of every typeface
//   kinds.ppm            each kind of sign (down) in each typeface (across)
//   scenes.ppm           sampled scenes with signs, and captions.txt, what is said of them
//   speed                printed: milliseconds a sign at 16 px a token
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include "lookup/draw_sign.h"
#include "lookup/typefaces.h"
#include "training/world/atlas_build.h"
#include "training/world/captions.h"
#include "training/world/compose.h"
#include "training/world/lettering/glyphs_build.h"
#include "training/world/lettering/sample_sign.h"

namespace reverie {
namespace {

constexpr const char* kWords[kSignKinds] = {"OPEN",  "Oxen.ai Cafe", "BIG SALE",    "The Last Dragon",
                                            "Honey", "TAXI",         "Fish & Chips"};

void write_ppm(const std::string& path, const torch::Tensor& picture) {  // [3, H, W], 0..1
  const torch::Tensor bytes =
      (picture * 255).round().clamp(0, 255).to(torch::kUInt8).permute({1, 2, 0}).contiguous();
  std::ofstream out(path, std::ios::binary);
  out << "P6\n" << bytes.size(1) << ' ' << bytes.size(0) << "\n255\n";
  out.write(static_cast<const char*>(bytes.const_data_ptr()), bytes.numel());
}

// `columns` pictures [3, h, w] to a row.
torch::Tensor sheet_of(const std::vector<torch::Tensor>& pictures, std::size_t columns) {
  std::vector<torch::Tensor> rows;
  for (std::size_t i = 0; i + columns <= pictures.size(); i += columns) {
    const auto first = pictures.begin() + static_cast<std::ptrdiff_t>(i);
    rows.push_back(
        torch::cat(std::vector<torch::Tensor>(first, first + static_cast<std::ptrdiff_t>(columns)), 2));
  }
  return torch::cat(rows, 1);
}

void write_glyphs(const Glyphs& glyphs, const std::string& path) {
  const auto small = torch::avg_pool2d(glyphs.masks.to(torch::kFloat), 4);  // [T, N, 40, 48]
  std::vector<torch::Tensor> pictures;
  for (std::int64_t face = 0; face < small.size(0); ++face) {
    for (std::int64_t i = 1; i < 69; ++i) pictures.push_back(1 - small[face][i].expand({3, 40, 48}) / 255);
  }
  write_ppm(path, sheet_of(pictures, 34));
}

void write_kinds(Compositor& compositor, const std::string& path) {
  constexpr Grid kGrid = {9, 10};
  std::vector<torch::Tensor> pictures;
  Random random(1, 1);
  for (int kind = 0; kind < kSignKinds; ++kind) {
    for (std::size_t face = 0; face < typefaces().size(); ++face) {
      const auto index = static_cast<std::int64_t>(face);
      const auto which = static_cast<SignKind>(kind);
      const Inscription said = {which, kWords[(static_cast<std::size_t>(kind) + face) % kSignKinds], index,
                                takes_colour(which) ? (index + kind) % 8 : kNoColour};
      Scene scene = {(kind + index) % 12,
                     index % 2 ? TimeOfDay::Day : TimeOfDay::Night,
                     0,
                     kGrid,
                     Arrangement::Empty,
                     {}};
      scene.sign = place_sign(said, {}, kGrid, random);
      pictures.push_back(compositor.render(scene, 26));
    }
  }
  write_ppm(path, sheet_of(pictures, typefaces().size()));
}

void write_scenes(Compositor& compositor, const std::string& folder) {
  std::ofstream captions(folder + "/captions.txt");
  std::vector<torch::Tensor> pictures;
  for (std::uint64_t i = 0; pictures.size() < 20; ++i) {
    Random random(5, i);
    const Scene scene = sample_scene(random, {.grid = {16, 16}, .signs = true});
    if (!scene.sign) continue;
    pictures.push_back(compositor.render(scene, 18));
    captions << pictures.size() << "  " << caption(scene, random) << '\n';
  }
  write_ppm(folder + "/scenes.ppm", sheet_of(pictures, 5));
}

void time_signs(const Glyphs& glyphs) {
  constexpr int kSigns = 200;
  Random random(9, 9);
  std::vector<Sign> signs;
  while (signs.size() < kSigns) signs.push_back(*sample_sign({}, {16, 16}, false, random));
  const auto begin = std::chrono::steady_clock::now();
  for (const Sign& sign : signs) draw_sign(sign, glyphs, 16, torch::kCPU);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  std::printf("%.2f ms a sign with its board, 16 px a token\n", took.count() / kSigns);
}

}  // namespace
}  // namespace reverie

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: sign_sheet ICONS_JSON OUT_FOLDER\n");
    return 2;
  }
  using namespace reverie;
  const std::string folder = argv[2];
  build_glyphs(folder + "/glyphs.safetensors");
  const Glyphs glyphs = Glyphs::load(folder + "/glyphs.safetensors");
  write_glyphs(glyphs, folder + "/glyphs.ppm");
  Compositor compositor(draw_atlas(argv[1]), torch::kCPU);
  compositor.use_glyphs(glyphs);
  write_kinds(compositor, folder + "/kinds.ppm");
  write_scenes(compositor, folder);
  time_signs(glyphs);
  return 0;
}
