// training/world/setting_words.h
//
// How people say when a scene is and in what weather: one table of words for times of day, seasons and
// weathers, for captions and for edits ("make it winter").
//
// Used by   captions.cpp
// Rules     Each word belongs to one time, season or weather alone: "snowy" is winter and "snowing" is
//           snowfall, "fall" is autumn. A phrase that says "day" claims daylight too and stands apart.
// Proven by tests/training/world/setting_words_test.cpp, captions_test.cpp
#pragma once

#include <string>
#include <vector>

#include "training/world/places/setting.h"

namespace reverie {

struct SettingWords {
  using Words = std::vector<std::string>;
  Words phrases;     // "a cat on a beach at dawn", "... in the rain", "... in winter"
  Words under_sky;   // phrases that need a clear sky: not in a room, not in the rain
  Words by_day;      // phrases that are true in daylight only: "on a rainy day"
  Words bare;        // "cat, beach, dawn"
  Words states;      // "it is dawn", "it is raining"
  Words adjectives;  // "a foggy beach"; empty where none is usual
};

const SettingWords& words_of(TimeOfDay time);
const SettingWords& words_of(Season season);
const SettingWords& words_of(Weather weather);

// "on a rainy autumn day": both at once, in daylight; empty where nobody says so.
std::string day_of(Season season, Weather weather);

}  // namespace reverie
