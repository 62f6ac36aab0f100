#include "models/picture_book.h"

#include <torch/utils.h>
#include <algorithm>
#include <memory>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "models/config_fields.h"
#include "models/flux2_transformer.h"
#include "weights/weights.h"

namespace reverie {
namespace {

constexpr int64_t kSetting = -2;  // a phrase of a place, a time or a style
constexpr const char* kNames = "names.json";
constexpr const char* kStem = "pictures";
constexpr const char* kDrawings = "drawings";

BookThing read_thing(const Json& json, const std::string& origin) {
  const ConfigFields fields(json, origin);
  BookThing thing{fields.texts("names"), fields.whole("picture")};
  thing.in_sky = fields.boolean_or("in_sky", false);
  if (!fields.present("colours")) return thing;
  const Json& colours = json.at("colours");
  if (!colours.is_object()) fields.refuse("colours", "an object of numbers by colour");
  for (const auto& [colour, number] : colours.items()) {
    if (!number.is_number_integer()) fields.refuse("colours", "an object of numbers by colour");
    thing.colours[colour] = number.get<int64_t>();
  }
  return thing;
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

std::optional<BookDrawings> read_drawings(const std::filesystem::path& folder,
                                          std::vector<std::array<float, 3>> lights) {
  if (!std::filesystem::exists(folder / (std::string(kDrawings) + ".safetensors"))) return std::nullopt;
  CheckpointFiles files = CheckpointFiles::open(folder, kDrawings);
  const std::vector<int64_t> shape = files.shape(kDrawings);
  FileWeights source(std::move(files), "picture_book", torch::kFloat32, torch::kCPU);
  Tensor drawings = source.take(kDrawings, shape, Init::Zeros);
  source.expect_all_taken();
  return BookDrawings{std::move(drawings), std::move(lights)};
}

}  // namespace

PictureBook::PictureBook(int64_t rows, int64_t columns, std::vector<BookThing> things,
                         std::vector<std::string> settings, Tensor pictures,
                         std::optional<BookDrawings> drawings)
    : rows_(rows),
      columns_(columns),
      things_(std::move(things)),
      settings_(std::move(settings)),
      pictures_(std::move(pictures)),
      drawings_(std::move(drawings)) {
  if (pictures_.dim() != 2 || pictures_.size(0) % tokens_per_picture() != 0) {
    throw Error(ErrorCode::CorruptFile, "picture book: expected whole pictures of " +
                                            std::to_string(tokens_per_picture()) + " tokens, got " +
                                            std::to_string(pictures_.size(0)) + " tokens");
  }
  const int64_t count = pictures_.size(0) / tokens_per_picture();
  const std::vector<int64_t> drawn{count, 4, rows_ * kDrawingPx, columns_ * kDrawingPx};
  if (drawings_ && (drawings_->rgba.sizes() != at::IntArrayRef(drawn) ||
                    drawings_->rgba.scalar_type() != torch::kUInt8 || drawings_->lights.empty())) {
    throw Error(ErrorCode::CorruptFile, "picture book: expected drawings U8 " +
                                            c10::str(at::IntArrayRef(drawn)) + " and a light, got " +
                                            c10::str(drawings_->rgba.sizes()));
  }
  const auto check = [&](int64_t number, const BookThing& thing) {
    if (number >= 0 && number < count) return;
    throw Error(ErrorCode::CorruptFile, "picture book: \"" + thing.names.front() + "\" has picture " +
                                            std::to_string(number) + ", expected 0 to " +
                                            std::to_string(count - 1));
  };
  for (std::size_t i = 0; i < things_.size(); ++i) {
    if (things_[i].names.empty()) throw Error(ErrorCode::CorruptFile, "picture book: a thing without a name");
    check(things_[i].picture, things_[i]);
    for (const auto& [colour, number] : things_[i].colours) check(number, things_[i]);
    for (const std::string& name : things_[i].names) phrases_.add(name, static_cast<int64_t>(i));
  }
  for (const std::string& phrase : settings_) phrases_.add(phrase, kSetting);
}

PictureBook PictureBook::open(const std::filesystem::path& folder, torch::Dtype dtype, torch::Device device) {
  const std::string origin = (folder / kNames).string();
  const Json json = read_json(folder / kNames);
  const ConfigFields fields(json, origin);
  std::vector<BookThing> things;
  if (!json.contains("things") || !json.at("things").is_array()) fields.refuse("things", "a list");
  for (const Json& thing : json.at("things")) things.push_back(read_thing(thing, origin));
  CheckpointFiles files = CheckpointFiles::open(folder, kStem);
  const std::vector<int64_t> shape = files.shape("pictures");
  FileWeights source(std::move(files), "picture_book", dtype, device);
  Tensor pictures = source.take("pictures", shape, Init::Zeros);
  source.expect_all_taken();
  return {fields.positive("rows"), fields.positive("columns"),
          std::move(things),       fields.texts("settings"),
          std::move(pictures),     read_drawings(folder, read_lights(json, fields))};
}

void PictureBook::save(const std::filesystem::path& folder) const {
  Json things = Json::array();
  for (const BookThing& thing : things_) {
    Json json{{"names", thing.names}, {"picture", thing.picture}};
    if (!thing.colours.empty()) json["colours"] = thing.colours;
    if (thing.in_sky) json["in_sky"] = true;
    things.push_back(std::move(json));
  }
  create_folder(folder);
  write_safetensors(folder / (std::string(kStem) + ".safetensors"), {{"pictures", pictures_.cpu()}},
                    {{"format", "pt"}});
  Json names{{"rows", rows_}, {"columns", columns_}, {"things", things}, {"settings", settings_}};
  if (drawings_) {
    names["lights"] = drawings_->lights;
    write_safetensors(folder / (std::string(kDrawings) + ".safetensors"),
                      {{kDrawings, drawings_->rgba.cpu()}}, {{"format", "pt"}});
  }
  write_json(folder / kNames, names);
}

// The longest phrase at a word, if nothing that begins within it reaches beyond it: "a snowy mountain lake"
// is no snowy mountain, and "in an office worker's hand" is no office.
Phrases::Match PictureBook::phrase_at(const std::vector<std::string>& words, std::size_t at) const {
  const Phrases::Match found = phrases_.longest_at(words, at);
  for (std::size_t inside = 1; inside < found.words; ++inside) {
    if (inside + phrases_.longest_at(words, at + inside).words > found.words) return {};
  }
  return found;
}

std::vector<FoundThing> PictureBook::named_in(const std::string& prompt) const {
  const std::vector<std::string> words = words_in(part_quotations(prompt).rest);
  std::vector<FoundThing> named;
  std::string passed;  // since the last thing
  const auto spaced = [&](std::size_t begin, std::size_t count) {
    std::string text;
    for (std::size_t i = begin; i < begin + count; ++i) text += " " + words[i];
    return text;
  };
  const auto end_of_thing = [&] {
    if (!named.empty()) named.back().after = passed;
  };
  for (std::size_t at = 0; at < words.size();) {
    const Phrases::Match here = phrase_at(words, at);
    // "orange" is a fruit, but a colour in front of what comes in orange.
    const Phrases::Match next = at + 1 < words.size() ? phrase_at(words, at + 1) : Phrases::Match{};
    const bool is_coloured = here.words <= 1 && next.meaning >= 0 &&
                             things_[static_cast<std::size_t>(next.meaning)].colours.contains(words[at]);
    const Phrases::Match& match = is_coloured ? next : here;
    const std::size_t count = std::max<std::size_t>(1, match.words) + (is_coloured ? 1 : 0);
    if (match.meaning < 0) {
      passed += spaced(at, count);
    } else {
      end_of_thing();
      const BookThing& thing = things_[static_cast<std::size_t>(match.meaning)];
      named.push_back({match.meaning, is_coloured ? thing.colours.at(words[at]) : thing.picture,
                       at == 0 ? 1 : number_in(words[at - 1]).value_or(1), thing.in_sky,
                       std::exchange(passed, {}), spaced(at, count), ""});
    }
    at += count;
  }
  end_of_thing();
  return named;
}

Tensor PictureBook::tokens(const std::vector<PlacedPicture>& pictures) const {
  std::vector<Tensor> found;
  for (const PlacedPicture& one : pictures)
    found.push_back(pictures_.narrow(0, one.picture * tokens_per_picture(), tokens_per_picture()));
  return torch::cat(found);
}

Tensor PictureBook::ids(const std::vector<PlacedPicture>& pictures) const {
  std::vector<Tensor> ids;
  for (const PlacedPicture& one : pictures) {
    const Tensor corner = torch::tensor({int64_t{0}, one.slot.row, one.slot.column, int64_t{0}});
    ids.push_back(image_position_ids(rows_, columns_, -reference_t(one.goes ? 1 : 0)) + corner);
  }
  return torch::cat(ids).to(pictures_.device());
}

}  // namespace reverie
