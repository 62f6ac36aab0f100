// tests/training/world/seasons_test.cpp
//
// Seasons and weathers of the places: each changes what it should and nothing else, and without them the
// world is what it was before there were any.
#include <gtest/gtest.h>

#include <array>

#include "training/world/places/places.h"
#include "training/world/places/season.h"

namespace reverie {
namespace {

constexpr std::array kTimes = {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night};
constexpr std::array kSeasons = {Season::Summer, Season::Autumn, Season::Winter, Season::Spring};
constexpr std::array kWeathers = {Weather::Clear, Weather::Rain, Weather::Snowfall, Weather::Fog,
                                  Weather::Storm};
constexpr int kMeadow = 6;

constexpr double kSeasonsDiffer = 0.012;
constexpr double kWeathersDiffer = 0.03;
constexpr double kCalmGround = 0.012;

torch::Tensor paint(int place, const Setting& setting, int64_t height_px = 96, int64_t width_px = 128) {
  return paint_place(place, setting, {0}, height_px, width_px, torch::kCPU)[0];
}

double mean_difference(const torch::Tensor& a, const torch::Tensor& b) {
  return (a - b).abs().mean().item<double>();
}

// Calls `check` for each pair of a place and what it can be shown in by day.
template <typename Check>
void for_each_setting(const Check& check) {
  for (int i = 0; i < static_cast<int>(places().size()); ++i) {
    const Place& place = places()[static_cast<size_t>(i)];
    for (const Season season : seasons_of(place)) {
      for (const Weather weather : weathers_of(place, season)) {
        SCOPED_TRACE(place.name + ", season " + std::to_string(static_cast<int>(season)) + ", weather " +
                     std::to_string(static_cast<int>(weather)));
        check(i, Setting{TimeOfDay::Day, season, weather});
      }
    }
  }
}

// Means over the quarters of the meadow, four of red, of green and of blue, drawn before there were seasons.
TEST(Seasons, LeaveTheClearSummerAsItWasBefore) {
  const std::array<std::array<float, 12>, 4> before = {{
      {0.7825F, 0.8329F, 0.5779F, 0.5842F, 0.7688F, 0.7700F, 0.6682F, 0.6783F, 0.7376F, 0.8130F, 0.4073F,
       0.4093F},
      {0.4800F, 0.6312F, 0.4790F, 0.4868F, 0.7472F, 0.8157F, 0.7333F, 0.7469F, 0.8089F, 0.8601F, 0.3684F,
       0.3706F},
      {0.6687F, 0.8010F, 0.5162F, 0.5226F, 0.4566F, 0.5456F, 0.5230F, 0.5328F, 0.4147F, 0.4309F, 0.2465F,
       0.2484F},
      {0.1083F, 0.2138F, 0.1435F, 0.1457F, 0.1846F, 0.2819F, 0.2653F, 0.2697F, 0.3386F, 0.4615F, 0.2677F,
       0.2689F},
  }};
  for (size_t i = 0; i < kTimes.size(); ++i) {
    const torch::Tensor quarters =
        torch::avg_pool2d(paint(kMeadow, {kTimes[i]}).unsqueeze(0), {48, 64}).flatten();
    for (int64_t k = 0; k < 12; ++k) {
      EXPECT_NEAR(quarters[k].item<float>(), before[i][static_cast<size_t>(k)], 1e-4F) << i << ' ' << k;
    }
  }
}

TEST(Seasons, ChangeThePictureWhereAPlaceKnowsThem) {
  for_each_setting([](int place, const Setting& setting) {
    const Setting plain{setting.time, Season::Summer, setting.weather};
    if (setting.season == Season::Summer || setting.weather == Weather::Snowfall) return;
    EXPECT_GT(mean_difference(paint(place, setting), paint(place, plain)), kSeasonsDiffer);
  });
}

TEST(Seasons, AreToldApartFromEachOther) {
  for (int i = 0; i < static_cast<int>(places().size()); ++i) {
    const auto seasons = seasons_of(places()[static_cast<size_t>(i)]);
    for (size_t a = 0; a < seasons.size(); ++a) {
      for (size_t b = a + 1; b < seasons.size(); ++b) {
        EXPECT_GT(mean_difference(paint(i, {TimeOfDay::Night, seasons[a]}),
                                  paint(i, {TimeOfDay::Night, seasons[b]})),
                  kSeasonsDiffer / 2)
            << places()[static_cast<size_t>(i)].name << ' ' << a << ' ' << b;
      }
    }
  }
}

TEST(Seasons, WeatherChangesThePictureWhereAPlaceKnowsIt) {
  for_each_setting([](int place, const Setting& setting) {
    if (setting.weather == Weather::Clear) return;
    const Setting clear{setting.time, setting.season};
    EXPECT_GT(mean_difference(paint(place, setting), paint(place, clear)), kWeathersDiffer);
  });
}

TEST(Seasons, ChangeNothingWhereAPlaceKnowsNone) {
  for (int i = 0; i < static_cast<int>(places().size()); ++i) {
    const Place& place = places()[static_cast<size_t>(i)];
    for (const Season season : kSeasons) {
      for (const Weather weather : kWeathers) {
        const Setting asked{TimeOfDay::Sunset, season, weather};
        const Setting shown = shown_setting(place, asked);
        if (shown == asked) continue;
        EXPECT_TRUE(torch::equal(paint(i, asked, 48, 64), paint(i, shown, 48, 64))) << place.name;
        EXPECT_TRUE(shown.season == season || shown.season == Season::Summer);
        EXPECT_TRUE(shown.weather == weather || shown.weather == Weather::Clear);
      }
    }
  }
}

TEST(Seasons, AreKnownOutdoorsWhereAirAndClimateAllow) {
  for (const Place& place : places()) {
    const bool has_seasons = !place.indoors && place.climate == Climate::Temperate;
    EXPECT_EQ(seasons_of(place).size(), has_seasons ? 4U : 1U) << place.name;
    const bool has_weather = !place.indoors && place.climate != Climate::Airless;
    EXPECT_EQ(weathers_of(place, Season::Summer).size() > 1, has_weather) << place.name;
    EXPECT_EQ(seasons_of(place).front(), Season::Summer);
    EXPECT_EQ(weathers_of(place, Season::Summer).front(), Weather::Clear);
  }
}

TEST(Seasons, AreDrawnTheSameEveryTimeAndAtEverySize) {
  for_each_setting([](int place, const Setting& setting) {
    const torch::Tensor picture = paint(place, setting, 96, 222);
    EXPECT_TRUE(torch::equal(picture, paint(place, setting, 96, 222)));
    EXPECT_GE(picture.min().item<float>(), 0.0F);
    EXPECT_LE(picture.max().item<float>(), 1.0F);
    const torch::Tensor large = torch::avg_pool2d(paint(place, setting, 192, 444).unsqueeze(0), 2)[0];
    EXPECT_LT(mean_difference(picture, large), 0.02);  // as the places without seasons
    EXPECT_TRUE(paint(place, setting, 7, 5).isfinite().all().item<bool>());
  });
}

TEST(Seasons, KeepTheGroundCalm) {
  for_each_setting([](int place, const Setting& setting) {
    const torch::Tensor ground = paint(place, setting, 256, 256).narrow(1, 205, 40).narrow(2, 48, 160);
    EXPECT_LT((ground.slice(2, 1) - ground.slice(2, 0, -1)).abs().mean().item<double>(), kCalmGround);
  });
}

TEST(Seasons, CoverTheMeadowWithSnowInWinterAndNotInSummer) {
  const auto ground = [](Season season) {
    return paint(kMeadow, {TimeOfDay::Day, season}).narrow(1, 64, 32).mean({1, 2});
  };
  const torch::Tensor winter = ground(Season::Winter), autumn = ground(Season::Autumn);
  EXPECT_GT(winter.min().item<float>(), 0.85F);                 // white
  EXPECT_GT(winter[2].item<float>(), winter[0].item<float>());  // a little blue
  EXPECT_GT(autumn[0].item<float>(), autumn[1].item<float>());  // straw, no longer green
  EXPECT_LT(ground(Season::Summer)[0].item<float>(), 0.6F);
}

TEST(Seasons, MapGreensAndLeaveOtherColoursAlone) {
  using paint::hex;
  using paint::in_season;
  const auto same = [](paint::Color a, paint::Color b) { return a.r == b.r && a.g == b.g && a.b == b.b; };
  const paint::Color leaf = hex(0x4C9A4A), blue = hex(0x2B8FD0), red = hex(0xCB4B3F), pine = hex(0x276B4C);
  for (const Season season : kSeasons) {
    EXPECT_TRUE(same(in_season(blue, season), blue));
    EXPECT_TRUE(same(in_season(red, season), red));
    EXPECT_EQ(same(in_season(leaf, season), leaf), season == Season::Summer);
  }
  EXPECT_GT(in_season(leaf, Season::Autumn).r, in_season(leaf, Season::Autumn).g);
  EXPECT_GT(in_season(leaf, Season::Winter).b, 0.8F);
  const paint::Color conifer = in_season(pine, Season::Winter);
  EXPECT_GT(conifer.g, conifer.r + 0.1F);
  EXPECT_LT(conifer.g, 0.55F);
}

TEST(WeatherLayer, IsNothingWhenClearAndOtherwiseThinPremultipliedColour) {
  EXPECT_FALSE(weather_layer({TimeOfDay::Day}, 0, 64, 64, torch::kCPU).has_value());
  for (const TimeOfDay time : kTimes) {
    for (const Weather weather : {Weather::Rain, Weather::Snowfall, Weather::Fog, Weather::Storm}) {
      const Season season = weather == Weather::Snowfall ? Season::Winter : Season::Summer;
      const auto layer = weather_layer({time, season, weather}, 1, 96, 200, torch::kCPU);
      ASSERT_TRUE(layer.has_value());
      ASSERT_EQ(layer->sizes(), (std::vector<int64_t>{4, 96, 200}));
      const torch::Tensor alpha = (*layer)[3];
      EXPECT_GE(layer->min().item<float>(), 0.0F);
      EXPECT_LE(alpha.max().item<float>(), 1.0F);
      EXPECT_TRUE((layer->narrow(0, 0, 3) <= alpha + 1e-5F).all().item<bool>()) << "not premultiplied";
      EXPECT_GT(alpha.mean().item<float>(), 0.02F);
      EXPECT_LT(alpha.mean().item<float>(), 0.40F) << "hides the objects";
    }
  }
}

TEST(WeatherLayer, IsTheSameEveryTimeAndAnotherInEachLayout) {
  for (const Weather weather : {Weather::Rain, Weather::Snowfall, Weather::Fog, Weather::Storm}) {
    const Setting setting{TimeOfDay::Day, Season::Winter, weather};
    const auto draw = [&](int64_t layout) { return *weather_layer(setting, layout, 64, 96, torch::kCPU); };
    EXPECT_TRUE(torch::equal(draw(0), draw(0)));
    EXPECT_FALSE(torch::equal(draw(0), draw(1)));
  }
}

TEST(WeatherLayer, LightOnObjectsIsDimmedALittleAndNeverBelowSevenTenths) {
  for (const TimeOfDay time : kTimes) {
    for (const Season season : kSeasons) {
      for (const Weather weather : kWeathers) {
        const Light light = light_of({time, season, weather}), clear = light_of({time, season});
        for (const auto channel : {&Light::r, &Light::g, &Light::b}) {
          EXPECT_GE(light.*channel, 0.7F);
          EXPECT_LE(light.*channel, clear.*channel);
        }
      }
    }
  }
  EXPECT_LT(light_of({TimeOfDay::Day, Season::Summer, Weather::Rain}).r, 0.95F);
  EXPECT_LT(light_of({TimeOfDay::Day, Season::Winter}).r, light_of({TimeOfDay::Day, Season::Autumn}).r);
}

}  // namespace
}  // namespace reverie
