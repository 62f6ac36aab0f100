// training/world/places/places.h
//
// The places of the embedded model's drawn world: backgrounds in four times of day, three layouts and the
// seasons and weathers that suit them, drawn by code in flat colours at any size and shape of picture.
//
// Used by   training/world scenes (which stand objects in front) and captions (which name the place).
// Rule      The ground fills the picture below about 62 % of its height and stays calm there, so that
//           objects whose feet stand between 80 % and 95 % read clearly.
// Trap      A picture depends on place, setting, layout and size only. Whoever needs the same one often
//           keeps it; nothing is remembered here.
// Proven by tests/training/world/places_test.cpp, seasons_test.cpp; tests/training/world/places_sheet.cpp
// shows them.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "drawing/atmosphere.h"
#include "training/world/places/setting.h"

namespace reverie {

struct Place {
  std::string name;                  // "beach"
  std::vector<std::string> phrases;  // as captions say it, the usual one first: "on a beach", ...
  bool indoors = false;
  Climate climate = Climate::Temperate;
};

// In fixed order; the index is the `place_index` below.
const std::vector<Place>& places();

// "on the sand by the sea" -> "sand by the sea": a phrase of place or time without the small words at its
// front.
std::string bare_of(const std::string& phrase);

constexpr int kLayouts = 3;  // arrangements of each place; few on purpose, so that they can be learned

// What the place can be shown in; Summer and Clear are always first. Indoors there is nothing else.
std::vector<Season> seasons_of(const Place& place);
std::vector<Weather> weathers_of(const Place& place, Season season);  // Snowfall in winter only
// The setting without what the place does not know: Summer for such a season, Clear for such a weather.
Setting shown_setting(const Place& place, const Setting& setting);

struct Light {
  float r = 1, g = 1, b = 1;
};
// What the colours of objects standing in the scene are multiplied by; no channel below 0.7. In a room half
// of that: lamps are near.
Light light_of(const Setting& setting, bool indoors = false);

// Paints one place, one layout index for each picture of the batch. A season or weather that the place does
// not know changes nothing.
//   layouts   B values, each 0 .. kLayouts - 1
// Returns [B, 3, height_px, width_px], float32, 0..1, on `device`, without gradient.
// Throws Error(InvalidRequest) with field "place", "layouts" or "size" for a value out of range.
torch::Tensor paint_place(int place_index, const Setting& setting, at::ArrayRef<int64_t> layouts,
                          int64_t height_px, int64_t width_px, torch::Device device);

// How much of each pixel of a place in that layout is sky, of which windows show some too.
// Returns [height_px, width_px], float32, 0..1, on `device`. Throws as paint_place().
torch::Tensor paint_sky_mask(int place_index, int64_t layout, int64_t height_px, int64_t width_px,
                             torch::Device device);

// What this setting makes of a place under the sky that was painted in Summer, by Day and Clear; and what an
// hour makes of a room, with what is seen through its windows.
Atmosphere atmosphere_in(const Setting& setting);
// The same where the place was painted in that season: its light has the season already, its sky has not.
Atmosphere atmosphere_in_season(const Setting& setting);
Atmosphere atmosphere_indoors(TimeOfDay time);

// What falls or drifts in front of the objects as a layer, to be blended over a finished scene; nothing when
// clear. Returns [4, height_px, width_px], float32, 0..1, premultiplied RGBA, on `device`, without gradient.
std::optional<torch::Tensor> weather_layer(const Setting& setting, int64_t layout, int64_t height_px,
                                           int64_t width_px, torch::Device device);

}  // namespace reverie
