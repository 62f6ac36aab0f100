// tests/training/world/atmosphere_test.cpp
//
// A place by day, drawn in the light of an hour and a weather, is nearer to that place as it is then.

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "drawing/atmosphere.h"
#include "training/world/places/places.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr int64_t kPx = 96;

Tensor painted(std::size_t place, const Setting& setting) {
  return paint_place(static_cast<int>(place), setting, {0}, kPx, kPx, torch::kCPU)[0];
}

double distance(const Tensor& one, const Tensor& other) {
  return (one - other).square().mean().item<double>();
}

// Of the places that can look like this, the share that the light brings nearer to it.
double nearer_share(TimeOfDay time, Weather weather) {
  int64_t places_tried = 0, nearer = 0;
  for (std::size_t i = 0; i < places().size(); ++i) {
    const Place& place = places()[i];
    const Setting shown = shown_setting(place, {.time = time, .weather = weather});
    if (shown.weather != weather) continue;
    const Tensor by_day = painted(i, {.time = TimeOfDay::Day}), truth = painted(i, shown);
    const Atmosphere atmosphere = place.indoors ? atmosphere_indoors(time) : atmosphere_in(shown);
    ++places_tried;
    const double lit = distance(in_light_of(atmosphere, by_day), truth), unlit = distance(by_day, truth);
    nearer += lit < unlit ? 1 : 0;
  }
  return static_cast<double>(nearer) / static_cast<double>(places_tried);
}

TEST(Atmosphere, MakesADaysPlaceMoreLikeThatHourAndWeather) {
  for (const TimeOfDay time : {TimeOfDay::Dawn, TimeOfDay::Sunset, TimeOfDay::Night}) {
    EXPECT_GT(nearer_share(time, Weather::Clear), 0.9) << static_cast<int>(time);
  }
  for (const TimeOfDay time : {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night}) {
    for (const Weather weather : {Weather::Rain, Weather::Fog, Weather::Storm})
      EXPECT_GT(nearer_share(time, weather), 0.9) << static_cast<int>(time) << static_cast<int>(weather);
  }
}

}  // namespace
}  // namespace reverie
