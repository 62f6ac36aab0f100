// tests/training/world/places_sheet.cpp
//
// Draws contact sheets of the places, to be looked at: one binary PPM for each place, times of day
// from left to right, layouts from top to bottom, and the milliseconds a picture took; and a second one of
// its seasons and weathers, by day in the left half and by night in the right.
//
// Use:  places_sheet FOLDER [HEIGHT_PX WIDTH_PX [PLACE_INDEX]]
//
// Used by   a person who changes training/world/places/*. It is no test; places_test.cpp is.
#include <torch/utils.h>
#include <chrono>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

#include "training/world/places/places.h"

namespace {

using reverie::TimeOfDay;

void write_ppm(const std::string& path, const torch::Tensor& picture) {  // [3, H, W], 0..1
  const torch::Tensor bytes = (picture * 255).round().to(torch::kUInt8).permute({1, 2, 0}).contiguous();
  std::ofstream out(path, std::ios::binary);
  out << "P6\n" << bytes.size(1) << ' ' << bytes.size(0) << "\n255\n";
  out.write(static_cast<const char*>(bytes.const_data_ptr()), static_cast<std::streamsize>(bytes.numel()));
  if (!out) throw std::runtime_error("places_sheet: cannot write " + path);
}

torch::Tensor with_layer(const torch::Tensor& picture, const std::optional<torch::Tensor>& layer) {
  if (!layer) return picture;
  return layer->narrow(0, 0, 3) + picture * (1 - layer->narrow(0, 3, 1));
}

void draw_sheet(int place, const std::string& folder, int64_t height_px, int64_t width_px) {
  const std::vector<int64_t> layouts = {0, 1, 2};
  std::vector<torch::Tensor> times;
  const auto start = std::chrono::steady_clock::now();
  for (const auto time : {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night}) {
    const torch::Tensor batch =
        reverie::paint_place(place, {time}, layouts, height_px, width_px, torch::kCPU);
    times.push_back(torch::cat(batch.unbind(0), 1));  // layouts under each other
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  const std::string& name = reverie::places()[static_cast<size_t>(place)].name;
  write_ppm(folder + "/" + name + ".ppm", torch::cat(times, 2));
  std::cout << name << ": " << took.count() / 12 << " ms a picture\n";
}

// Seasons from top to bottom, each in its weathers, by day and then by night; a place that has neither
// gets no such sheet.
void draw_settings(int index, const std::string& folder, int64_t height_px, int64_t width_px) {
  const reverie::Place& place = reverie::places()[static_cast<size_t>(index)];
  if (reverie::weathers_of(place, reverie::Season::Summer).size() < 2) return;
  constexpr int64_t kMostWeathers = 4;
  std::vector<torch::Tensor> rows;
  int64_t layout = 0;
  for (const auto season : reverie::seasons_of(place)) {
    std::vector<torch::Tensor> row;
    for (const auto time : {TimeOfDay::Day, TimeOfDay::Night}) {
      const auto weathers = reverie::weathers_of(place, season);
      for (const auto weather : weathers) {
        const reverie::Setting setting{time, season, weather};
        const torch::Tensor picture =
            reverie::paint_place(index, setting, {layout}, height_px, width_px, torch::kCPU)[0];
        row.push_back(
            with_layer(picture, reverie::weather_layer(setting, layout, height_px, width_px, torch::kCPU)));
      }
      for (auto i = static_cast<int64_t>(weathers.size()); i < kMostWeathers; ++i) {
        row.push_back(torch::zeros({3, height_px, width_px}));
      }
    }
    rows.push_back(torch::cat(row, 2));
    layout = (layout + 1) % reverie::kLayouts;
  }
  write_ppm(folder + "/" + place.name + " settings.ppm", torch::cat(rows, 1));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4 && argc != 5) {
    std::cerr << "use: places_sheet FOLDER [HEIGHT_PX WIDTH_PX [PLACE_INDEX]]\n";
    return 2;
  }
  torch::set_num_threads(1);
  const int64_t height_px = argc > 2 ? std::stoll(argv[2]) : 256,
                width_px = argc > 3 ? std::stoll(argv[3]) : 256;
  for (int place = 0; place < static_cast<int>(reverie::places().size()); ++place) {
    if (argc == 5 && place != std::stoi(argv[4])) continue;
    draw_sheet(place, argv[1], height_px, width_px);
    draw_settings(place, argv[1], height_px, width_px);
  }
  return 0;
}
