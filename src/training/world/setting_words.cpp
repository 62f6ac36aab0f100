#include "training/world/setting_words.h"

#include <array>

namespace reverie {

const SettingWords& words_of(TimeOfDay time) {
  static const std::array<SettingWords, 4> words = {{
      {{"at dawn", "at sunrise", "in the early morning"},
       {},
       {},
       {"dawn", "sunrise", "early morning"},
       {"dawn", "sunrise", "early morning"},
       {}},
      {{"in daylight", "during the day", "by day"}, {}, {}, {"day", "daylight"}, {"day", "daylight"}, {}},
      {{"at sunset", "at dusk", "in the evening"},
       {},
       {},
       {"sunset", "dusk", "evening"},
       {"sunset", "dusk", "evening"},
       {}},
      {{"at night", "at night", "by night"}, {"under the stars"}, {}, {"night"}, {"night"}, {}},
  }};
  return words.at(static_cast<std::size_t>(time));
}

const SettingWords& words_of(Season season) {
  static const std::array<SettingWords, 4> words = {{
      {{"in summer", "in the summer", "in summertime"},
       {},
       {"on a summer day"},
       {"summer", "summertime"},
       {"summer", "summertime"},
       {}},
      {{"in autumn", "in autumn", "in the autumn", "in the fall", "among fallen leaves"},
       {},
       {"on an autumn day"},
       {"autumn", "fall"},
       {"autumn", "fall"},
       {"autumnal"}},
      {{"in winter", "in winter", "in the winter", "in wintertime", "in the snow", "in deep snow"},
       {},
       {"on a winter day"},
       {"winter", "snow"},
       {"winter", "wintertime"},
       {"snowy", "wintry", "snow-covered"}},
      {{"in spring", "in spring", "in the spring", "in springtime"},
       {},
       {"on a spring day"},
       {"spring", "springtime"},
       {"spring", "springtime"},
       {}},
  }};
  return words.at(static_cast<std::size_t>(season));
}

const SettingWords& words_of(Weather weather) {
  static const std::array<SettingWords, 5> words = {{
      {{"in clear weather", "in fine weather"},
       {},
       {"on a clear day"},
       {"clear weather", "fine weather"},
       {"clear"},
       {}},
      {{"in the rain", "in the rain", "in rainy weather", "in pouring rain"},
       {},
       {"on a rainy day"},
       {"rain", "rainy weather"},
       {"raining", "rainy"},
       {"rainy"}},
      {{"in falling snow", "during snowfall", "while it is snowing"},
       {},
       {},
       {"snowfall", "falling snow"},
       {"snowing"},
       {}},
      {{"in the fog", "in fog", "in thick fog", "in the mist"},
       {},
       {"on a foggy day"},
       {"fog", "mist"},
       {"foggy", "misty"},
       {"foggy", "misty"}},
      {{"in a storm", "during a storm", "in a thunderstorm", "in stormy weather"},
       {},
       {"on a stormy day"},
       {"storm", "thunderstorm"},
       {"stormy"},
       {"stormy"}},
  }};
  return words.at(static_cast<std::size_t>(weather));
}

std::string day_of(Season season, Weather weather) {
  const SettingWords& of_season = words_of(season);
  const SettingWords& of_weather = words_of(weather);
  if (of_weather.adjectives.empty()) return "";
  return "on a " + of_weather.adjectives.front() + " " + of_season.bare.front() + " day";
}

}  // namespace reverie
