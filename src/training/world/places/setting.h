// training/world/places/setting.h
//
// When a place is seen and in what weather. In a header of its own, so that the painters need not
// compile LibTorch.
//
// Used by   air.h (what light does to colours), places.h, and whoever composes or captions a scene.
// Trap      What is not said is Summer and Clear: the world as it is drawn without a season. A place that
//           has no seasons (a room, the moon, a village that is always in snow) is always in Summer.
#pragma once

#include <array>

namespace reverie {

enum class TimeOfDay { Dawn, Day, Sunset, Night };
enum class Season { Summer, Autumn, Winter, Spring };
enum class Weather { Clear, Rain, Snowfall, Fog, Storm };

inline constexpr std::array kAllSeasons{Season::Summer, Season::Autumn, Season::Winter, Season::Spring};
inline constexpr std::array kAllWeathers{Weather::Clear, Weather::Rain, Weather::Snowfall, Weather::Fog,
                                         Weather::Storm};

struct Setting {
  TimeOfDay time;
  Season season = Season::Summer;
  Weather weather = Weather::Clear;
  bool operator==(const Setting&) const = default;
};

// Which seasons and weathers a place knows.
enum class Climate {
  Temperate,  // all four seasons
  Warm,       // rain, fog and storms, but no seasons: palms and dunes
  Winter,     // always in snow: snowfall and fog
  Airless,    // neither: the moon, the sea floor
};

}  // namespace reverie
