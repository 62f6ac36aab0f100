// training/world/objects/sky.cpp
//
// Sun, moon and stars, and the weather.
// rows.h says what a row is.
#include "training/world/objects/rows.h"

namespace reverie::object_rows {

// clang-format off
std::vector<Object> sky() {
  return {
    {"star", "star", {}, kSky, "stars", kOwnColours, 0.7F},
    {"planet", "ringed-planet", {"saturn"}, kSky, "planets", kOwnColours, 0.85F},
    {"sun", "sun", {}, kSky, "suns", kOwnColours, 0.9F},
    {"shining star", "glowing-star", {"bright star"}, kSky, "shining stars", kOwnColours, 0.75F},
    {"shooting star", "dizzy", {"falling star"}, kSky, "shooting stars", kOwnColours, 0.75F},
    {"full moon", "full-moon", {"moon"}, kSky, "full moons", kOwnColours, 0.85F},
    {"crescent moon", "crescent-moon", {"crescent"}, kSky, "crescent moons", kOwnColours, 0.8F},
    {"half moon", "first-quarter-moon", {"quarter moon"}, kSky, "half moons", kOwnColours, 0.8F},
    {"new moon", "new-moon", {"dark moon"}, kSky, "new moons", kOwnColours, 0.8F},
    {"cloud", "cloud", {}, kSky, "clouds", kOwnColours, 0.85F},
    {"rain cloud", "cloud-with-rain", {"rainy cloud"}, kSky, "rain clouds", kOwnColours, 0.85F},
    {"storm cloud", "cloud-with-lightning", {"thundercloud"}, kSky, "storm clouds", kOwnColours, 0.85F},
    {"snow cloud", "cloud-with-snow", {"snowy cloud"}, kSky, "snow clouds", kOwnColours, 0.85F},
    {"cloudy sun", "sun-behind-cloud", {"sun with cloud"}, kSky, "cloudy suns", kOwnColours, 0.85F},
    {"rainbow", "rainbow", {}, kSky, "rainbows", kOwnColours, 0.95F},
    {"lightning bolt", "high-voltage", {"lightning", "thunderbolt"},
     kSky, "lightning bolts", kOwnColours, 0.8F, {"lightning"}},
    {"snowflake", "snowflake", {"ice crystal"}, kSky, "snowflakes", kOwnColours, 0.75F},
    {"tornado", "tornado", {"whirlwind", "twister"}, kGround, "tornadoes", kOwnColours, 1.0F},
    {"comet", "comet", {}, kSky, "comets", kOwnColours, 0.8F},
    {"meteor", "meteor", {"fireball", "asteroid"}, kSky, "meteors", kOwnColours, 0.8F},
    {"earth", "globe-showing-americas", {"globe", "planet earth"},
     kSky, "earths", kOwnColours, 0.85F, {"earth", "planet earth"}},
    {"raindrops", "sweat-droplets", {"drops of rain"},
     kSky, "groups of raindrops", kOwnColours, 0.7F, {"raindrops", "drops of rain"}},
  };
}
// clang-format on

}  // namespace reverie::object_rows
