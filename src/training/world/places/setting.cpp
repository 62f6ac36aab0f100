// training/world/places/setting.cpp
//
// Which seasons and weathers a place knows, and the light they cast on objects. See places.h.
#include <algorithm>

#include "core/error.h"
#include "training/world/places/places.h"

namespace reverie {

std::vector<Season> seasons_of(const Place& place) {
  if (place.indoors || place.climate != Climate::Temperate) return {Season::Summer};
  return {Season::Summer, Season::Autumn, Season::Winter, Season::Spring};
}

std::vector<Weather> weathers_of(const Place& place, Season season) {
  if (place.indoors || place.climate == Climate::Airless) return {Weather::Clear};
  if (season == Season::Winter || place.climate == Climate::Winter) {
    return {Weather::Clear, Weather::Snowfall, Weather::Fog};
  }
  return {Weather::Clear, Weather::Rain, Weather::Fog, Weather::Storm};
}

Setting shown_setting(const Place& place, const Setting& setting) {
  Setting shown = setting;
  const auto seasons = seasons_of(place);
  if (std::find(seasons.begin(), seasons.end(), shown.season) == seasons.end()) {
    shown.season = Season::Summer;
  }
  const auto weathers = weathers_of(place, shown.season);
  if (std::find(weathers.begin(), weathers.end(), shown.weather) == weathers.end()) {
    shown.weather = Weather::Clear;
  }
  return shown;
}

namespace {

Light light_of_time(TimeOfDay time) {
  switch (time) {
    case TimeOfDay::Dawn: return {1.0F, 0.93F, 0.92F};
    case TimeOfDay::Day: return {1.0F, 1.0F, 1.0F};
    case TimeOfDay::Sunset: return {1.0F, 0.86F, 0.76F};
    case TimeOfDay::Night: return {0.72F, 0.78F, 0.94F};
  }
  throw Error(ErrorCode::Internal, "light_of: not a time of day");
}

Light light_of_season(Season season) {
  switch (season) {
    case Season::Summer:
    case Season::Spring: return {1.0F, 1.0F, 1.0F};
    case Season::Autumn: return {1.0F, 0.97F, 0.91F};
    case Season::Winter: return {0.95F, 0.98F, 1.0F};
  }
  throw Error(ErrorCode::Internal, "light_of: not a season");
}

Light light_of_weather(Weather weather) {
  switch (weather) {
    case Weather::Clear: return {1.0F, 1.0F, 1.0F};
    case Weather::Rain: return {0.88F, 0.90F, 0.93F};
    case Weather::Snowfall: return {0.96F, 0.97F, 1.0F};
    case Weather::Fog: return {0.93F, 0.94F, 0.95F};
    case Weather::Storm: return {0.76F, 0.75F, 0.84F};
  }
  throw Error(ErrorCode::Internal, "light_of: not a weather");
}

}  // namespace

Light light_of(const Setting& setting, bool indoors) {
  constexpr float kDimmest = 0.7F;  // darker objects could not be told from each other
  const float share = indoors ? 0.5F : 1.0F;
  const Light time = light_of_time(setting.time), season = light_of_season(setting.season),
              weather = light_of_weather(setting.weather);
  const auto all = [&](float Light::*channel) {
    return 1 + share * (std::max(time.*channel * season.*channel * weather.*channel, kDimmest) - 1);
  };
  return {all(&Light::r), all(&Light::g), all(&Light::b)};
}

}  // namespace reverie
