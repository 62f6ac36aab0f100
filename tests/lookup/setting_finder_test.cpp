// The season, the hour and the weather that a place is shown in, found on pictures of it.
#include "lookup/setting_finder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

constexpr Grid kGrid{8, 10};
constexpr int64_t kPx = 16;
constexpr int64_t kThings = 20;

// Latents are colours, turned and shifted, and noise that means nothing.
Tensor latents_of(const Tensor& colours) {
  const Tensor turned = torch::stack({colours.select(1, 2) * 3 - 1, colours.select(1, 0) * -2,
                                      colours.select(1, 1) + 0.5, torch::randn({colours.size(0)})},
                                     1);
  return turned;
}

// [tokens, 3]: a sky over a ground of this colour.
Tensor colours_of(const Tensor& ground) {
  Tensor colours = torch::empty({kGrid.rows, kGrid.columns, 3});
  colours.narrow(0, 0, 4).copy_(torch::tensor({0.5, 0.7, 0.95}));
  colours.narrow(0, 4, 4).copy_(ground);
  colours.select(1, 3).mul_(0.8);
  return colours.reshape({-1, 3});
}

// Plain things, and a green place, white in winter, by day and at night, in the rain and in fog.
PictureBook drawn_book() {
  torch::manual_seed(5);
  constexpr int64_t kSide = kSlotTokens * PictureBook::kDrawingPx;
  const Tensor colours = torch::rand({kThings, 3});
  Tensor rgba = torch::full({kThings, 4, kSide, kSide}, 255, torch::kUInt8);
  rgba.narrow(1, 0, 3).copy_((colours * 255).round().view({kThings, 3, 1, 1}).expand({-1, -1, kSide, kSide}));
  const Tensor tokens = (rgba.select(2, 0).select(2, 0).narrow(1, 0, 3).to(torch::kFloat) / 255)
                            .repeat_interleave(kSlotTokens * kSlotTokens, 0);
  std::vector<BookThing> things;
  for (int64_t i = 0; i < kThings; ++i) things.push_back({{"thing" + std::to_string(i)}, i});

  const int64_t count = kGrid.rows * kGrid.columns;
  BookPlaces places{{{"a field"}, {"a cave"}}, {kGrid}, 1, {}};
  const Tensor field = latents_of(colours_of(torch::tensor({0.3, 0.7, 0.2})));
  places.pictures = torch::stack({field, latents_of(colours_of(torch::tensor({0.4, 0.3, 0.3})))});
  places.skies = torch::zeros({2, count, BookPlaces::kViewPx * BookPlaces::kViewPx}, torch::kUInt8);
  places.skies[0].narrow(0, 0, count / 2).fill_(255);
  places.seasons = {{"in winter"}};
  places.seasonal = {0};
  places.season_pictures = latents_of(colours_of(torch::tensor({0.9, 0.9, 0.95}))).unsqueeze(0);
  places.sheltered = {1};
  const Atmosphere night{.light = {0.4F, 0.45F, 0.7F},
                         .sky = Sky{{0, 0, 0.2F}, {0, 0.1F, 0.3F}, {0.1F, 0.1F, 0.4F}, 1}};
  Atmosphere rain{.light = {0.8F, 0.85F, 0.9F},
                  .sky = Sky{{0.5F, 0.5F, 0.55F}, {0.6F, 0.6F, 0.65F}, {0.7F, 0.7F, 0.7F}, 1}};
  rain.falling = Falling{Falling::Kind::Rain, {0.5F, 0.5F, 0.6F}, {1, 1, 1}};
  Atmosphere fog = rain;
  fog.haze = {0.85F, 0.85F, 0.85F};
  fog.haze_amount = 0.5F;
  fog.falling = Falling{Falling::Kind::Fog, {0.85F, 0.85F, 0.85F}, {0.95F, 0.95F, 0.95F}};
  places.hours = {{{"at night"}, night, night}};
  places.weathers = {{{"in the rain"}, {rain, rain}}, {{"in fog"}, {fog, fog}}};
  places.weathers[0].by_hour[1].light = places.weathers[1].by_hour[1].light = {0.3F, 0.35F, 0.5F};
  places.weathers[0].by_hour[1].sky = places.weathers[1].by_hour[1].sky = night.sky;
  return {kSlotTokens, kSlotTokens, things, {}, latents_of(tokens), BookDrawings{rgba, {{1, 1, 1}}}, places};
}

class SettingFinderTest : public testing::Test {
 protected:
  // The place as it would look, with something large in front of it.
  Tensor picture_of(int64_t place, const FoundSetting& setting) const {
    const Tensor ground = place == 1            ? torch::tensor({0.4, 0.3, 0.3})
                          : setting.season == 0 ? torch::tensor({0.3, 0.7, 0.2})
                                                : torch::tensor({0.9, 0.9, 0.95});
    const Tensor by_day =
        at::upsample_nearest2d(colours_of(ground).t().reshape({1, 3, kGrid.rows, kGrid.columns}),
                               {kGrid.rows * kPx, kGrid.columns * kPx})[0];
    const Atmosphere atmosphere = book_.places()->atmosphere(place, setting.weather, setting.hour);
    const Tensor sky =
        at::upsample_nearest2d(book_.sky_of(backdrop(place)).view({1, 1, kGrid.rows * 4, kGrid.columns * 4}),
                               {kGrid.rows * kPx, kGrid.columns * kPx})[0][0];
    Tensor picture = in_light_of(atmosphere, by_day, sky);
    if (atmosphere.falling) {
      const Tensor layer =
          draw_falling(*atmosphere.falling, 0, picture.size(1), picture.size(2), torch::kCPU);
      picture = layer.narrow(0, 0, 3) + picture * (1 - layer.narrow(0, 3, 1));
    }
    picture.narrow(1, 70, 40).narrow(2, 20, 40).fill_(0.05);
    return picture;
  }

  static Backdrop backdrop(int64_t place) { return {place, 0, kGrid}; }

  const PictureBook book_ = drawn_book();
  const SettingFinder finder_{book_};
};

TEST_F(SettingFinderTest, FindsEverySettingOfAPlace) {
  for (int64_t season = 0; season < 2; ++season) {
    for (int64_t hour = 0; hour < 2; ++hour) {
      for (int64_t weather = 0; weather < 3; ++weather) {
        const FoundSetting seen = finder_.look(picture_of(0, {season, hour, weather}), backdrop(0));
        EXPECT_EQ(seen.season, season) << hour << weather;
        EXPECT_EQ(seen.hour, hour) << season << weather;
        EXPECT_EQ(seen.weather, weather) << season << hour;
        EXPECT_LT(seen.difference, 0.04) << "what is in front; observed: at most 0.034";
      }
    }
  }
}

TEST_F(SettingFinderTest, NothingFallsInAShelteredPlaceWithoutSeasons) {
  const FoundSetting seen = finder_.look(picture_of(1, {0, 1, 0}), backdrop(1));
  EXPECT_EQ(seen.hour, 1);
  const FoundSetting foggy = finder_.look(picture_of(0, {1, 0, 2}), backdrop(1));
  EXPECT_EQ(foggy.season, 0);
  EXPECT_EQ(foggy.weather, 0);
  EXPECT_GT(foggy.difference, seen.difference + 0.05) << "that is another place";
}

TEST_F(SettingFinderTest, LooksAtPicturesOfAnySize) {
  const Tensor small = at::_upsample_bilinear2d_aa(picture_of(0, {1, 1, 0}).unsqueeze(0), {57, 91}, false)[0];
  const FoundSetting seen = finder_.look(small, backdrop(0));
  EXPECT_EQ(seen.season, 1);
  EXPECT_EQ(seen.hour, 1);
}

}  // namespace
}  // namespace reverie
