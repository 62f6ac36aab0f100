// tests/lookup/small_books.h
//
// Picture books of a few tokens: without places, with places, with all that a place can have, and one with a
// thing to wear.
#pragma once

#include <torch/utils.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "core/layout.h"
#include "lookup/picture_book.h"

namespace reverie {

inline constexpr int64_t kChannels = 5;

// Pictures of 2x3 tokens: 0 and 1 cars, 2 and 3 cats, 4 an orange, 5 a star, 6 an office worker.
inline PictureBook small_book() {
  torch::manual_seed(1);
  return {2,
          3,
          {{{"car", "sports car", "cars"}, 0, {{"red", 1}}},
           {{"cat", "cats"}, 2, {{"orange", 3}}},
           {{"orange", "oranges"}, 4},
           {{"star"}, 5},
           {{"office worker"}, 6}},
          {"under the star", "in an office", "at an office worker", "car park"},
          torch::randn({7 * 6, kChannels})};
}

inline std::vector<int64_t> pictures_of(const std::vector<FoundThing>& found) {
  std::vector<int64_t> pictures;
  for (const FoundThing& thing : found) pictures.push_back(thing.picture);
  return pictures;
}

// 2x3 tokens of things; a forest and a sea in two layouts on 2x2 and 1x4 tokens.
inline PictureBook book_with_places() {
  torch::manual_seed(2);
  return {
      2,
      3,
      {{{"star"}, 0}},
      {"at night"},
      torch::randn({6, kChannels}),
      {},
      BookPlaces{{{"forest", "in a forest"}, {"sea"}}, {{2, 2}, {1, 4}}, 2, torch::randn({4, 8, kChannels})}};
}

// The sea in autumn and in winter, the forest for whoever names no place, and what both look like.
inline BookPlaces places_in_seasons() {
  torch::manual_seed(3);
  BookPlaces places{{{"forest"}, {"sea"}}, {{2, 2}, {1, 4}}, 2, torch::randn({4, 8, kChannels})};
  places.views = torch::zeros({4, 8, BookPlaces::kViewPx * BookPlaces::kViewPx}, torch::kUInt8);
  places.skies = torch::randint(256, places.views.sizes(), torch::kUInt8);
  places.seasons = {{"in autumn", "autumn"}, {"in the snow", "snowy"}};
  places.seasonal = {1};
  places.season_pictures = torch::randn({4, 8, kChannels});
  places.usual = {{"in summer"}, {"by day", "day"}, {"in clear weather"}};
  places.neutral = {0};
  places.sheltered = {1};
  places.compositions = {{{"still life"}, 1, Staging::Table}, {{"portrait"}, 0}};
  places.parts = {{1, {0}}};
  places.rooms = {1};
  places.hours = {{{"at night", "night"},
                   {.light = {0.3F, 0.3F, 0.5F},
                    .sky = Sky{{0, 0, 0.2F}, {0, 0, 0.4F}, {0, 0.1F, 0.5F}, 0.75F},
                    .on_things = paint::Color{0.75F, 0.875F, 1}},
                   {.light = {0.6F, 0.5F, 0.5F}},
                   {Sky{{0.1F, 0, 0}, {0.2F, 0, 0}, {0.3F, 0, 0}, 0.5F},
                    Sky{{0.4F, 0, 0}, {0.5F, 0, 0}, {0.6F, 0, 0}, 0.25F}}}};
  const Atmosphere rain{.falling = Falling{Falling::Kind::Rain, {0.5F, 0.5F, 0.6F}, {1, 1, 1}}};
  const Atmosphere snow{.haze = {1, 1, 1},
                        .haze_amount = 0.25F,
                        .falling = Falling{Falling::Kind::Snow, {}, {1, 1, 1}, {0.6F, 0.7F, 0.8F}}};
  places.weathers = {{{"in the rain", "rainy"}, {rain, rain}}, {{"snowing", "in the snow"}, {snow, snow}}};
  places.styles = {{{"in ink", "ink"}, Style::Ink}, {{"a plain drawing"}, Style::Flat}};
  return places;
}

// A bear, picture 0, and a hat and a shirt, 1 and 2; each fills its square.
inline PictureBook book_with_clothes() {
  constexpr int64_t kSide = kSlotTokens * PictureBook::kDrawingPx;
  return {kSlotTokens,
          kSlotTokens,
          {{{"bear"}, 0},
           {.names = {"hat"}, .picture = 1, .worn = Bearing::OnHead},
           {.names = {"shirt"}, .picture = 2, .worn = Bearing::OnBody}},
          {},
          torch::zeros({3 * kSlotTokens * kSlotTokens, kChannels}),
          BookDrawings{torch::full({3, 4, kSide, kSide}, 255, torch::kUInt8), {{1, 1, 1}}}};
}

inline PictureBook book_of(BookPlaces places) {
  return {1, 1, {{{"star"}, 0}}, {}, torch::zeros({1, kChannels}), {}, std::move(places)};
}

}  // namespace reverie
