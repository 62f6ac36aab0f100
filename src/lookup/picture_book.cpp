#include "lookup/picture_book.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/size_words.h"
#include "lookup/worn_things.h"
#include "models/flux2_transformer.h"

namespace reverie {
namespace {

// What a phrase means: one of a kind of things.
enum class Kind {
  Unknown,
  Thing,
  Setting,  // a phrase of a time, a style, or a place without a picture; it has no index
  Place,
  Season,
  Category,
};
constexpr int64_t kKinds = 6;

int64_t meaning_of(Kind kind, std::size_t index = 0) {
  return static_cast<int64_t>(index) * kKinds + static_cast<int64_t>(kind);
}

Kind kind_of(const Phrases::Match& match) {
  return match.words == 0 ? Kind::Unknown : static_cast<Kind>(match.meaning % kKinds);
}

int64_t index_of(const Phrases::Match& match) {
  return match.meaning / kKinds;
}

// What a picture is shown for, as the index of the reference whose negative t it has.
constexpr int64_t kIsThere = 0, kGoes = 1, kBehind = 2;

// [rows columns, 4]
Tensor ids_at(Slot slot, Grid grid, int64_t index) {
  return image_position_ids(grid.rows, grid.columns, -reference_t(index)) +
         torch::tensor({int64_t{0}, slot.row, slot.column, int64_t{0}});
}

// The number in front of word `at`, of how many things it names: "two cats", "two tiny cats".
std::optional<int64_t> number_before(const std::vector<std::string>& words, std::size_t at) {
  while (at > 0 && size_said(words[at - 1])) --at;
  return at == 0 ? std::nullopt : number_in(words[at - 1]);
}

// "in a reading nook with floor-to-ceiling bookshelves and a comfortable".
bool says_with(const std::string& words) {
  return words.find(" with ") != std::string::npos;
}

}  // namespace

std::size_t nearest_ratio(const std::vector<Grid>& grids, Grid grid) {
  const auto log_ratio = [](Grid one) {
    return std::log(static_cast<double>(one.columns) / static_cast<double>(one.rows));
  };
  const auto distance = [&](Grid one) { return std::abs(log_ratio(one) - log_ratio(grid)); };
  const auto nearest = std::min_element(grids.begin(), grids.end(), [&](const Grid& one, const Grid& other) {
    return distance(one) < distance(other);
  });
  return static_cast<std::size_t>(nearest - grids.begin());
}

Atmosphere BookPlaces::atmosphere(std::optional<int64_t> place, int64_t weather, int64_t hour,
                                  int64_t season) const {
  const auto index = static_cast<std::size_t>(hour);
  if (weather > 0) return weathers.at(static_cast<std::size_t>(weather - 1)).by_hour.at(index);
  if (hour == 0) return {};
  const BookHour& of_hour = hours.at(index - 1);
  const auto is_one_of = [&](const std::vector<int64_t>& some) {
    return place && std::find(some.begin(), some.end(), *place) != some.end();
  };
  if (is_one_of(rooms)) return of_hour.indoors;
  Atmosphere outdoors = of_hour.outdoors;
  if (season > 0 && is_one_of(seasonal) && !of_hour.season_skies.empty())
    outdoors.sky = of_hour.season_skies.at(static_cast<std::size_t>(season - 1));
  return outdoors;
}

Tensor brightness_of(const Tensor& picture) {
  return picture.select(-3, 0) * 0.2126 + picture.select(-3, 1) * 0.7152 + picture.select(-3, 2) * 0.0722;
}

std::vector<int64_t> BookThing::pictures() const {
  std::vector<int64_t> numbers{picture};
  for (const auto& [colour, number] : colours) numbers.push_back(number);
  return numbers;
}

bool BookThing::has(int64_t number) const {
  const std::vector<int64_t> numbers = pictures();
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

bool BookThing::is_plural(const std::string& name) const {
  const std::vector<std::string> words = words_in(name);
  return std::any_of(names.end() - plurals, names.end(),
                     [&](const std::string& plural) { return words_in(plural) == words; });
}

PictureBook::PictureBook(int64_t rows, int64_t columns, std::vector<BookThing> things,
                         std::vector<std::string> settings, Tensor pictures,
                         std::optional<BookDrawings> drawings, std::optional<BookPlaces> places,
                         std::vector<BookCategory> categories)
    : rows_(rows),
      columns_(columns),
      things_(std::move(things)),
      settings_(std::move(settings)),
      pictures_(std::move(pictures)),
      drawings_(std::move(drawings)),
      places_(std::move(places)),
      categories_(std::move(categories)) {
  if (places_) check_places();
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
    const auto names = static_cast<int64_t>(things_[i].names.size());
    if (names == 0) throw Error(ErrorCode::CorruptFile, "picture book: a thing without a name");
    if (things_[i].plurals < 0 || things_[i].plurals > names) {
      throw Error(ErrorCode::CorruptFile, "picture book: \"" + things_[i].names.front() + "\" has " +
                                              std::to_string(things_[i].plurals) +
                                              " plurals, expected 0 to " + std::to_string(names));
    }
    check(things_[i].picture, things_[i]);
    for (const auto& [colour, number] : things_[i].colours) check(number, things_[i]);
    for (const std::string& name : things_[i].names) phrases_.add(name, meaning_of(Kind::Thing, i));
  }
  for (std::size_t i = 0; places_ && i < places_->names.size(); ++i) {
    for (const std::string& name : places_->names[i]) phrases_.add(name, meaning_of(Kind::Place, i));
  }
  for (std::size_t i = 0; places_ && i < places_->seasons.size(); ++i) {
    for (const std::string& phrase : places_->seasons[i]) phrases_.add(phrase, meaning_of(Kind::Season, i));
  }
  for (std::size_t i = 0; places_ && i < places_->compositions.size(); ++i) {
    for (const std::string& phrase : places_->compositions[i].names)
      compositions_.add(phrase, static_cast<int64_t>(i));
  }
  for (std::size_t i = 0; places_ && i < places_->hours.size(); ++i) {
    for (const std::string& phrase : places_->hours[i].names) hours_.add(phrase, static_cast<int64_t>(i));
  }
  if (places_) {
    for (const std::string& phrase : places_->usual.season) usual_seasons_.add(phrase, 0);
    for (const std::string& phrase : places_->usual.hour) usual_hours_.add(phrase, 0);
    for (const std::string& phrase : places_->usual.weather) usual_weathers_.add(phrase, 0);
  }
  for (std::size_t i = 0; places_ && i < places_->weathers.size(); ++i) {
    for (const std::string& phrase : places_->weathers[i].names)
      weathers_.add(phrase, static_cast<int64_t>(i));
  }
  for (std::size_t i = 0; places_ && i < places_->styles.size(); ++i) {
    for (const std::string& phrase : places_->styles[i].names) styles_.add(phrase, static_cast<int64_t>(i));
  }
  for (std::size_t i = 0; i < categories_.size(); ++i) {
    for (const int64_t thing : categories_[i].things) {
      if (thing >= 0 && thing < static_cast<int64_t>(things_.size())) continue;
      throw Error(ErrorCode::CorruptFile, "picture book: a category has thing " + std::to_string(thing) +
                                              ", expected 0 to " + std::to_string(things_.size() - 1));
    }
    if (categories_[i].things.empty()) throw Error(ErrorCode::CorruptFile, "picture book: an empty category");
    for (const std::string& phrase : categories_[i].names)
      phrases_.add(phrase, meaning_of(Kind::Category, i));
  }
  for (const std::string& phrase : settings_) phrases_.add(phrase, meaning_of(Kind::Setting));
}

void PictureBook::check_places() const {
  for (const BookParts& one : places_->parts) {
    for (const int64_t thing : one.things) {
      if (thing >= 0 && thing < static_cast<int64_t>(things_.size())) continue;
      throw Error(ErrorCode::CorruptFile, "picture book: a place has thing " + std::to_string(thing) +
                                              ", expected 0 to " + std::to_string(things_.size() - 1));
    }
  }
  int64_t tokens = 0;
  for (const Grid& grid : places_->grids) tokens += grid.rows * grid.columns;
  const std::vector<int64_t> expected{static_cast<int64_t>(places_->names.size()) * places_->layouts, tokens,
                                      channels()};
  if (tokens < 1 || places_->layouts < 1 || places_->pictures.sizes() != at::IntArrayRef(expected)) {
    throw Error(ErrorCode::CorruptFile, "picture book: expected places " +
                                            c10::str(at::IntArrayRef(expected)) + ", got " +
                                            c10::str(places_->pictures.sizes()));
  }
  const std::vector<int64_t> seen{expected[0], tokens, BookPlaces::kViewPx * BookPlaces::kViewPx};
  for (const auto& [name, small] :
       {std::pair(kViewsStem, places_->views), std::pair(kSkiesStem, places_->skies)}) {
    if (!small.defined() || (small.sizes() == at::IntArrayRef(seen) && small.scalar_type() == torch::kUInt8))
      continue;
    throw Error(ErrorCode::CorruptFile, "picture book: expected " + std::string(name) + " U8 " +
                                            c10::str(at::IntArrayRef(seen)) + ", got " +
                                            c10::str(small.sizes()));
  }
  const auto is_place = [&](int64_t place) {
    return place >= 0 && place < static_cast<int64_t>(places_->names.size());
  };
  if (!std::all_of(places_->neutral.begin(), places_->neutral.end(), is_place) ||
      !std::all_of(places_->sheltered.begin(), places_->sheltered.end(), is_place) ||
      !std::all_of(places_->rooms.begin(), places_->rooms.end(), is_place) ||
      !std::all_of(places_->parts.begin(), places_->parts.end(),
                   [&](const BookParts& one) { return is_place(one.place); }) ||
      !std::all_of(places_->compositions.begin(), places_->compositions.end(),
                   [&](const BookComposition& one) { return is_place(one.place); }) ||
      !std::all_of(places_->seasonal.begin(), places_->seasonal.end(), is_place))
    throw Error(ErrorCode::CorruptFile, "picture book: expected numbers of places, 0 to " +
                                            std::to_string(places_->names.size() - 1));
  for (const BookWeather& weather : places_->weathers) {
    if (weather.by_hour.size() == 1 + places_->hours.size()) continue;
    throw Error(ErrorCode::CorruptFile, "picture book: expected each weather by day and in each of " +
                                            std::to_string(places_->hours.size()) + " hours, got " +
                                            std::to_string(weather.by_hour.size()));
  }
  for (const BookHour& hour : places_->hours) {
    if (hour.season_skies.empty() || hour.season_skies.size() == places_->seasons.size()) continue;
    throw Error(ErrorCode::CorruptFile, "picture book: expected a sky for each of " +
                                            std::to_string(places_->seasons.size()) + " seasons, got " +
                                            std::to_string(hour.season_skies.size()));
  }
  if (places_->seasonal.empty()) return;
  const std::vector<int64_t> in_seasons{
      static_cast<int64_t>(places_->seasonal.size() * places_->seasons.size()) * places_->layouts, tokens,
      channels()};
  if (!places_->season_pictures.defined() ||
      places_->season_pictures.sizes() != at::IntArrayRef(in_seasons)) {
    throw Error(ErrorCode::CorruptFile, "picture book: expected seasons " +
                                            c10::str(at::IntArrayRef(in_seasons)) + " of places that it has");
  }
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
  return read(prompt).things;
}

std::vector<int64_t> PictureBook::places_named_in(const std::string& prompt) const {
  std::vector<int64_t> places;
  for (const int64_t place : read(prompt).places) {
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  return places;
}

std::optional<Backdrop> PictureBook::backdrop_named_in(const std::string& prompt, Grid grid,
                                                       uint64_t seed) const {
  if (!places_) return std::nullopt;
  const Reading found = read(prompt);
  if (found.places.empty()) return std::nullopt;
  return Backdrop{found.places.front(), static_cast<int64_t>(seed % static_cast<uint64_t>(places_->layouts)),
                  grid, found.setting.season.value_or(0)};
}

std::optional<Backdrop> PictureBook::neutral_backdrop(const std::string& prompt, Grid grid,
                                                      uint64_t seed) const {
  if (!places_) return std::nullopt;
  const auto layouts = static_cast<uint64_t>(places_->layouts);
  const auto in_layout = [&](int64_t place) {
    return Backdrop{place, static_cast<int64_t>(seed % layouts), grid, season_named_in(prompt)};
  };
  if (const BookComposition* composition = composition_named_in(prompt)) return in_layout(composition->place);
  if (places_->neutral.empty()) return std::nullopt;
  return in_layout(places_->neutral[static_cast<std::size_t>(seed / layouts % places_->neutral.size())]);
}

const BookComposition* PictureBook::composition_named_in(const std::string& prompt) const {
  const std::vector<std::string> words = words_in(part_quotations(prompt).rest);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (const auto match = compositions_.longest_at(words, at); match.words > 0)
      return &places_->compositions[static_cast<std::size_t>(match.meaning)];
  }
  return nullptr;
}

std::optional<Staging> PictureBook::staging_named_in(const std::string& prompt) const {
  const BookComposition* composition = composition_named_in(prompt);
  if (composition == nullptr) return std::nullopt;
  const std::vector<int64_t> places = read(prompt).places;
  if (!places.empty() && places.front() != composition->place) return std::nullopt;
  return composition->staging;
}

std::vector<std::string> PictureBook::words_read() const {
  std::set<std::string> read;
  const auto add = [&](const std::string& phrase) {
    for (std::string& word : words_in(phrase)) read.insert(std::move(word));
  };
  add("two three four five six seven eight nine");
  for (const std::string& phrase : compositions_.all()) add(phrase);
  if (drawings_) {
    for (const SizeWords& size : size_words()) read.insert(size.words.begin(), size.words.end());
    for (const SizeWords& shot : shot_words()) {
      for (const std::string& phrase : shot.words) add(phrase);
    }
    for (const char* phrase : {"bigger larger smaller", "behind", "in back of", "in front of", "before",
                               "on top of", "upon", "under underneath beneath below", "riding",
                               "dress in with has", "give", "surrounded framed lined flanked by"})
      add(phrase);
    read.insert(wearing_words().begin(), wearing_words().end());
    read.insert(holding_words().begin(), holding_words().end());
  }
  return {read.begin(), read.end()};
}

SaidSetting PictureBook::setting_named_in(const std::string& prompt) const {
  return read(prompt).setting;
}

int64_t PictureBook::season_named_in(const std::string& prompt) const {
  return setting_named_in(prompt).season.value_or(0);
}

int64_t PictureBook::hour_named_in(const std::string& prompt) const {
  return setting_named_in(prompt).hour.value_or(0);
}

Treatment PictureBook::treatment_named_in(const std::string& prompt) const {
  const Reading found = read(prompt);
  return {found.setting.weather.value_or(0), found.style};
}

void PictureBook::add_category(const BookCategory& category, const std::string& word_before,
                               const std::string& before, const std::string& name,
                               std::vector<FoundThing>& named) const {
  static const std::set<std::string> one = {"a", "an", "one"};
  const auto all = static_cast<int64_t>(category.things.size());
  const int64_t count = one.contains(word_before) ? 1 : number_in(word_before).value_or(all);
  for (int64_t i = 0; i < count; ++i) {
    const int64_t index = category.things[static_cast<std::size_t>(i % all)];
    const BookThing& thing = thing_at(index);
    named.push_back({index, thing.picture, 1, thing.in_sky, i == 0 ? before : "", name, ""});
  }
}

PictureBook::Reading PictureBook::read(const std::string& prompt) const {
  const std::vector<std::string> words = words_in(part_quotations(prompt).rest);
  std::vector<FoundThing> named;
  std::vector<int64_t> places;
  Reading reading;
  reading.is_style.resize(words.size());
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
    const bool is_coloured = here.words <= 1 && kind_of(next) == Kind::Thing &&
                             thing_at(index_of(next)).colours.contains(words[at]);
    const Phrases::Match& match = is_coloured ? next : here;
    const std::size_t count = std::max<std::size_t>(1, match.words) + (is_coloured ? 1 : 0);
    switch (kind_of(match)) {
      case Kind::Unknown:
      case Kind::Setting:
      case Kind::Season:
        read_whole(words, at, match.words, reading);
        if (kind_of(match) == Kind::Season) reading.setting.season = index_of(match) + 1;
        passed += spaced(at, count);
        break;
      case Kind::Place:
        places.push_back(index_of(match));
        passed += spaced(at, count);
        break;
      case Kind::Category:
        end_of_thing();
        add_category(categories_[static_cast<std::size_t>(index_of(match))], at == 0 ? "" : words[at - 1],
                     std::exchange(passed, {}), spaced(at, count), named);
        break;
      case Kind::Thing: {
        if (!is_coloured && named.empty() && !places.empty() && says_with(passed) &&
            is_part_of(places.back(), index_of(match))) {
          passed += spaced(at, count);
          break;
        }
        end_of_thing();
        const BookThing& thing = thing_at(index_of(match));
        const std::optional<int64_t> number = number_before(words, at);
        named.push_back({index_of(match), is_coloured ? thing.colours.at(words[at]) : thing.picture,
                         number.value_or(1), thing.in_sky, std::exchange(passed, {}), spaced(at, count), ""});
        const std::size_t colour_words = is_coloured ? 1 : 0;
        named.back().is_several = !number && thing.is_plural(spaced(at + colour_words, count - colour_words));
        break;
      }
    }
    at += count;
  }
  end_of_thing();
  reading.things = std::move(named);
  reading.places = std::move(places);
  return reading;
}

bool PictureBook::is_part_of(int64_t place, int64_t thing) const {
  const auto& parts = places_->parts;
  return std::any_of(parts.begin(), parts.end(), [&](const BookParts& one) {
    return one.place == place && std::find(one.things.begin(), one.things.end(), thing) != one.things.end();
  });
}

void PictureBook::read_whole(const std::vector<std::string>& words, std::size_t at, std::size_t least,
                             Reading& reading) const {
  least = std::max<std::size_t>(1, least);
  SaidSetting& setting = reading.setting;
  const auto take = [&](std::optional<int64_t>& said, const Phrases& some, const Phrases& usual) {
    if (const auto match = some.longest_at(words, at); match.words >= least) said = match.meaning + 1;
    if (!said && usual.longest_at(words, at).words >= least) said = 0;
  };
  take(setting.season, {}, usual_seasons_);  // the others are read with the places
  take(setting.hour, hours_, usual_hours_);
  take(setting.weather, weathers_, usual_weathers_);
  if (const auto style = styles_.longest_at(words, at); style.words >= least) {
    reading.style = places_->styles[static_cast<std::size_t>(style.meaning)].style;
    std::fill_n(reading.is_style.begin() + static_cast<std::ptrdiff_t>(at), style.words, true);
  }
}

std::string PictureBook::without_style(const std::string& prompt) const {
  const std::vector<bool> is_style = read(prompt).is_style;
  const PartedText parted = part_quotations(without_accents(prompt));
  const std::string& text = parted.rest;
  const std::vector<WordPlace> words = places_of_words(text);
  std::vector<bool> stays(text.size(), true);
  const auto cut = [&](std::size_t begin, std::size_t end) {
    std::fill(stays.begin() + static_cast<std::ptrdiff_t>(begin),
              stays.begin() + static_cast<std::ptrdiff_t>(end), false);
  };
  const auto joins = [&](std::size_t at) { return text[at] == ' ' || text[at] == ','; };
  for (std::size_t first = 0; first < words.size(); ++first) {
    if (!is_style[first]) continue;
    std::size_t last = first;
    while (last + 1 < words.size() && is_style[last + 1]) ++last;
    std::size_t begin = words[first].begin, end = words[last].end;
    if (begin == 0) {
      while (end < text.size() && joins(end)) ++end;
    } else {
      while (begin > 0 && joins(begin - 1)) --begin;
    }
    cut(begin, end);
    first = last;
  }
  for (const std::size_t place : parted.places) stays[place] = true;
  PartedText kept{parted.quoted, {}, {}};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::find(parted.places.begin(), parted.places.end(), at) != parted.places.end())
      kept.places.push_back(kept.rest.size());
    if (stays[at]) kept.rest += text[at];
  }
  return kept.whole();
}

Tensor PictureBook::tokens(const std::vector<PlacedPicture>& pictures) const {
  std::vector<Tensor> found;
  for (const PlacedPicture& one : pictures)
    found.push_back(pictures_.narrow(0, one.picture * tokens_per_picture(), tokens_per_picture()));
  return torch::cat(found);
}

Tensor PictureBook::ids(const std::vector<PlacedPicture>& pictures) const {
  std::vector<Tensor> ids;
  for (const PlacedPicture& one : pictures)
    ids.push_back(ids_at(one.slot, {rows_, columns_}, one.goes ? kGoes : kIsThere));
  return torch::cat(ids).to(pictures_.device());
}

std::optional<int64_t> PictureBook::seasonal_picture(const Backdrop& backdrop) const {
  const std::vector<int64_t>& seasonal = places_->seasonal;
  const auto found = std::find(seasonal.begin(), seasonal.end(), backdrop.place);
  if (backdrop.season == 0 || found == seasonal.end()) return std::nullopt;
  const auto seasons = static_cast<int64_t>(places_->seasons.size());
  return ((found - seasonal.begin()) * seasons + backdrop.season - 1) * places_->layouts + backdrop.layout;
}

Grid PictureBook::grid_of(const Backdrop& backdrop) const {
  return places_->grids[nearest_ratio(places_->grids, backdrop.grid)];
}

Tensor PictureBook::tokens(const Backdrop& backdrop) const {
  const std::optional<int64_t> in_season = seasonal_picture(backdrop);
  const Tensor picture = in_season ? places_->season_pictures[*in_season]
                                   : places_->pictures[backdrop.place * places_->layouts + backdrop.layout];
  const Grid grid = grid_of(backdrop);
  return picture.narrow(0, first_token(backdrop.grid), grid.rows * grid.columns);
}

Tensor PictureBook::sky_of(const Backdrop& backdrop) const {
  constexpr int64_t kPx = BookPlaces::kViewPx;
  if (!places_->skies.defined()) return {};
  const Grid grid = grid_of(backdrop);
  return places_->skies[backdrop.place * places_->layouts + backdrop.layout]
      .narrow(0, first_token(backdrop.grid), grid.rows * grid.columns)
      .view({grid.rows, grid.columns, kPx, kPx})
      .permute({0, 2, 1, 3})
      .reshape({grid.rows * kPx, grid.columns * kPx})
      .to(torch::kFloat)
      .div_(255);
}

int64_t PictureBook::first_token(Grid grid) const {
  int64_t begin = 0;
  for (std::size_t i = 0; i < nearest_ratio(places_->grids, grid); ++i)
    begin += places_->grids[i].rows * places_->grids[i].columns;
  return begin;
}

Tensor PictureBook::ids(const Backdrop& backdrop) const {
  const Grid grid = grid_of(backdrop);
  Tensor ids = ids_at({0, 0}, grid, kBehind);
  // The token that the middle of a token of the book lies in.
  const auto stretch = [&](int64_t axis, int64_t from, int64_t to) {
    ids.select(1, axis).mul_(2).add_(1).mul_(to).floor_divide_(2 * from);
  };
  stretch(1, grid.rows, backdrop.grid.rows);
  stretch(2, grid.columns, backdrop.grid.columns);
  return ids.to(pictures_.device());
}

Tensor PictureBook::tokens(const LookedUp& shown) const {
  std::vector<Tensor> all;
  if (!shown.things.empty()) all.push_back(tokens(shown.things));
  for (const PreparedPicture& one : shown.drawn) all.push_back(one.tokens.to(pictures_.options()));
  if (shown.scenery) all.push_back(shown.scenery->tokens.to(pictures_.options()));
  if (shown.backdrop && !shown.scenery) all.push_back(tokens(*shown.backdrop));
  return torch::cat(all);
}

Tensor PictureBook::ids(const LookedUp& shown) const {
  std::vector<Tensor> all;
  if (!shown.things.empty()) all.push_back(ids(shown.things));
  for (const PreparedPicture& one : shown.drawn)
    all.push_back(ids_at(one.slot, one.grid, kIsThere).to(pictures_.device()));
  if (shown.scenery)
    all.push_back(ids_at(shown.scenery->slot, shown.scenery->grid, kBehind).to(pictures_.device()));
  if (shown.backdrop && !shown.scenery) all.push_back(ids(*shown.backdrop));
  return torch::cat(all);
}

}  // namespace reverie
