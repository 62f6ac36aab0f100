// Contact sheets of the drawn world, for eyes: world_sheet ICONS_JSON OUT_FOLDER
//
//   atlas.safetensors   the atlas itself
//   atlas0.ppm ...      every object as drawn, in the order of the table, fifteen a row
//   colours0.ppm ...    every object that takes a colour, as drawn and in each of them, three objects a row
//   scenes_<grid>.ppm   sampled scenes of each training grid, 24 px a token
//   sizes_<grid>.ppm    the same with other sizes, overlaps and crowds
//   scenes.txt, sizes.txt   what is said of them, in the same order
//   speed               printed: milliseconds a scene at 16 px a token, backgrounds and sprites kept
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include "training/world/atlas_build.h"
#include "training/world/captions.h"
#include "training/world/compose.h"
#include "training/world/recolour.h"

namespace reverie {
namespace {

constexpr std::uint64_t kSeed = 20;

// pictures [N, 3, h, w], 0 to 1, `columns` to a row.
void write_sheet(const std::string& path, torch::Tensor pictures, std::int64_t columns) {
  pictures = torch::constant_pad_nd(pictures, {2, 2, 2, 2}, 1.0);
  const std::int64_t missing = (columns - pictures.size(0) % columns) % columns;
  const auto shape = pictures.sizes();
  pictures = torch::cat({pictures, torch::ones({missing, 3, shape[2], shape[3]})});
  const auto h = pictures.size(2), w = pictures.size(3), rows = pictures.size(0) / columns;
  const torch::Tensor sheet = (pictures.view({rows, columns, 3, h, w}).permute({0, 3, 1, 4, 2}) * 255)
                                  .round()
                                  .to(torch::kUInt8)
                                  .contiguous();
  std::ofstream out(path, std::ios::binary);
  out << "P6\n" << columns * w << ' ' << rows * h << "\n255\n";
  out.write(static_cast<const char*>(sheet.data_ptr()), sheet.numel());
}

// The same in sheets of at most `rows` rows, NAME0.ppm and on, so that each can be looked at.
void write_sheets(const std::string& path, const std::vector<torch::Tensor>& pictures, std::int64_t columns,
                  std::int64_t rows) {
  const torch::Tensor all = torch::cat(pictures);
  std::int64_t part = 0;
  for (const torch::Tensor& some : all.split(columns * rows)) {
    write_sheet(path + std::to_string(part++) + ".ppm", some, columns);
  }
}

// rgba [1, 4, h, w] over a plain blue grey, a `shrink`-th as large.
torch::Tensor over_grey(const torch::Tensor& rgba, std::int64_t shrink) {
  const torch::Tensor small = torch::avg_pool2d(rgba, shrink);
  const torch::Tensor alpha = small.narrow(1, 3, 1);
  return small.narrow(1, 0, 3) * alpha + 0.75 * (1 - alpha);
}

// One object after the other: all of them as floats would take 2 GB.
void write_atlas(const Atlas& atlas, const std::string& folder) {
  constexpr std::int64_t kShrink = 4, kShrinkColours = 8;
  std::vector<torch::Tensor> drawn, turned;
  for (std::size_t i = 0; i < objects().size(); ++i) {
    const torch::Tensor one =
        atlas.sprites.narrow(0, static_cast<std::int64_t>(i), 1).to(torch::kFloat) / 255;
    drawn.push_back(over_grey(one, kShrink));
    if (!objects()[i].takes_colour) continue;
    turned.push_back(over_grey(one, kShrinkColours));
    for (std::size_t c = 0; c < colours().size(); ++c) {
      turned.push_back(over_grey(recolour(one, {static_cast<std::int64_t>(c)}), kShrinkColours));
    }
  }
  write_sheets(folder + "/atlas", drawn, 15, 15);
  write_sheets(folder + "/colours", turned, 3 * (static_cast<std::int64_t>(colours().size()) + 1), 24);
}

void write_scenes(Compositor& compositor, const std::string& path, SceneOptions options) {
  std::ofstream captions(path + ".txt");
  for (const Grid grid : training_grids()) {
    options.grid = grid;
    std::vector<Scene> scenes;
    const std::string name = std::to_string(grid.rows) + "x" + std::to_string(grid.columns);
    captions << name << '\n';
    for (std::uint64_t i = 0; i < 20; ++i) {
      Random random(kSeed, i + 1000 * static_cast<std::uint64_t>(grid.columns));
      scenes.push_back(sample_scene(random, options));
      captions << "  " << i << "  " << caption(scenes.back(), random) << '\n';
    }
    write_sheet(path + "_" + name + ".ppm", compositor.render_batch(scenes, 24), 5);
  }
}

void time_scenes(Compositor& compositor) {
  std::vector<Scene> scenes;
  for (std::uint64_t i = 0; i < 256; ++i) {
    Random random(kSeed, i);
    scenes.push_back(sample_scene(random, {.grid = {16, 16}}));
  }
  for (const std::size_t batch : {std::size_t{1}, std::size_t{32}}) {
    double best_ms = 1e9;
    for (int round = 0; round < 4; ++round) {  // the first one fills the caches
      const auto begin = std::chrono::steady_clock::now();
      for (std::size_t i = 0; i < scenes.size(); i += batch) {
        const auto first = scenes.begin() + static_cast<std::ptrdiff_t>(i);
        compositor.render_batch({first, first + static_cast<std::ptrdiff_t>(batch)}, 16);
      }
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
      best_ms = std::min(best_ms, took.count() / static_cast<double>(scenes.size()));
    }
    std::printf("%.2f ms a scene, 16 px a token, 16x16 tokens, %zu at a time\n", best_ms, batch);
  }
}

}  // namespace
}  // namespace reverie

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: world_sheet ICONS_JSON OUT_FOLDER\n");
    return 2;
  }
  using namespace reverie;
  const std::string folder = argv[2];
  build_atlas(argv[1], folder + "/atlas.safetensors");
  const Atlas atlas = Atlas::load(folder + "/atlas.safetensors");
  write_atlas(atlas, folder);
  Compositor compositor(atlas, torch::kCPU);
  write_scenes(compositor, folder + "/scenes", {});
  write_scenes(compositor, folder + "/sizes", {.sizes = true});
  time_scenes(compositor);
  return 0;
}
