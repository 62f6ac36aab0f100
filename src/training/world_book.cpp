#include "training/world_book.h"

#include <torch/utils.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/style_looks.h"
#include "training/world/categories.h"
#include "training/world/compositions.h"
#include "training/world/facts.h"
#include "training/world/place_parts.h"
#include "training/world/setting_words.h"
#include "training/world/style_words.h"
#include "training/world/worn.h"
#include "training/world_things.h"

namespace reverie {
namespace {

constexpr int64_t kPx = kMiniCoarsePxPerToken;

// [B, 4, side, side] in bytes, premultiplied: sprites alone.
Tensor draw_alone(const Compositor& compositor, const std::vector<Sprite>& sprites, int64_t px) {
  const int64_t side = kSlotTokens * px;
  std::vector<Tensor> drawings;
  for (const Sprite& sprite : sprites)
    drawings.push_back(compositor.draw_sprite(sprite, px).view({side, side, 4}).permute({2, 0, 1}));
  return torch::stack(drawings);
}

// [B, 3, side, side], 0 to 1.
Tensor in_front_of_grey(const Tensor& drawings) {
  const Tensor rgba = drawings.to(torch::kFloat).div(255);
  return rgba.narrow(1, 0, 3) + PictureBook::kGrey * (1 - rgba.narrow(1, 3, 1));
}

// Each light that falls on objects somewhere in the world, to a twentieth.
std::vector<std::array<float, 3>> all_lights() {
  std::set<std::array<float, 3>> lights;
  const auto rounded = [](float x) { return std::round(x * 20) / 20; };
  for (std::size_t place = 0; place < places().size(); ++place) {
    for (const TimeOfDay time : {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night}) {
      for (const Season season : seasons_of(places()[place])) {
        for (const Weather weather : weathers_of(places()[place], season)) {
          const Light light = light_on_objects(static_cast<std::int64_t>(place), {time, season, weather});
          lights.insert({rounded(light.r), rounded(light.g), rounded(light.b)});
        }
      }
    }
  }
  return {lights.begin(), lights.end()};
}

// [B * tokens, Z]
Tensor encode(const Flux2Autoencoder& autoencoder, const Tensor& pictures) {
  const Tensor packed = autoencoder.pack(encode_coarse(autoencoder, pictures * 2 - 1, kMiniCoarseLevels));
  return packed.flatten(2).transpose(1, 2).flatten(0, 1);
}

// "puppy" -> "puppies": as most words go. Captions say the plural of a name alone, people that of synonyms
// too.
std::string regular_plural(const std::string& word) {
  const auto ends = [&](const char* with) { return word.ends_with(with); };
  const bool has_vowel_before_y = ends("ay") || ends("ey") || ends("oy") || ends("uy");
  if (ends("y") && !has_vowel_before_y) return word.substr(0, word.size() - 1) + "ies";
  return word + (ends("s") || ends("x") || ends("ch") || ends("sh") ? "es" : "s");
}

// Every word that the world has for a thing, and for several kinds of them.
std::set<std::string> all_names() {
  std::set<std::string> names;
  for (const Category& category : categories()) names.insert(category.names.begin(), category.names.end());
  for (const Object& object : objects()) {
    names.insert({object.name, object.plural});
    names.insert(object.synonyms.begin(), object.synonyms.end());
  }
  return names;
}

BookThing thing_of(const Object& object, int64_t picture) {
  static const std::set<std::string> taken = all_names();
  BookThing thing{{object.name}, picture};
  thing.in_sky = object.kind == Kind::Sky;
  thing.worn = where_worn(object.name);
  thing.names.insert(thing.names.end(), object.synonyms.begin(), object.synonyms.end());
  const std::size_t singular = thing.names.size();
  const bool has_plural =
      std::find(thing.names.begin(), thing.names.end(), object.plural) == thing.names.end();
  if (has_plural) thing.names.push_back(object.plural);
  for (const std::string& synonym : object.synonyms) {
    if (const std::string plural = regular_plural(synonym); !taken.contains(plural))
      thing.names.push_back(plural);
  }
  thing.plurals = static_cast<int64_t>(thing.names.size() - singular);
  if (!object.takes_colour) return thing;
  for (std::size_t i = 0; i < colours().size(); ++i)
    thing.colours[colours()[i].name] = picture + 1 + static_cast<int64_t>(i);
  return thing;
}

std::vector<std::int64_t> those_or_all(std::vector<std::int64_t> shown, std::size_t all) {
  if (!shown.empty()) return shown;
  shown.resize(all);
  std::iota(shown.begin(), shown.end(), 0);
  return shown;
}

// One for each picture of world_things().
std::vector<Sprite> sprites_of(const std::vector<std::int64_t>& objects_shown) {
  std::vector<Sprite> sprites;
  for (const std::int64_t index : those_or_all(objects_shown, objects().size())) {
    sprites.push_back({index, kNoColour, 0, 0});
    if (!objects()[static_cast<std::size_t>(index)].takes_colour) continue;
    for (std::size_t i = 0; i < colours().size(); ++i)
      sprites.push_back({index, static_cast<std::int64_t>(i), 0, 0});
  }
  return sprites;
}

// values [h, w], 0 to 1 -> [tokens, kViewPx kViewPx] in bytes.
Tensor view_of(const Tensor& values, Grid grid) {
  constexpr int64_t kView = BookPlaces::kViewPx;
  const Tensor small = at::_upsample_bilinear2d_aa(values.unsqueeze(0).unsqueeze(0),
                                                   {grid.rows * kView, grid.columns * kView}, false)[0][0];
  const Tensor bytes = (small * 255).round().clamp(0, 255).to(torch::kUInt8).cpu();
  return bytes.reshape({grid.rows, kView, grid.columns, kView})
      .permute({0, 2, 1, 3})
      .reshape({grid.rows * grid.columns, kView * kView});
}

constexpr std::array<std::string_view, 5> kNeutralPlaces = {"meadow", "park", "garden", "beach",
                                                            "photo studio"};

constexpr std::array kOtherSeasons{Season::Autumn, Season::Winter, Season::Spring};
constexpr std::array kOtherHours{TimeOfDay::Dawn, TimeOfDay::Sunset, TimeOfDay::Night};

void add_all(const SettingWords& words, std::vector<std::string>& phrases) {
  for (const auto* some :
       {&words.phrases, &words.under_sky, &words.by_day, &words.bare, &words.states, &words.adjectives})
    phrases.insert(phrases.end(), some->begin(), some->end());
}

// Every phrase that says it; with snow that falls, since it falls in winter only.
std::vector<std::string> phrases_of(Season season) {
  std::vector<std::string> phrases;
  add_all(words_of(season), phrases);
  if (season == Season::Winter) add_all(words_of(Weather::Snowfall), phrases);
  for (const Weather weather : kAllWeathers) {
    if (const std::string day = day_of(season, weather); !day.empty()) phrases.push_back(day);
  }
  std::sort(phrases.begin(), phrases.end());
  phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
  return phrases;
}

// Every phrase that says it; "a foggy beach" too.
std::vector<std::string> phrases_of(Weather weather) {
  std::vector<std::string> phrases;
  add_all(words_of(weather), phrases);
  for (const Season season : kAllSeasons) {
    if (const std::string day = day_of(season, weather); !day.empty()) phrases.push_back(day);
  }
  return phrases;
}

std::vector<std::string> phrases_of(Style style) {
  std::vector<std::string> phrases;
  const StyleWords& words = words_of_style(style);
  for (const auto* some : {&words.after, &words.prefixes, &words.bare, &words.nouns})
    phrases.insert(phrases.end(), some->begin(), some->end());
  return phrases;
}

bool knows_weather(const Place& place) {
  return std::any_of(kAllSeasons.begin(), kAllSeasons.end(),
                     [&](Season season) { return weathers_of(place, season).size() > 1; });
}

std::vector<std::string> phrases_of(TimeOfDay time) {
  std::vector<std::string> phrases;
  add_all(words_of(time), phrases);
  return phrases;
}

// Where each of these is among those shown; nothing of what is not shown.
std::vector<int64_t> places_among(const std::vector<std::int64_t>& shown,
                                  const std::vector<std::string>& objects_named) {
  std::vector<int64_t> found;
  for (const std::string& name : objects_named) {
    const auto at = std::find(shown.begin(), shown.end(), object_index(name));
    if (at != shown.end()) found.push_back(at - shown.begin());
  }
  return found;
}

// The places are those of `book`.
std::vector<BookParts> parts_of(const BookPlaces& book, const std::vector<std::int64_t>& objects_shown) {
  const std::vector<std::int64_t> shown = those_or_all(objects_shown, objects().size());
  std::vector<BookParts> all;
  for (const PlaceParts& parts : place_parts()) {
    const auto place = std::find_if(book.names.begin(), book.names.end(),
                                    [&](const auto& names) { return names.front() == parts.place; });
    std::vector<int64_t> things = places_among(shown, parts.objects);
    if (place != book.names.end() && !things.empty())
      all.push_back({place - book.names.begin(), std::move(things)});
  }
  return all;
}

// What can be drawn over places.
void add_treatments(const std::vector<std::int64_t>& places_shown, BookPlaces& book) {
  for (std::size_t i = 0; i < places_shown.size(); ++i) {
    const Place& place = places()[static_cast<std::size_t>(places_shown[i])];
    if (!knows_weather(place)) book.sheltered.push_back(static_cast<int64_t>(i));
    if (place.indoors) book.rooms.push_back(static_cast<int64_t>(i));
  }
  for (const TimeOfDay time : kOtherHours) {
    BookHour& hour = book.hours.emplace_back(
        BookHour{phrases_of(time), atmosphere_in({.time = time}), atmosphere_indoors(time)});
    for (const Season season : kOtherSeasons)
      hour.season_skies.push_back(atmosphere_in_season({.time = time, .season = season}).sky.value());
  }
  for (const Weather weather : kAllWeathers) {
    if (weather == Weather::Clear) continue;
    BookWeather& one = book.weathers.emplace_back(BookWeather{phrases_of(weather), {}});
    one.by_hour.push_back(atmosphere_in({.time = TimeOfDay::Day, .weather = weather}));
    for (const TimeOfDay time : kOtherHours)
      one.by_hour.push_back(atmosphere_in({.time = time, .weather = weather}));
  }
  for (const Style style : all_styles()) book.styles.push_back({phrases_of(style), style});
  book.usual = {phrases_of(Season::Summer), phrases_of(TimeOfDay::Day), phrases_of(Weather::Clear)};
  book.usual.weather.emplace_back("weather fine");  // "make the weather fine"
}

// By what the styles are told apart on pictures.
void add_looks(BookPlaces& book, Compositor& compositor) {
  constexpr int64_t kScenes = 60;
  constexpr uint64_t kSeed = 31;
  std::vector<std::vector<double>> looks = learn_style_looks(compositor, kScenes, kSeed);
  for (std::size_t i = 0; i < looks.size(); ++i) book.styles[i].look = std::move(looks[i]);
}

// Of the places that have seasons, each in each of the others, on every grid.
void draw_seasons(const std::vector<std::int64_t>& places_shown, Compositor& compositor,
                  const Flux2Autoencoder& autoencoder, BookPlaces& book) {
  std::vector<Tensor> pictures;
  for (std::size_t i = 0; i < places_shown.size(); ++i) {
    if (seasons_of(places()[static_cast<std::size_t>(places_shown[i])]).size() < 2) continue;
    book.seasonal.push_back(static_cast<int64_t>(i));
    for (const Season season : kOtherSeasons) {
      for (std::int64_t layout = 0; layout < kLayouts; ++layout) {
        std::vector<Tensor> on_grids;
        for (const Grid& grid : book.grids) {
          Scene scene = empty_by_day(places_shown[i], layout, grid);
          scene.season = season;
          on_grids.push_back(encode(autoencoder, compositor.render_batch({scene}, kPx)));
        }
        pictures.push_back(torch::cat(on_grids));
      }
    }
  }
  if (!pictures.empty()) book.season_pictures = torch::stack(pictures);
}

// What `look` makes of each of these places, a scene without things, [tokens, ...], put together as
// BookPlaces has them.
template <typename Look>
Tensor for_each_view(const BookPlaces& book, const std::vector<std::int64_t>& places_shown,
                     const Look& look) {
  std::vector<Tensor> all;
  for (const std::int64_t place : places_shown) {
    for (std::int64_t layout = 0; layout < kLayouts; ++layout) {
      std::vector<Tensor> on_grids;
      for (const Grid& grid : book.grids) on_grids.push_back(look(empty_by_day(place, layout, grid)));
      all.push_back(torch::cat(on_grids));
    }
  }
  return torch::stack(all);
}

// The scene's place in the book; nothing where it is not there.
std::optional<Backdrop> backdrop_of(const PictureBook& book, const Scene& scene) {
  if (!book.places()) return std::nullopt;
  const auto& all = book.places()->names;
  const auto found = std::find_if(all.begin(), all.end(), [&](const std::vector<std::string>& names) {
    return names.front() == places()[static_cast<std::size_t>(scene.place)].name;
  });
  if (found == all.end()) return std::nullopt;
  return Backdrop{found - all.begin(), scene.layout, scene.grid};
}

// Whether the words name its place first.
bool is_named_in(const std::string& words, const PictureBook& book, const Backdrop& backdrop) {
  const auto named = book.backdrop_named_in(words, backdrop.grid, 0);
  return named && named->place == backdrop.place;
}

// The pictures of what the words name.
std::set<int64_t> named_in(const PictureBook& book, const std::string& words) {
  std::set<int64_t> named;
  for (const FoundThing& thing : book.named_in(words)) named.insert(thing.picture);
  return named;
}

bool stands_in(const Scene& scene, const Sprite& sprite) {
  return std::find(scene.sprites.begin(), scene.sprites.end(), sprite) != scene.sprites.end();
}

}  // namespace

const std::vector<Grid>& world_book_grids() {
  static const std::vector<Grid> grids = {{16, 16}, {12, 20}, {20, 12}};
  return grids;
}

Scene empty_by_day(std::int64_t place, std::int64_t layout, Grid grid) {
  return {.place = place,
          .time = TimeOfDay::Day,
          .layout = layout,
          .grid = grid,
          .arrangement = Arrangement::Empty,
          .sprites = {}};
}

int64_t hour_of(TimeOfDay time) {
  const auto* found = std::find(kOtherHours.begin(), kOtherHours.end(), time);
  return found == kOtherHours.end() ? 0 : found - kOtherHours.begin() + 1;
}

std::vector<std::string> world_settings() {
  std::vector<std::string> phrases = setting_phrases();
  for (const char* whole : {"painting of", "still life painting", "still life", "oil painting", "picture of",
                            "photo of", "photograph of", "drawing of", "illustration of", "portrait of",
                            "two suns setting", "two setting suns", "twin suns"})
    phrases.emplace_back(whole);
  return phrases;
}

std::vector<BookThing> world_things(const std::vector<std::int64_t>& objects_shown) {
  std::vector<BookThing> things;
  int64_t pictures = 0;
  for (const std::int64_t index : those_or_all(objects_shown, objects().size())) {
    things.push_back(thing_of(objects()[static_cast<std::size_t>(index)], pictures));
    pictures += 1 + static_cast<int64_t>(things.back().colours.size());
  }
  return things;
}

std::vector<BookCategory> world_categories(const std::vector<std::int64_t>& objects_shown) {
  const std::vector<std::int64_t> shown = those_or_all(objects_shown, objects().size());
  std::vector<BookCategory> all;
  for (const Category& category : categories()) {
    BookCategory one{category.names, places_among(shown, category.objects)};
    if (!one.things.empty()) all.push_back(std::move(one));
  }
  return all;
}

BookPlaces draw_places(const std::vector<std::int64_t>& places_shown, Compositor& compositor,
                       const Flux2Autoencoder* autoencoder) {
  const std::vector<std::int64_t> shown = those_or_all(places_shown, places().size());
  BookPlaces book{{}, world_book_grids(), kLayouts, {}};
  for (const std::int64_t place : shown) book.names.push_back(phrases_of_place(place));
  book.views = for_each_view(book, shown, [&](const Scene& scene) {
    return view_of(brightness_of(compositor.render(scene, kPx)), scene.grid);
  });
  book.skies = for_each_view(
      book, shown, [&](const Scene& scene) { return view_of(compositor.sky(scene, kPx), scene.grid); });
  book.pictures = autoencoder == nullptr
                      ? torch::zeros({book.views.size(0), book.views.size(1), 1})
                      : for_each_view(book, shown, [&](const Scene& scene) {
                          return encode(*autoencoder, compositor.render_batch({scene}, kPx));
                        });
  const auto place_named = [&](std::string_view name) -> std::optional<int64_t> {
    const auto found = std::find_if(book.names.begin(), book.names.end(),
                                    [&](const auto& names) { return names.front() == name; });
    if (found == book.names.end()) return std::nullopt;
    return found - book.names.begin();
  };
  for (const std::string_view name : kNeutralPlaces) {
    if (const auto place = place_named(name)) book.neutral.push_back(*place);
  }
  for (const Composition& composition : compositions()) {
    if (const auto place = place_named(composition.place))
      book.compositions.push_back({composition.names, *place, composition.staging});
  }
  for (const Season season : kOtherSeasons) book.seasons.push_back(phrases_of(season));
  add_treatments(shown, book);
  if (autoencoder != nullptr) add_looks(book, compositor);
  if (autoencoder != nullptr) draw_seasons(shown, compositor, *autoencoder, book);
  return book;
}

BookDrawings draw_things(const std::vector<std::int64_t>& objects_shown, const Compositor& compositor) {
  return {draw_alone(compositor, sprites_of(objects_shown), PictureBook::kDrawingPx).cpu(), all_lights()};
}

PictureBook draw_world_book(const SceneOptions& scenes, Compositor& compositor,
                            const Flux2Autoencoder& autoencoder) {
  constexpr std::size_t kBatch = 64;
  const torch::NoGradGuard no_grad;
  const std::vector<Sprite> sprites = sprites_of(scenes.objects);
  std::vector<Tensor> pictures;
  for (std::size_t first = 0; first < sprites.size(); first += kBatch) {
    const auto begin = sprites.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = sprites.begin() + static_cast<std::ptrdiff_t>(std::min(first + kBatch, sprites.size()));
    pictures.push_back(encode(autoencoder, in_front_of_grey(draw_alone(compositor, {begin, end}, kPx))));
  }
  BookPlaces shown = draw_places(scenes.places, compositor, &autoencoder);
  shown.parts = parts_of(shown, scenes.objects);
  return {kSlotTokens,
          kSlotTokens,
          world_things(scenes.objects),
          world_settings(),
          torch::cat(pictures),
          draw_things(scenes.objects, compositor),
          std::move(shown),
          world_categories(scenes.objects)};
}

int64_t picture_of(const PictureBook& book, const Sprite& sprite) {
  const std::string name = objects()[static_cast<std::size_t>(sprite.object)].name;
  const std::string colour =
      sprite.colour == kNoColour ? "" : colours()[static_cast<std::size_t>(sprite.colour)].name + " ";
  return book.named_in(colour + name).at(0).picture;
}

bool names_all(const PictureBook& book, const Scene& scene, const std::string& words) {
  const std::set<int64_t> named = named_in(book, words);
  return std::all_of(scene.sprites.begin(), scene.sprites.end(),
                     [&](const Sprite& sprite) { return named.contains(picture_of(book, sprite)); });
}

LookedUp pictures_for(const PictureBook& book, const Example& example, const std::string& words,
                      Shown shown) {
  if (words.empty()) return {};
  const std::set<int64_t> named = named_in(book, words);
  const std::vector<PlacedPicture> placed = placed_in(example.target);
  const auto* edit = std::get_if<Edit>(&example.task);
  LookedUp found{{}, backdrop_of(book, example.target)};
  const bool is_recognised = !example.references.empty() && shown == Shown::All;
  if (found.backdrop) {
    found.backdrop->season = edit != nullptr && is_recognised ? static_cast<int64_t>(example.target.season)
                                                              : book.season_named_in(words);
  }
  if (found.backdrop && !is_recognised && !is_named_in(words, book, *found.backdrop)) found.backdrop.reset();
  for (std::size_t i = 0; i < placed.size(); ++i) {
    if (!placed[i].is_in_book()) continue;
    const Sprite& sprite = example.target.sprites[i];
    const int64_t picture = picture_of(book, sprite);
    if (example.references.empty() && !named.contains(picture)) continue;
    if (edit != nullptr && shown == Shown::Changes && stands_in(edit->before, sprite)) continue;
    found.things.push_back({picture, {sprite.row, sprite.column}});
  }
  if (edit == nullptr) return found;
  for (const Sprite& sprite : edit->before.sprites) {
    if (stands_in(edit->after, sprite)) continue;
    found.things.push_back({picture_of(book, sprite), {sprite.row, sprite.column}, true});
  }
  return found;
}

}  // namespace reverie
