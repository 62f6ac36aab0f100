// tests/training/world/atmosphere_test.cpp
//
// A place by day, drawn in the light and under the sky of an hour and a weather, is nearer to that place as
// it is then.

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>

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

Tensor sky_of(std::size_t place) {
  return paint_sky_mask(static_cast<int>(place), 0, kPx, kPx, torch::kCPU);
}

std::size_t place_named(const std::string& name) {
  const auto found =
      std::find_if(places().begin(), places().end(), [&](const Place& place) { return place.name == name; });
  return static_cast<std::size_t>(found - places().begin());
}

TEST(Atmosphere, ASkyIsWhereSkyIsAndNothingElse) {
  const Tensor beach = sky_of(place_named("beach"));
  EXPECT_EQ(beach.sizes(), at::IntArrayRef({kPx, kPx}));
  EXPECT_GT(beach[2].narrow(0, kPx / 2, kPx / 2).min().item<double>(), 0.99) << "palms are left of it";
  EXPECT_EQ(beach.narrow(0, kPx / 2, kPx / 2).max().item<double>(), 0) << "sea and sand";
  const double library = sky_of(place_named("library")).mean().item<double>();
  EXPECT_GT(library, 0.01) << "its window";
  EXPECT_LT(library, 0.2);
  EXPECT_EQ(sky_of(place_named("underwater")).max().item<double>(), 0);
}

// Of the places outdoors that have a sky, the share that the sky brings nearer still.
TEST(Atmosphere, ItsSkyMakesAPlaceMoreLikeItIs) {
  for (const Weather weather : {Weather::Rain, Weather::Fog, Weather::Storm}) {
    int64_t tried = 0, nearer = 0;
    for (std::size_t i = 0; i < places().size(); ++i) {
      const Setting shown = shown_setting(places()[i], {.time = TimeOfDay::Day, .weather = weather});
      const Tensor sky = sky_of(i);
      if (places()[i].indoors || shown.weather != weather || sky.mean().item<double>() < 0.1) continue;
      const Tensor by_day = painted(i, {.time = TimeOfDay::Day}), truth = painted(i, shown);
      const Atmosphere atmosphere = atmosphere_in(shown);
      ++tried;
      nearer += distance(in_light_of(atmosphere, by_day, sky), truth) <
                        distance(in_light_of(atmosphere, by_day), truth)
                    ? 1
                    : 0;
    }
    ASSERT_GT(tried, 20);
    EXPECT_GT(static_cast<double>(nearer) / static_cast<double>(tried), 0.9) << static_cast<int>(weather);
  }
}

}  // namespace
}  // namespace reverie
