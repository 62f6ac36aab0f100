// lookup/picture_book.h
//
// Small pictures of things by name. What a prompt names is looked up, and its picture goes to the transformer
// together with the words, so that the weights need to learn how things are put into a scene and not how
// hundreds of them look. Whoever adds a picture adds a word (docs/decisions/0010).
//
//   picture_book/names.json             {"rows": 6, "columns": 6,
//                                        "things": [{"names": ["car", "cars"], "plurals": 1, "picture": 0,
//                                                    "colours": {"red": 1}, "in_sky": false,
//                                                    "worn": "head"}],
//                                        "settings": ["on a lawn with flower beds"],
//                                        "categories": [{"names": ["vehicles"], "things": [0]}],
//                                        "lights": [[1, 0.86, 0.76]],
//                                        "places": [["in a forest", "forest"]], "layouts": 3,
//                                        "grids": [[16, 16]],
//                                        "seasons": [["in winter", "snowy"]], "seasonal": [0],
//                                        "usual": {"season": ["in summer"], "hour": ["by day"],
//                                                  "weather": ["in clear weather"]},
//                                        "hours": [{"names": ["at dawn"],
//                                                   "outdoors": {"light": [1, 0.9, 0.9],
//                                                                "haze": [0.9, 0.7, 0.7],
//                                                                "haze_amount": 0.2,
//                                                                "on_things": [1, 0.93, 0.92],
//                                                                "sky": {"zenith": [0.6, 0.7, 0.9],
//                                                                        "middle": [0.9, 0.8, 0.8],
//                                                                        "low": [1, 0.9, 0.8],
//                                                                        "amount": 0.6}},
//                                                   "season_skies": [{"zenith": [0.6, 0.7, 0.9],
//                                                                     "middle": [0.9, 0.8, 0.8],
//                                                                     "low": [1, 0.9, 0.8],
//                                                                     "amount": 0.6}],
//                                                   "indoors": {"light": [1, 0.9, 0.9],
//                                                               "haze": [0.9, 0.7, 0.7],
//                                                               "haze_amount": 0.2}}],
//                                        "weathers": [{"names": ["in the rain"], "falls": "rain",
//                                                      "hours": [{"veil": [0.6, 0.6, 0.7],
//                                                                 "bright": [1, 1, 1], "rim": [0, 0, 0],
//                                                                 "light": [0.8, 0.85, 0.9],
//                                                                 "haze": [0.7, 0.7, 0.8],
//                                                                 "haze_amount": 0.2}]}],
//                                        "styles": [{"names": ["in watercolour"], "style": "watercolour",
//                                                    "look": [0.5, -1.25]}],
//                                        "neutral": [0], "sheltered": [0], "rooms": [0],
//                                        "compositions": [{"names": ["still life"], "place": 0,
//                                                          "staging": "table"}],
//                                        "parts": [{"place": 0, "things": [0]}]}
//   picture_book/pictures.safetensors   "pictures" [N rows columns, Z]: clean packed latents, picture after
//                                       picture, row after row; 8 bits as weights are (weights/weights.h)
//   picture_book/drawings.safetensors   "drawings" [N, 4, 4 rows, 4 columns] U8: the same pictures small, in
//                                       premultiplied alpha; optional. With them things are found on given
//                                       pictures (lookup/picture_finder.h), under one of `lights`.
//   picture_book/places.safetensors     "places" [places layouts, tokens of all grids, Z]: empty places by
//                                       day; optional
//   picture_book/seasons.safetensors    "seasons" [seasonal seasons layouts, tokens of all grids, Z]: the
//                                       places of "seasonal" in other seasons; optional
//   picture_book/views.safetensors      "views" [places layouts, tokens of all grids, 16] U8: the same small,
//                                       brightness alone; optional (lookup/place_finder.h)
//   picture_book/skies.safetensors      "skies", of the same shape: how much of each pixel is sky; optional
//   picture_book/letters.safetensors    lookup/glyphs.h; optional
//
// The transformer gets them as reused references of their own (flux2_transformer.h): they see only each
// other. Each has the position ids of the tokens where its thing is to stand, with t = -10; or of those where
// it stands on a given picture and is to be gone, with t = -20. A place lies behind all of it, with t = -30;
// a sign with its words, what falls, and a style are drawn over it before the network sees it
// (lookup/scenery.h). All of it belongs to the words: the second pass of guidance, which has none, sees none.
//
// Used by   the files around it here, pipeline/things_plan, pipeline/image_pipeline; training/prompt_batches,
//           training/world_book (which draws one)
// Source    the idea: retrieval-augmented diffusion (Blattmann et al. 2022; Re-Imagen, Chen et al. 2022), and
//           grounded generation (GLIGEN, Li et al. 2023)
// Proven by tests/lookup/picture_book_test.cpp, picture_book_file_test.cpp
#pragma once

#include <torch/types.h>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/bearing.h"
#include "core/layout.h"
#include "core/staging.h"
#include "core/words.h"
#include "drawing/atmosphere.h"
#include "drawing/styles/style.h"

namespace reverie {

using torch::Tensor;

inline constexpr const char* kPictureBookFolder = "picture_book";  // of a model folder that has one

struct BookThing {
  std::vector<std::string> names;               // "car", "automobile", "cars"
  int64_t picture;                              // as it looks when no colour is named
  std::map<std::string, int64_t> colours = {};  // "red" -> its picture
  bool in_sky = false;                          // it hangs there; what is not stands on the ground
  int64_t plurals = 0;                          // how many of its names, the last ones, mean several
  std::optional<Bearing> worn = {};             // where, of what people wear

  // Its pictures: as it is, then in each colour.
  std::vector<int64_t> pictures() const;
  bool has(int64_t number) const;
  bool is_plural(const std::string& name) const;
};

// "fruit": several things, of which "a" is the first and a number goes through them.
struct BookCategory {
  std::vector<std::string> names;
  std::vector<int64_t> things;  // into PictureBook::things()
};

// What words say of when a picture is and in which weather; nothing where they say none of it.
struct SaidSetting {
  std::optional<int64_t> season = {};   // as Backdrop has it
  std::optional<int64_t> hour = {};     // 0 by day, else one more than its place in BookPlaces::hours
  std::optional<int64_t> weather = {};  // as Treatment has it
};

struct BorneThing;

// Something that a prompt names.
struct FoundThing {
  int64_t thing;    // into things()
  int64_t picture;  // in the colour that was said
  int64_t count;    // "two cats" are 2
  bool in_sky;
  // The words behind the last thing, the words that name it, and those up to the next thing, with one space
  // before each: " to the left of a", " red car", " on a beach".
  std::string before, name, after;
  bool is_several = false;             // "cats", and nobody said how many: `count` is 1
  std::vector<BorneThing> bears = {};  // what it wears and holds, once that is read (worn_things.h)
};

struct BorneThing {
  Bearing bearing;
  FoundThing thing;
};

// A place as the background of a picture: what a prompt's "in a forest" means.
struct Backdrop {
  int64_t place;       // into BookPlaces::names
  int64_t layout;      // which of its pictures
  Grid grid;           // of the picture that is drawn
  int64_t season = 0;  // 0: the usual one; else one more than its place in BookPlaces::seasons
  bool operator==(const Backdrop&) const = default;
};

// What words ask of a picture as a whole, and a program can draw over it.
struct Treatment {
  int64_t weather = 0;  // 0: none that falls; else one more than its place in BookPlaces::weathers
  Style style = Style::Flat;
  bool operator==(const Treatment&) const = default;
  bool is_none() const { return *this == Treatment{}; }
};

// Where a picture lies in its square, if it does not fill it, in tokens.
struct Inset {
  double row, column, tokens;
  bool operator==(const Inset&) const = default;
};

struct PlacedPicture {
  int64_t picture;
  Slot slot;
  bool goes = false;                  // it is on the given picture and to be gone, instead of to be there
  int64_t tokens = kSlotTokens;       // of each side
  std::optional<int64_t> group = {};  // those of one number cover each other, the first farthest away
  std::optional<Inset> inset = {};    // of what is worn
  // Whether the book has it as it is to be shown; else it is drawn for this one picture.
  bool is_in_book() const { return tokens == kSlotTokens && !group && !inset; }
  Square square() const { return {slot, tokens}; }
  bool operator==(const PlacedPicture&) const = default;
};

// A picture that was prepared for this one picture: a backdrop (lookup/scenery.h), or things in another size
// or in front of each other (lookup/thing_groups.h).
struct PreparedPicture {
  Tensor tokens;  // [grid.rows grid.columns, Z]: clean packed latents
  Grid grid;
  Slot slot = {0, 0};  // where it lies in the picture that is drawn
};

// All that the network is shown for a prompt.
struct LookedUp {
  std::vector<PlacedPicture> things = {};  // all of them in the book
  std::optional<Backdrop> backdrop = {};
  std::optional<PreparedPicture> scenery = {};  // instead of the backdrop's own picture
  std::vector<PreparedPicture> drawn = {};      // more things

  bool is_empty() const { return things.empty() && !backdrop && !scenery && drawn.empty(); }
};

// The phrases that say what the book's pictures are like: "in summer", "by day", "in clear weather".
struct UsualSetting {
  std::vector<std::string> season = {}, hour = {}, weather = {};
};

struct BookHour {
  std::vector<std::string> names;  // phrases: "at sunset"
  Atmosphere outdoors = {}, indoors = {};
  std::vector<Sky> season_skies = {};  // outdoors in each of BookPlaces::seasons; empty: as in the usual one
};

struct BookWeather {
  std::vector<std::string> names;   // phrases: "in the rain", "rainy"
  std::vector<Atmosphere> by_hour;  // by day, then in each of BookPlaces::hours
};

// "a character sheet": words for a whole picture that say where it is, if nothing else does, and how things
// stand there.
struct BookComposition {
  std::vector<std::string> names;
  int64_t place;
  std::optional<Staging> staging = {};
};

// Things that a place shows in all of its layouts.
struct BookParts {
  int64_t place;
  std::vector<int64_t> things;  // into PictureBook::things()
};

struct BookStyle {
  std::vector<std::string> names;  // phrases: "in watercolour"
  Style style;
  std::vector<double> look = {};  // by which it is told on a picture (style_finder.h); empty: it is not
};

// Empty places, by day. Each is shown on every grid, in every layout.
struct BookPlaces {
  static constexpr int64_t kViewPx = 4;  // pixels a token

  std::vector<std::vector<std::string>> names;  // the phrases of each: "in a forest", "forest"
  std::vector<Grid> grids;
  int64_t layouts;
  Tensor pictures;  // [places layouts, tokens of all grids, Z]: the layouts of a place next to each other
  // The brightness of the same, for whoever looks for them: [places layouts, tokens of all grids,
  // kViewPx kViewPx] uint8. Undefined in a book whose places are not found on pictures.
  Tensor views = {};
  // How much of each of their pixels is sky, of the same shape, 0 to 255. Undefined in a book whose skies
  // nobody marked: they are lit like everything.
  Tensor skies = {};
  // The seasons that change a place, each by its phrases ("in winter", "snowy"); the places of which there
  // are pictures in them; and these: [seasonal seasons layouts, tokens of all grids, Z].
  std::vector<std::vector<std::string>> seasons = {};
  std::vector<int64_t> seasonal = {};
  Tensor season_pictures = {};
  UsualSetting usual = {};
  // Those that suit anything, for a prompt that names no place.
  std::vector<int64_t> neutral = {};
  // What can be drawn over them, those over which nothing falls (rooms, the sea floor), and the rooms.
  std::vector<BookHour> hours = {};  // but for the day
  std::vector<BookWeather> weathers = {};
  std::vector<BookStyle> styles = {};
  std::vector<int64_t> sheltered = {}, rooms = {};
  std::vector<BookComposition> compositions = {};
  std::vector<BookParts> parts = {};

  // `weather` as Treatment has it, `hour` as PictureBook::hour_named_in(), `season` as Backdrop. Without a
  // place, of a given picture.
  Atmosphere atmosphere(std::optional<int64_t> place, int64_t weather, int64_t hour,
                        int64_t season = 0) const;
};

// Which of these grids has a shape most like `grid`.
std::size_t nearest_ratio(const std::vector<Grid>& grids, Grid grid);

// [..., 3, h, w] -> [..., h, w]: luma as Rec. 709 has it.
Tensor brightness_of(const Tensor& picture);

// What the pictures look like, for whoever looks for them.
struct BookDrawings {
  Tensor rgba;  // [N, 4, rows kDrawingPx, columns kDrawingPx] uint8, premultiplied
  std::vector<std::array<float, 3>> lights;  // by which they may be lit: factors of red, green and blue
};

class PictureBook {
 public:
  static constexpr int64_t kDrawingPx = 4;  // pixels a token
  static constexpr double kGrey = 0.5;      // what things stand before in their pictures
  static constexpr const char* kPicturesStem = "pictures";
  static constexpr const char* kDrawingsStem = "drawings";
  static constexpr const char* kPlacesStem = "places";
  static constexpr const char* kViewsStem = "views";
  static constexpr const char* kSkiesStem = "skies";
  static constexpr const char* kSeasonsStem = "seasons";

  // pictures [N * rows * columns, Z]. `settings` are phrases that hold names of things and mean none
  // ("under the stars").
  // Throws Error(CorruptFile) if a picture's number is none of 0 .. N - 1 or the shape does not fit.
  PictureBook(int64_t rows, int64_t columns, std::vector<BookThing> things, std::vector<std::string> settings,
              Tensor pictures, std::optional<BookDrawings> drawings = {},
              std::optional<BookPlaces> places = {}, std::vector<BookCategory> categories = {});

  // Reads the folder `picture_book` of a model. Throws Error(NotFound), Error(CorruptFile).
  static PictureBook open(const std::filesystem::path& folder, torch::Dtype dtype, torch::Device device);
  // Throws Error(WriteFailed).
  void save(const std::filesystem::path& folder) const;

  int64_t rows() const { return rows_; }
  int64_t columns() const { return columns_; }
  int64_t channels() const { return pictures_.size(1); }
  torch::TensorOptions picture_options() const { return pictures_.options(); }  // the model's device and type
  const std::optional<BookDrawings>& drawings() const { return drawings_; }
  const std::optional<BookPlaces>& places() const { return places_; }
  int64_t tokens_per_picture() const { return rows_ * columns_; }
  const std::vector<BookThing>& things() const { return things_; }
  const std::vector<BookCategory>& categories() const { return categories_; }

  // Words that say what the program does for this book and that no network need have learned: numbers, and
  // those of compositions ("a character sheet"), sizes, shots and relations. Sorted.
  std::vector<std::string> words_read() const;

  // What `prompt` names, in its order. A colour counts right before the name, a number before both; each
  // thing of a category is one of its own. What stands in quotes names nothing, and neither does what a place
  // is said to have and shows already: "a reading nook with an armchair".
  std::vector<FoundThing> named_in(const std::string& prompt) const;

  // The places that `prompt` names, in order, each once.
  std::vector<int64_t> places_named_in(const std::string& prompt) const;
  // The first place that `prompt` names, in the layout that `seed` chooses and in the season that it names.
  std::optional<Backdrop> backdrop_named_in(const std::string& prompt, Grid grid, uint64_t seed) const;
  // For a prompt that names no place: that of the first composition which it names, or one of those that suit
  // anything, by `seed`; in the season that it names. Nothing where there is neither.
  std::optional<Backdrop> neutral_backdrop(const std::string& prompt, Grid grid, uint64_t seed) const;
  // How things stand in the first composition that `prompt` names, if in a way of their own, and if it names
  // no place but that of the composition.
  std::optional<Staging> staging_named_in(const std::string& prompt) const;
  // The last of each that `prompt` names: "from winter to spring" ends in spring. The usual one only where it
  // names no other.
  SaidSetting setting_named_in(const std::string& prompt) const;
  // The last season that `prompt` names, as Backdrop has it.
  int64_t season_named_in(const std::string& prompt) const;
  // The last hour that `prompt` names: 0 by day or where it names none, else one more than its place in
  // BookPlaces::hours.
  int64_t hour_named_in(const std::string& prompt) const;
  // The last weather and the last style that `prompt` names.
  Treatment treatment_named_in(const std::string& prompt) const;

  // "a pencil sketch of a fox, in a forest" -> "a fox, in a forest": without the words that name styles, and
  // without accents.
  std::string without_style(const std::string& prompt) const;

  // [pictures * rows * columns, Z]
  Tensor tokens(const std::vector<PlacedPicture>& pictures) const;
  // Position ids: [pictures * rows * columns, 4].
  Tensor ids(const std::vector<PlacedPicture>& pictures) const;
  // The same of a backdrop, with t = -30. It comes from the book's grid of the nearest ratio, and its tokens
  // have the ids of those that they cover in the picture that is drawn.
  Tensor tokens(const Backdrop& backdrop) const;
  Tensor ids(const Backdrop& backdrop) const;
  // How much of each pixel of that picture is sky, [rows kViewPx, columns kViewPx], 0 to 1; undefined in a
  // book that does not know.
  Tensor sky_of(const Backdrop& backdrop) const;
  // The book's grid that these tokens come from, row by row.
  Grid grid_of(const Backdrop& backdrop) const;
  // Of all of it, things first; not for nothing.
  Tensor tokens(const LookedUp& shown) const;
  Tensor ids(const LookedUp& shown) const;

 private:
  struct Reading {
    std::vector<FoundThing> things;
    std::vector<int64_t> places;
    SaidSetting setting = {};
    Style style = Style::Flat;
    std::vector<bool> is_style = {};  // of each word
  };

  // Takes over what `least` words or more say there of the picture as a whole: "neon city" is no neon.
  void read_whole(const std::vector<std::string>& words, std::size_t at, std::size_t least,
                  Reading& reading) const;
  const BookThing& thing_at(int64_t index) const { return things_[static_cast<std::size_t>(index)]; }
  Phrases::Match phrase_at(const std::vector<std::string>& words, std::size_t at) const;
  Reading read(const std::string& prompt) const;
  // The first composition that `prompt` names.
  const BookComposition* composition_named_in(const std::string& prompt) const;
  // Appends what "three fruits" is, with the words before it and its own.
  void add_category(const BookCategory& category, const std::string& word_before, const std::string& before,
                    const std::string& name, std::vector<FoundThing>& named) const;
  bool is_part_of(int64_t place, int64_t thing) const;
  void check_places() const;
  // Where, among the tokens of all grids, those of the book's grid for this picture begin.
  int64_t first_token(Grid grid) const;
  // Where its pictures begin in season_pictures; nothing for a place that has none in this season.
  std::optional<int64_t> seasonal_picture(const Backdrop& backdrop) const;

  int64_t rows_;
  int64_t columns_;
  std::vector<BookThing> things_;
  std::vector<std::string> settings_;
  Tensor pictures_;
  std::optional<BookDrawings> drawings_;
  std::optional<BookPlaces> places_;
  std::vector<BookCategory> categories_;
  Phrases phrases_;       // of things, settings, places, seasons and categories; picture_book.cpp says how
  Phrases compositions_;  // meaning: an index into those of places_
  // Meaning: an index into those of places_; a phrase may be a season's too.
  Phrases hours_, weathers_, styles_;
  Phrases usual_seasons_, usual_hours_, usual_weathers_;  // no meaning
};

}  // namespace reverie
