// The folder of a picture book: its JSON and its tensors, read as strangers' bytes are.
#include <torch/utils.h>
#include <algorithm>
#include <array>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "lookup/picture_book.h"
#include "lookup/style_finder.h"
#include "models/config_fields.h"
#include "weights/weights.h"

namespace reverie {
namespace {

constexpr const char* kNames = "names.json";
constexpr const char* kPictures = PictureBook::kPicturesStem;
constexpr const char* kDrawings = PictureBook::kDrawingsStem;
constexpr const char* kPlaces = PictureBook::kPlacesStem;
constexpr const char* kViews = PictureBook::kViewsStem;
constexpr const char* kSkies = PictureBook::kSkiesStem;
constexpr const char* kSeasons = PictureBook::kSeasonsStem;

constexpr std::array<std::pair<Bearing, const char*>, 5> kWorn = {{{Bearing::OnHead, "head"},
                                                                   {Bearing::OnEyes, "eyes"},
                                                                   {Bearing::OnNeck, "neck"},
                                                                   {Bearing::OnBody, "body"},
                                                                   {Bearing::OnFeet, "feet"}}};

std::optional<Bearing> read_worn(const ConfigFields& fields) {
  if (!fields.present("worn")) return std::nullopt;
  const std::string name = fields.text("worn");
  for (const auto& [worn, own] : kWorn) {
    if (name == own) return worn;
  }
  fields.refuse("worn", "head, eyes, neck, body or feet");
}

Json as_json(Bearing worn) {
  for (const auto& [one, name] : kWorn) {
    if (one == worn) return name;
  }
  throw Error(ErrorCode::Internal, "picture book: nothing is worn there");
}

std::optional<Staging> read_staging(const ConfigFields& fields) {
  if (!fields.present("staging")) return std::nullopt;
  const std::optional<Staging> staging = staging_named(fields.text("staging"));
  if (!staging) fields.refuse("staging", "page, table or frame");
  return staging;
}

BookThing read_thing(const Json& json, const std::string& origin) {
  const ConfigFields fields(json, origin);
  BookThing thing{fields.texts("names"), fields.whole("picture")};
  thing.in_sky = fields.boolean_or("in_sky", false);
  thing.worn = read_worn(fields);
  if (fields.present("plurals")) thing.plurals = fields.whole("plurals");
  if (!fields.present("colours")) return thing;
  const Json& colours = json.at("colours");
  if (!colours.is_object()) fields.refuse("colours", "an object of numbers by colour");
  for (const auto& [colour, number] : colours.items()) {
    if (!number.is_number_integer()) fields.refuse("colours", "an object of numbers by colour");
    thing.colours[colour] = number.get<int64_t>();
  }
  return thing;
}

// Whole numbers; none where there is no list.
std::vector<int64_t> read_numbers(const Json& json, const ConfigFields& fields, const char* key) {
  const Json listed = json.value(key, Json::array());
  if (!listed.is_array()) fields.refuse(key, "a list of whole numbers");
  std::vector<int64_t> numbers;
  for (const Json& number : listed) {
    if (!number.is_number_integer()) fields.refuse(key, "a list of whole numbers");
    numbers.push_back(number.get<int64_t>());
  }
  return numbers;
}

// A list of objects, each made by `read` of its JSON and its fields; none where there is no list.
template <typename One, typename Read>
std::vector<One> read_list(const Json& json, const ConfigFields& fields, const std::string& origin,
                           const char* key, const Read& read) {
  std::vector<One> all;
  const Json listed = json.value(key, Json::array());
  if (!listed.is_array()) fields.refuse(key, "a list");
  for (const Json& one : listed) all.push_back(read(one, ConfigFields(one, origin)));
  return all;
}

std::vector<BookCategory> read_categories(const Json& json, const ConfigFields& fields,
                                          const std::string& origin) {
  return read_list<BookCategory>(
      json, fields, origin, "categories", [](const Json& category, const ConfigFields& own) {
        return BookCategory{own.texts("names"), read_numbers(category, own, "things")};
      });
}

std::vector<std::array<float, 3>> read_lights(const Json& json, const ConfigFields& fields) {
  std::vector<std::array<float, 3>> lights;
  const Json listed = json.value("lights", Json::array());
  if (!listed.is_array()) fields.refuse("lights", "a list of three numbers each");
  for (const Json& light : listed) {
    const bool is_colour =
        light.is_array() && light.size() == 3 &&
        std::all_of(light.begin(), light.end(), [](const Json& x) { return x.is_number(); });
    if (!is_colour) fields.refuse("lights", "a list of three numbers each");
    lights.push_back({light[0].get<float>(), light[1].get<float>(), light[2].get<float>()});
  }
  return lights;
}

// The one tensor of a file that has its name.
Tensor read_pictures(const std::filesystem::path& folder, const char* stem, torch::Dtype dtype,
                     torch::Device device) {
  CheckpointFiles files = CheckpointFiles::open(folder, stem);
  const std::vector<int64_t> shape = files.shape(stem);
  FileWeights source(std::move(files), "picture_book", dtype, device);
  Tensor pictures = source.take(stem, shape, Init::Zeros);
  source.expect_all_taken();
  return pictures;
}

std::optional<BookDrawings> read_drawings(const std::filesystem::path& folder,
                                          std::vector<std::array<float, 3>> lights) {
  if (!std::filesystem::exists(folder / (std::string(kDrawings) + ".safetensors"))) return std::nullopt;
  return BookDrawings{read_pictures(folder, kDrawings, torch::kFloat32, torch::kCPU), std::move(lights)};
}

Grid read_grid(const Json& json, const ConfigFields& fields) {
  constexpr int64_t kMost = 1024;
  const bool is_grid =
      json.is_array() && json.size() == 2 && json[0].is_number_integer() && json[1].is_number_integer();
  const Grid grid = is_grid ? Grid{json[0].get<int64_t>(), json[1].get<int64_t>()} : Grid{0, 0};
  if (grid.rows < 1 || grid.columns < 1 || grid.rows > kMost || grid.columns > kMost)
    fields.refuse("grids", "a list of rows and columns, 1 to 1024");
  return grid;
}

// A list of lists of names.
std::vector<std::vector<std::string>> read_phrases(const Json& json, const ConfigFields& fields,
                                                   const std::string& origin, const char* key) {
  if (!json.at(key).is_array()) fields.refuse(key, "a list of lists of names");
  std::vector<std::vector<std::string>> phrases;
  for (const Json& names : json.at(key)) {
    const Json named{{key, names}};
    phrases.push_back(ConfigFields(named, origin).texts(key));
  }
  return phrases;
}

paint::Color read_colour(const Json& json, const ConfigFields& fields, const char* key) {
  const Json colour = json.value(key, Json());
  const bool is_colour =
      colour.is_array() && colour.size() == 3 &&
      std::all_of(colour.begin(), colour.end(), [](const Json& x) { return x.is_number(); });
  if (!is_colour) fields.refuse(key, "three numbers");
  return {colour[0].get<float>(), colour[1].get<float>(), colour[2].get<float>()};
}

Sky read_sky(const Json& sky, const ConfigFields& fields) {
  return {read_colour(sky, fields, "zenith"), read_colour(sky, fields, "middle"),
          read_colour(sky, fields, "low"), static_cast<float>(fields.number("amount"))};
}

// Without what falls.
Atmosphere read_atmosphere(const Json& json, const ConfigFields& own, const std::string& origin) {
  Atmosphere read{read_colour(json, own, "light"), read_colour(json, own, "haze"),
                  static_cast<float>(own.number("haze_amount"))};
  if (own.present("on_things")) read.on_things = read_colour(json, own, "on_things");
  if (!own.present("sky")) return read;
  if (!json.at("sky").is_object()) own.refuse("sky", "a sky");
  read.sky = read_sky(json.at("sky"), ConfigFields(json.at("sky"), origin));
  return read;
}

BookHour read_hour(const Json& json, const ConfigFields& own, const std::string& origin) {
  const auto light_of = [&](const char* key) {
    if (!own.present(key) || !json.at(key).is_object()) own.refuse(key, "a light");
    return read_atmosphere(json.at(key), ConfigFields(json.at(key), origin), origin);
  };
  return {own.texts("names"), light_of("outdoors"), light_of("indoors"),
          read_list<Sky>(json, own, origin, "season_skies", read_sky)};
}

BookWeather read_weather(const Json& json, const ConfigFields& own, const std::string& origin) {
  const auto kind = falling_named(own.text("falls"));
  if (!kind) own.refuse("falls", "rain, snow, fog or storm");
  const auto read = [&](const Json& hour, const ConfigFields& fields) {
    Atmosphere atmosphere = read_atmosphere(hour, fields, origin);
    atmosphere.falling = {*kind, read_colour(hour, fields, "veil"), read_colour(hour, fields, "bright"),
                          read_colour(hour, fields, "rim")};
    return atmosphere;
  };
  return {own.texts("names"), read_list<Atmosphere>(json, own, origin, "hours", read)};
}

BookStyle read_style(const Json& json, const ConfigFields& own) {
  const auto style = style_named(own.text("style"));
  if (!style) own.refuse("style", "a style that there is");
  BookStyle read{own.texts("names"), *style};
  const Json look = json.value("look", Json::array());
  const bool is_look = look.is_array() && (look.empty() || look.size() == kStyleFeatures + 1) &&
                       std::all_of(look.begin(), look.end(), [](const Json& x) { return x.is_number(); });
  if (!is_look) own.refuse("look", "a list of " + std::to_string(kStyleFeatures + 1) + " numbers");
  read.look = look.get<std::vector<double>>();
  return read;
}

std::optional<BookPlaces> read_places(const std::filesystem::path& folder, const Json& json,
                                      const ConfigFields& fields, torch::Dtype dtype, torch::Device device) {
  if (!fields.present("places")) return std::nullopt;
  BookPlaces places;
  const std::string origin = (folder / kNames).string();
  places.names = read_phrases(json, fields, origin, "places");
  const Json grids = json.value("grids", Json());
  if (!grids.is_array()) fields.refuse("grids", "a list of rows and columns, 1 to 1024");
  for (const Json& grid : grids) places.grids.push_back(read_grid(grid, fields));
  places.layouts = fields.positive("layouts");
  places.pictures = read_pictures(folder, kPlaces, dtype, device);
  if (std::filesystem::exists(folder / (std::string(kViews) + ".safetensors")))
    places.views = read_pictures(folder, kViews, torch::kFloat32, torch::kCPU);
  if (std::filesystem::exists(folder / (std::string(kSkies) + ".safetensors")))
    places.skies = read_pictures(folder, kSkies, torch::kFloat32, torch::kCPU);
  places.neutral = read_numbers(json, fields, "neutral");
  places.sheltered = read_numbers(json, fields, "sheltered");
  places.compositions = read_list<BookComposition>(
      json, fields, origin, "compositions", [](const Json&, const ConfigFields& own) {
        return BookComposition{own.texts("names"), own.whole("place"), read_staging(own)};
      });
  places.rooms = read_numbers(json, fields, "rooms");
  places.parts =
      read_list<BookParts>(json, fields, origin, "parts", [](const Json& parts, const ConfigFields& own) {
        return BookParts{own.whole("place"), read_numbers(parts, own, "things")};
      });
  places.hours = read_list<BookHour>(
      json, fields, origin, "hours",
      [&](const Json& hour, const ConfigFields& own) { return read_hour(hour, own, origin); });
  places.weathers = read_list<BookWeather>(
      json, fields, origin, "weathers",
      [&](const Json& weather, const ConfigFields& own) { return read_weather(weather, own, origin); });
  places.styles = read_list<BookStyle>(json, fields, origin, "styles", read_style);
  if (fields.present("usual")) {
    if (!json.at("usual").is_object()) fields.refuse("usual", "lists of phrases");
    const ConfigFields usual(json.at("usual"), origin);
    places.usual = {usual.texts("season"), usual.texts("hour"), usual.texts("weather")};
  }
  if (fields.present("seasons")) {
    places.seasons = read_phrases(json, fields, origin, "seasons");
    places.seasonal = read_numbers(json, fields, "seasonal");
    places.season_pictures = read_pictures(folder, kSeasons, dtype, device);
  }
  return places;
}

void write_pictures(const std::filesystem::path& folder, const char* stem, const Tensor& pictures) {
  write_safetensors(folder / (std::string(stem) + ".safetensors"), {{stem, pictures.cpu()}},
                    {{"format", "pt"}});
}

Json as_json(paint::Color colour) {
  return {colour.r, colour.g, colour.b};
}

Json as_json(const Sky& sky) {
  return {{"zenith", as_json(sky.zenith)},
          {"middle", as_json(sky.middle)},
          {"low", as_json(sky.low)},
          {"amount", sky.amount}};
}

// Without what falls.
Json as_json(const Atmosphere& atmosphere) {
  Json json{{"light", as_json(atmosphere.light)},
            {"haze", as_json(atmosphere.haze)},
            {"haze_amount", atmosphere.haze_amount}};
  if (atmosphere.on_things) json["on_things"] = as_json(*atmosphere.on_things);
  if (atmosphere.sky) json["sky"] = as_json(*atmosphere.sky);
  return json;
}

Json as_json(const BookWeather& weather) {
  Json json{{"names", weather.names}, {"hours", Json::array()}};
  for (const Atmosphere& atmosphere : weather.by_hour) {
    const Falling& falling = atmosphere.falling.value();
    json["falls"] = name_of(falling.kind);
    json["hours"].push_back(as_json(atmosphere));
    json["hours"].back().update({{"veil", as_json(falling.veil)},
                                 {"bright", as_json(falling.bright)},
                                 {"rim", as_json(falling.rim)}});
  }
  return json;
}

void write_places(const std::filesystem::path& folder, const BookPlaces& places, Json& names) {
  names["places"] = places.names;
  names["layouts"] = places.layouts;
  names["grids"] = Json::array();
  for (const Grid& grid : places.grids) names["grids"].push_back({grid.rows, grid.columns});
  if (!places.neutral.empty()) names["neutral"] = places.neutral;
  if (!places.sheltered.empty()) names["sheltered"] = places.sheltered;
  for (const auto& [phrases, place, staging] : places.compositions) {
    names["compositions"].push_back({{"names", phrases}, {"place", place}});
    if (staging) names["compositions"].back()["staging"] = name_of(*staging);
  }
  if (!places.rooms.empty()) names["rooms"] = places.rooms;
  for (const auto& [place, things] : places.parts)
    names["parts"].push_back({{"place", place}, {"things", things}});
  for (const auto& [phrases, outdoors, indoors, season_skies] : places.hours) {
    names["hours"].push_back(
        {{"names", phrases}, {"outdoors", as_json(outdoors)}, {"indoors", as_json(indoors)}});
    for (const Sky& sky : season_skies) names["hours"].back()["season_skies"].push_back(as_json(sky));
  }
  for (const BookWeather& weather : places.weathers) names["weathers"].push_back(as_json(weather));
  for (const auto& [phrases, style, look] : places.styles) {
    names["styles"].push_back({{"names", phrases}, {"style", name_of(style)}});
    if (!look.empty()) names["styles"].back()["look"] = look;
  }
  names["usual"] = {
      {"season", places.usual.season}, {"hour", places.usual.hour}, {"weather", places.usual.weather}};
  write_pictures(folder, kPlaces, places.pictures);
  if (places.views.defined()) write_pictures(folder, kViews, places.views);
  if (places.skies.defined()) write_pictures(folder, kSkies, places.skies);
  if (places.seasonal.empty()) return;
  names["seasons"] = places.seasons;
  names["seasonal"] = places.seasonal;
  write_pictures(folder, kSeasons, places.season_pictures);
}

}  // namespace

PictureBook PictureBook::open(const std::filesystem::path& folder, torch::Dtype dtype, torch::Device device) {
  const std::string origin = (folder / kNames).string();
  const Json json = read_json(folder / kNames);
  const ConfigFields fields(json, origin);
  std::vector<BookThing> things;
  if (!json.contains("things") || !json.at("things").is_array()) fields.refuse("things", "a list");
  for (const Json& thing : json.at("things")) things.push_back(read_thing(thing, origin));
  return {fields.positive("rows"),
          fields.positive("columns"),
          std::move(things),
          fields.texts("settings"),
          read_pictures(folder, kPictures, dtype, device),
          read_drawings(folder, read_lights(json, fields)),
          read_places(folder, json, fields, dtype, device),
          read_categories(json, fields, origin)};
}

void PictureBook::save(const std::filesystem::path& folder) const {
  Json things = Json::array();
  for (const BookThing& thing : things_) {
    Json json{{"names", thing.names}, {"picture", thing.picture}};
    if (!thing.colours.empty()) json["colours"] = thing.colours;
    if (thing.in_sky) json["in_sky"] = true;
    if (thing.worn) json["worn"] = as_json(*thing.worn);
    if (thing.plurals > 0) json["plurals"] = thing.plurals;
    things.push_back(std::move(json));
  }
  create_folder(folder);
  Json names{{"rows", rows_}, {"columns", columns_}, {"things", things}, {"settings", settings_}};
  write_pictures(folder, kPictures, pictures_);
  for (const BookCategory& category : categories_)
    names["categories"].push_back({{"names", category.names}, {"things", category.things}});
  if (drawings_) {
    names["lights"] = drawings_->lights;
    write_pictures(folder, kDrawings, drawings_->rgba);
  }
  if (places_) write_places(folder, *places_, names);
  write_json(folder / kNames, names);
}

}  // namespace reverie
