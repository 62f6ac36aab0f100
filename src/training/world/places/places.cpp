// training/world/places/places.cpp
//
// The table of places and the one function that paints them. See places.h.
#include "training/world/places/places.h"

#include <torch/utils.h>
#include <array>
#include <string_view>

#include "core/error.h"
#include "drawing/paint_fields.h"
#include "training/world/places/ground.h"
#include "training/world/places/painters.h"

namespace reverie {
namespace {

constexpr std::array<std::string_view, 13> kFront = {
    "in", "on", "at", "by", "beside", "among", "between", "a", "under", "during", "front", "of", "the"};

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
      {{"beach", {"on a beach", "at the beach", "on the sand by the sea"}, false, Climate::Warm},
       paint::paint_beach},
      {{"forest", {"in a forest", "in the woods", "among tall trees"}, false}, paint::paint_forest},
      {{"desert",
        {"in a desert", "among ancient ruins in the desert", "between sand dunes"},
        false,
        Climate::Warm},
       paint::paint_desert},
      {{"city", {"in a city", "in front of a city skyline", "downtown"}, false}, paint::paint_city},
      {{"snowy village",
        {"in a snowy village", "in a village in winter", "in front of snow-covered houses"},
        false,
        Climate::Winter},
       paint::paint_snowy_village},
      {{"meadow", {"in a meadow", "on a green meadow", "among rolling hills"}, false}, paint::paint_meadow},
      {{"sea", {"by the open sea", "on a pier by the sea", "in front of rolling waves"}, false},
       paint::paint_sea},
      {{"space", {"in space", "on the moon", "on the moon among the stars"}, false, Climate::Airless},
       paint::paint_space},
      {{"garden", {"in a garden", "in a flower garden", "on a lawn with flower beds"}, false},
       paint::paint_garden},
      {{"kitchen", {"in a kitchen", "in a cozy kitchen", "in front of a kitchen counter"}, true},
       paint::paint_kitchen},
      {{"reading nook", {"in a reading nook", "in a cozy reading nook", "in a room with bookshelves"}, true},
       paint::paint_reading_nook},
      {{"cafe", {"in a cafe", "in a cozy cafe", "inside a small cafe"}, true}, paint::paint_cafe},
      {{"stage", {"on a stage", "on a theater stage", "under a spotlight"}, true}, paint::paint_stage},
      {{"library", {"in a library", "in an old library", "in a grand library"}, true}, paint::paint_library},
      {{"bedroom", {"in a bedroom", "in a cozy bedroom", "inside a bedroom"}, true}, paint::paint_bedroom},
      {{"living room", {"in a living room", "in a lounge", "in front of a fireplace"}, true},
       paint::paint_living_room},
      {{"bathroom", {"in a bathroom", "inside a bathroom", "in a tiled bathroom"}, true},
       paint::paint_bathroom},
      {{"classroom", {"in a classroom", "in a schoolroom", "in front of a blackboard"}, true},
       paint::paint_classroom},
      {{"workshop", {"in a workshop", "in an old workshop", "in front of a workbench"}, true},
       paint::paint_workshop},
      {{"laboratory", {"in a laboratory", "in a science laboratory", "in a lab"}, true},
       paint::paint_laboratory},
      {{"greenhouse", {"in a greenhouse", "in a conservatory", "among plants in a greenhouse"}, true},
       paint::paint_greenhouse},
      {{"museum", {"in a museum", "in an art museum", "in an art gallery"}, true}, paint::paint_museum},
      {{"throne room", {"in a throne room", "in a royal hall", "in a royal palace"}, true},
       paint::paint_throne_room},
      // A spaceship alone is an object (objects.cpp): the room is its cabin.
      {{"spaceship cabin",
        {"in a spaceship cabin", "in the cabin of a starship", "on board a starship"},
        true},
       paint::paint_spaceship_cabin},
      {{"restaurant", {"in a restaurant", "in an elegant restaurant", "inside a busy restaurant"}, true},
       paint::paint_restaurant},
      {{"office", {"in an office", "in a modern office", "inside an office"}, true}, paint::paint_office},
      {{"gym", {"in a gym", "in a sports hall", "in a gymnasium"}, true}, paint::paint_gym},
      {{"toy shop", {"in a toy shop", "in a toy store", "among shelves of toys"}, true},
       paint::paint_toy_shop},
      {{"photo studio", {"in a photo studio", "in a studio", "in front of a plain backdrop"}, true},
       paint::paint_photo_studio},
      {{"antique table",
        {"on an antique wooden table", "on an antique table", "on a dark wooden table"},
        true},
       paint::paint_antique_table},
      {{"paper page", {"on a paper page", "on a page of old paper", "on a parchment page"}, true},
       paint::paint_paper_page},
      {{"harbour", {"in a harbour", "at the harbour", "on a quay with boats"}, false}, paint::paint_harbour},
      {{"jungle", {"in a jungle", "in a tropical jungle", "in the rainforest"}, false, Climate::Warm},
       paint::paint_jungle},
      {{"farm", {"on a farm", "in a farmyard", "in front of a barn"}, false}, paint::paint_farm},
      {{"market", {"at a market", "at a street market", "between market stalls"}, false},
       paint::paint_market},
      {{"park", {"in a park", "in the park", "in a city park with a pond"}, false}, paint::paint_park},
      {{"waterfall", {"by a waterfall", "at a waterfall", "in front of a waterfall"}, false},
       paint::paint_waterfall},
      {{"canyon", {"in a canyon", "between canyon walls", "among layered rocks"}, false, Climate::Warm},
       paint::paint_canyon},
      {{"lava field",
        {"on a lava field", "in front of an erupting mountain", "beside a river of lava"},
        false,
        Climate::Warm},
       paint::paint_volcano},
      {{"underwater",
        {"in an underwater world", "under the sea", "on a coral reef"},
        false,
        Climate::Airless},
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
        {"in an alien desert", "on an alien planet", "on an alien planet with twin suns"},
        false,
        Climate::Airless},
       paint::paint_alien_desert},
      {{"temple", {"at a temple", "in a temple garden", "among cherry trees at a temple"}, false},
       paint::paint_temple},
      {{"ice field", {"on an ice field", "among icebergs", "on the polar ice"}, false, Climate::Winter},
       paint::paint_ice_field},
      {{"lavender field",
        {"in a lavender field", "among rows of lavender", "between lavender rows"},
        false,
        Climate::Warm},
       paint::paint_lavender_field},
      {{"rooftop", {"on a rooftop", "on a roof terrace", "on a flat roof"}, false}, paint::paint_rooftop},
      {{"cliffs", {"on a cliff by the sea", "on the cliffs", "at the edge of a cliff"}, false},
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

std::string bare_of(const std::string& phrase) {
  std::size_t at = 0;
  for (std::size_t space; (space = phrase.find(' ', at)) != std::string::npos; at = space + 1) {
    const std::string word = phrase.substr(at, space - at);
    if (word != "an" && std::find(kFront.begin(), kFront.end(), word) == kFront.end()) break;
  }
  return phrase.substr(at);
}

namespace {

// Throws Error(InvalidRequest) for a value out of range.
const Row& checked_row(int place_index, int64_t height_px, int64_t width_px) {
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
  return table()[static_cast<size_t>(place_index)];
}

void check_layout(int64_t layout) {
  if (layout >= 0 && layout < kLayouts) return;
  throw Error(
      ErrorCode::InvalidRequest,
      "paint_place: layout " + std::to_string(layout) + ", expected 0 to " + std::to_string(kLayouts - 1),
      "layouts");
}

}  // namespace

torch::Tensor paint_sky_mask(int place_index, int64_t layout, int64_t height_px, int64_t width_px,
                             torch::Device device) {
  const Row& row = checked_row(place_index, height_px, width_px);
  check_layout(layout);
  const torch::NoGradGuard no_grad;
  const auto under = [&](paint::Color sky) {
    // A sky without sun and clouds, and nothing drifts in front of it.
    paint::Air air = paint::air_of({.time = TimeOfDay::Day, .weather = Weather::Snowfall});
    air.zenith = air.middle = air.low = sky;
    paint::Pixels pixels(height_px, width_px, device);
    paint::Canvas canvas(pixels);
    row.painter(canvas, air, static_cast<int>(layout));
    return pixels.picture();
  };
  // What shows less than half of the sky's colour is no sky: water, and glass.
  const torch::Tensor shows = (under({1, 1, 1}) - under({0, 0, 0})).mean(0);
  return (2 * shows - 1).clamp(0, 1);
}

torch::Tensor paint_place(int place_index, const Setting& setting, at::ArrayRef<int64_t> layouts,
                          int64_t height_px, int64_t width_px, torch::Device device) {
  const Row& row = checked_row(place_index, height_px, width_px);
  if (layouts.empty()) {
    throw Error(ErrorCode::InvalidRequest, "paint_place: no layouts, expected one for each picture",
                "layouts");
  }
  const paint::Air air = paint::air_of(shown_setting(row.place, setting));
  std::array<int64_t, kLayouts> slot{};
  slot.fill(-1);
  const torch::NoGradGuard no_grad;
  std::vector<torch::Tensor> painted;  // each layout once, however often the batch asks for it
  std::vector<int64_t> picks;
  for (const int64_t layout : layouts) {
    check_layout(layout);
    int64_t& known = slot[static_cast<size_t>(layout)];
    if (known < 0) {
      paint::Pixels pixels(height_px, width_px, device);
      paint::Canvas canvas(pixels);
      row.painter(canvas, air, static_cast<int>(layout));
      paint::season_ground(canvas, air, static_cast<int>(layout));
      paint::weather_ground(canvas, air, static_cast<int>(layout));
      known = static_cast<int64_t>(painted.size());
      painted.push_back(pixels.picture());
    }
    picks.push_back(known);
  }
  if (picks.size() == 1) return painted.front().unsqueeze(0);
  return torch::stack(painted).index_select(0, torch::tensor(picks, torch::kInt64).to(device));
}

}  // namespace reverie
