// training/world/places/places.cpp
//
// The table of places and the one function that paints them. See places.h.
#include "training/world/places/places.h"

#include <torch/utils.h>
#include <algorithm>
#include <array>

#include "core/error.h"
#include "training/world/paint_fields.h"
#include "training/world/places/painters.h"

namespace reverie {
namespace {

struct Row {
  Place place;
  void (*painter)(paint::Canvas&, const paint::Air&, int layout);
};

const std::vector<Row>& table() {
  static const std::vector<Row> rows = {
      {{"mountain lake",
        {"by a mountain lake", "at a mountain lake", "beside a lake in the mountains"},
        false},
       paint::paint_mountain_lake},
      {{"beach", {"on a beach", "at the beach", "on the sand by the sea"}, false}, paint::paint_beach},
      {{"forest", {"in a forest", "in the woods", "among tall trees"}, false}, paint::paint_forest},
      {{"desert", {"in a desert", "among ancient ruins in the desert", "between sand dunes"}, false},
       paint::paint_desert},
      {{"city", {"in a city", "in front of a city skyline", "downtown"}, false}, paint::paint_city},
      {{"snowy village",
        {"in a snowy village", "in a village in winter", "in front of snow-covered houses"},
        false},
       paint::paint_snowy_village},
      {{"meadow", {"in a meadow", "on a green meadow", "among rolling hills"}, false}, paint::paint_meadow},
      {{"sea", {"by the open sea", "on a pier by the sea", "in front of the waves"}, false},
       paint::paint_sea},
      {{"space", {"in space", "on the moon", "on the moon among the stars"}, false}, paint::paint_space},
      {{"garden", {"in a garden", "in a flower garden", "on a lawn with flower beds"}, false},
       paint::paint_garden},
      {{"kitchen", {"in a kitchen", "in a cozy kitchen", "in front of a kitchen counter"}, true},
       paint::paint_kitchen},
      {{"reading nook", {"in a reading nook", "in a cozy reading nook", "in a room with bookshelves"}, true},
       paint::paint_reading_nook},
      {{"harbour", {"in a harbour", "at the harbour", "on a quay with boats"}, false}, paint::paint_harbour},
      {{"jungle", {"in a jungle", "in a tropical jungle", "in the rainforest"}, false}, paint::paint_jungle},
      {{"farm", {"on a farm", "in a farmyard", "in front of a barn"}, false}, paint::paint_farm},
      {{"market", {"at a market", "at a street market", "between market stalls"}, false},
       paint::paint_market},
      {{"park", {"in a park", "in the park", "in a city park with a pond"}, false}, paint::paint_park},
      {{"waterfall", {"by a waterfall", "at a waterfall", "in front of a waterfall"}, false},
       paint::paint_waterfall},
      {{"canyon", {"in a canyon", "between canyon walls", "among layered rocks"}, false},
       paint::paint_canyon},
      {{"volcano", {"near a volcano", "in front of an erupting volcano", "beside a river of lava"}, false},
       paint::paint_volcano},
      {{"underwater", {"in an underwater world", "under the sea", "on a coral reef"}, false},
       paint::paint_underwater},
      {{"street", {"on a street", "on a quiet street", "in front of terraced houses"}, false},
       paint::paint_street},
      {{"neon city", {"in a neon city", "in a cyberpunk city", "in an alley with neon signs"}, false},
       paint::paint_neon_city},
      {{"castle courtyard",
        {"in a castle courtyard", "inside castle walls", "in the courtyard of a castle"},
        false},
       paint::paint_castle_courtyard},
      {{"playground", {"in a playground", "at a playground", "beside a slide and swings"}, false},
       paint::paint_playground},
      {{"railway station", {"at a railway station", "at a train station", "on a station platform"}, false},
       paint::paint_railway_station},
      {{"alien desert",
        {"in an alien desert", "on an alien planet", "under two suns in an alien desert"},
        false},
       paint::paint_alien_desert},
      {{"temple", {"at a temple", "in front of a pagoda", "among cherry trees at a temple"}, false},
       paint::paint_temple},
      {{"ice field", {"on an ice field", "among icebergs", "on the polar ice"}, false},
       paint::paint_ice_field},
      {{"lavender field", {"in a lavender field", "among rows of lavender", "between lavender rows"}, false},
       paint::paint_lavender_field},
      {{"rooftop", {"on a rooftop", "on a roof terrace", "above the roofs of a town"}, false},
       paint::paint_rooftop},
      {{"cliffs", {"on a cliff by the sea", "on the cliffs", "high above the sea"}, false},
       paint::paint_cliffs},
  };
  return rows;
}

}  // namespace

const std::vector<Place>& places() {
  static const std::vector<Place> all = [] {
    std::vector<Place> list;
    for (const Row& row : table()) list.push_back(row.place);
    return list;
  }();
  return all;
}

Light light_of(TimeOfDay time) {
  switch (time) {
    case TimeOfDay::Dawn: return {1.0F, 0.93F, 0.92F};
    case TimeOfDay::Day: return {1.0F, 1.0F, 1.0F};
    case TimeOfDay::Sunset: return {1.0F, 0.86F, 0.76F};
    case TimeOfDay::Night: return {0.72F, 0.78F, 0.94F};
  }
  throw Error(ErrorCode::Internal, "light_of: not a time of day");
}

torch::Tensor paint_place(int place_index, TimeOfDay time, at::ArrayRef<int64_t> layouts, int64_t height_px,
                          int64_t width_px, torch::Device device) {
  const auto count = static_cast<int>(table().size());
  if (place_index < 0 || place_index >= count) {
    throw Error(ErrorCode::InvalidRequest,
                "paint_place: place index " + std::to_string(place_index) + ", expected 0 to " +
                    std::to_string(count - 1),
                "place");
  }
  if (height_px < 1 || width_px < 1) {
    throw Error(ErrorCode::InvalidRequest,
                "paint_place: size " + std::to_string(width_px) + "x" + std::to_string(height_px) +
                    ", expected at least 1x1",
                "size");
  }
  if (layouts.empty()) {
    throw Error(ErrorCode::InvalidRequest, "paint_place: no layouts, expected one for each picture",
                "layouts");
  }
  std::array<int64_t, kLayouts> slot{};
  slot.fill(-1);
  const torch::NoGradGuard no_grad;
  std::vector<torch::Tensor> painted;  // each layout once, however often the batch asks for it
  std::vector<int64_t> picks;
  for (const int64_t layout : layouts) {
    if (layout < 0 || layout >= kLayouts) {
      throw Error(
          ErrorCode::InvalidRequest,
          "paint_place: layout " + std::to_string(layout) + ", expected 0 to " + std::to_string(kLayouts - 1),
          "layouts");
    }
    int64_t& known = slot[static_cast<size_t>(layout)];
    if (known < 0) {
      paint::Pixels pixels(height_px, width_px, device);
      paint::Canvas canvas(pixels);
      table()[static_cast<size_t>(place_index)].painter(canvas, paint::air_of(time),
                                                        static_cast<int>(layout));
      known = static_cast<int64_t>(painted.size());
      painted.push_back(pixels.picture());
    }
    picks.push_back(known);
  }
  if (picks.size() == 1) return painted.front().unsqueeze(0);
  return torch::stack(painted).index_select(0, torch::tensor(picks, torch::kInt64).to(device));
}

}  // namespace reverie
