// Contact sheets of the styles, for eyes: styles_sheet ATLAS OUT_FOLDER [PX_PER_TOKEN]
//
//   styles_<n>.ppm  a row for each style, Flat first, six rows a sheet: four scenes of 16x16 tokens
//   printed         processor time of one picture, best of five (of one core with OMP_NUM_THREADS=1),
//                   and a caption of the first scene
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

#include "training/world/captions.h"
#include "training/world/compose.h"

namespace reverie {
namespace {

constexpr Grid kGrid = {16, 16};
constexpr std::size_t kRowsASheet = 6;

Scene scene_of(const std::string& place, TimeOfDay time, const std::vector<std::string>& names) {
  const auto is_it = [&](const Place& one) { return one.name == place; };
  const auto found = std::find_if(places().begin(), places().end(), is_it);
  std::vector<Subject> subjects;
  for (const std::string& name : names) subjects.push_back({object_index(name), kNoColour});
  const Arrangement arrangement = arrangements_for(subjects, kGrid).front();
  return {.place = found - places().begin(),
          .time = time,
          .layout = 0,
          .grid = kGrid,
          .arrangement = arrangement,
          .sprites = arrange(subjects, arrangement, kGrid)};
}

// rows of pictures [N, 3, H, W] each
void write_sheet(const std::string& path, const std::vector<torch::Tensor>& rows) {
  const torch::Tensor framed = torch::constant_pad_nd(torch::stack(rows), {2, 2, 2, 2}, 1.0);
  const auto h = framed.size(0) * framed.size(3), w = framed.size(1) * framed.size(4);
  const torch::Tensor sheet =
      (framed.permute({0, 3, 1, 4, 2}).reshape({h, w, 3}) * 255).round().to(torch::kUInt8).contiguous();
  std::ofstream out(path, std::ios::binary);
  out << "P6\n" << w << ' ' << h << "\n255\n";
  out.write(static_cast<const char*>(sheet.data_ptr()), sheet.numel());
}

double best_ms(const torch::Tensor& picture, Style style, std::int64_t px) {
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t begin = std::clock();
    apply_style(picture, style, px, 1);
    best = std::min(best, 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

}  // namespace
}  // namespace reverie

int main(int argc, char** argv) {
  using namespace reverie;
  if (argc < 3) {
    std::fprintf(stderr, "usage: styles_sheet ATLAS OUT_FOLDER [PX_PER_TOKEN]\n");
    return 2;
  }
  const std::int64_t px = argc > 3 ? std::atoll(argv[3]) : 16;
  const Atlas atlas = Atlas::load(argv[1]);
  Compositor compositor(atlas, torch::kCPU);
  std::vector<Scene> scenes = {scene_of("mountain lake", TimeOfDay::Dawn, {"owl"}),
                               scene_of("city", TimeOfDay::Night, {"robot", "car"}),
                               scene_of("reading nook", TimeOfDay::Day, {"cat"}),
                               scene_of("garden", TimeOfDay::Day, {"fox", "sunflower", "mushroom"})};
  std::vector<torch::Tensor> rows;
  for (const Style style : all_styles()) {
    for (Scene& scene : scenes) scene.style = style;
    rows.push_back(compositor.render_batch(scenes, px));
    Random random(1, static_cast<std::uint64_t>(style));
    std::printf("%6.1f ms  %s\n", best_ms(rows.front().narrow(0, 0, 1), style, px),
                caption(scenes[0], random).c_str());
  }
  for (std::size_t first = 0; first < rows.size(); first += kRowsASheet) {
    const std::size_t last = std::min(first + kRowsASheet, rows.size());
    write_sheet(argv[2] + ("/styles_" + std::to_string(first / kRowsASheet)) + ".ppm",
                {rows.begin() + static_cast<std::ptrdiff_t>(first),
                 rows.begin() + static_cast<std::ptrdiff_t>(last)});
  }
  return 0;
}
