// training/world/places/weather_layer.cpp
//
// The layer of weather that goes over a finished scene. See places.h.
#include "drawing/falling.h"
#include "training/world/places/air.h"
#include "training/world/places/places.h"

namespace reverie {

namespace {

std::optional<Falling> what_falls(const paint::Air& air) {
  const paint::Color drop = paint::hex(air.night() ? 0xA9BCE6 : 0xF2F8FF);
  const paint::Color flake = paint::hex(air.night() ? 0xE4ECFF : 0xFFFFFF);
  switch (air.weather) {
    case Weather::Clear: return std::nullopt;
    case Weather::Rain: return Falling{Falling::Kind::Rain, air.middle, drop};
    case Weather::Snowfall:
      return Falling{Falling::Kind::Snow, air.middle, flake, air.snow(paint::hex(0x9DB6D8))};
    case Weather::Fog:
      return Falling{Falling::Kind::Fog, air.haze, paint::lighter(air.haze, air.night() ? 0.05F : 0.25F)};
    case Weather::Storm: return Falling{Falling::Kind::Storm, air.zenith, drop};
  }
  return std::nullopt;
}

// Nothing by day in clear weather: that sky is as it was drawn.
std::optional<Sky> what_sky(const paint::Air& air) {
  // Moon and clouds are left to whoever draws on, and the sun by day shows where they are.
  constexpr float kClear = 0.6F;
  if (air.overcast()) return Sky{air.zenith, air.middle, air.low, 1};
  if (air.time == TimeOfDay::Day) return std::nullopt;
  return Sky{air.zenith, air.middle, air.low, kClear};
}

paint::Color as_colour(const Light& light) {
  return {light.r, light.g, light.b};
}

}  // namespace

Atmosphere atmosphere_in(const Setting& setting) {
  const paint::Air air = paint::air_of(setting);
  return {air.key, air.veil, air.veil_amount, what_falls(air), what_sky(air), as_colour(light_of(setting))};
}

Atmosphere atmosphere_in_season(const Setting& setting) {
  Atmosphere atmosphere = atmosphere_in({.time = setting.time, .weather = setting.weather});
  if (setting.weather == Weather::Clear) atmosphere.sky = atmosphere_in(setting).sky;
  return atmosphere;
}

Atmosphere atmosphere_indoors(TimeOfDay time) {
  const paint::Air air = paint::indoors(paint::air_of({.time = time}));
  return {air.key, air.veil, air.veil_amount, {}, what_sky(air), as_colour(light_of({.time = time}, true))};
}

std::optional<torch::Tensor> weather_layer(const Setting& setting, int64_t layout, int64_t height_px,
                                           int64_t width_px, torch::Device device) {
  const std::optional<Falling> falling = what_falls(paint::air_of(setting));
  if (!falling) return std::nullopt;
  return draw_falling(*falling, layout, height_px, width_px, device);
}

}  // namespace reverie
