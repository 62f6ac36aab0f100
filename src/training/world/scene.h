// training/world/scene.h
//
// A scene of the drawn world as data: where, when, and which objects stand in which slots. Pictures
// (compose.h) and sentences (captions.h) are both made from it, so each caption is true of its picture.
//
// Every measure is in tokens, and things stand in slots: core/layout.h.
//
// Used by   compose.cpp, captions.cpp, and the data set of the trainer.
// Proven by tests/training/world/scene_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/layout.h"
#include "core/random.h"
#include "drawing/styles/style.h"
#include "lookup/sign.h"
#include "training/world/objects.h"
#include "training/world/places/places.h"

namespace reverie {

// The grids a run draws: 1:1, 4:3, 3:4, 3:2, 16:9, 9:16 and 21:9, each of about 256 tokens.
const std::vector<Grid>& training_grids();

struct Sprite {
  std::int64_t object;  // into objects()
  std::int64_t colour;  // into colours(), or kNoColour
  std::int64_t row;     // of the slot's top left token
  std::int64_t column;
  std::int64_t tokens = kSlotTokens;  // of each side of its square
  bool operator==(const Sprite&) const = default;
};

inline Square square_of(const Sprite& sprite) {
  return {{sprite.row, sprite.column}, sprite.tokens};
}

struct Scene {
  std::int64_t place;  // into places()
  TimeOfDay time;
  Season season = Season::Summer;    // one of seasons_of(place)
  Weather weather = Weather::Clear;  // one of weathers_of(place, season)
  std::int64_t layout;               // 0 to kLayouts - 1: which variant of the place
  Style style = Style::Flat;
  Grid grid;
  Arrangement arrangement;
  // Left to right; for Stack the one above first, for Behind, Under and Crowd from back to front. All equal
  // in object, colour and (but for a Crowd) size, or all different in object.
  std::vector<Sprite> sprites;
  std::optional<Sign> sign = {};  // between the place and the objects; takes no token of theirs
};

inline Setting setting_of(const Scene& scene) {
  return {scene.time, scene.season, scene.weather};
}

struct SceneOptions {
  // The grid, or 0x0 to draw one of training_grids().
  Grid grid = {0, 0};
  // False: no scene holds a withheld pair. True: every scene holds at least one, to measure what the
  // model makes of combinations it never saw.
  bool held_out = false;
  // Objects to draw from, at least three; empty means all of them (curriculum.h).
  std::vector<std::int64_t> objects = {};
  // Places to draw from; empty means all of them.
  std::vector<std::int64_t> places = {};
  // Three scenes of four in another season or weather, where the place knows one. False: all of them in
  // Summer and Clear, drawn and captioned as if there were nothing else.
  bool seasons_and_weather = false;
  // A third of the scenes in a style other than Flat, each as often as the others.
  bool styles = false;
  // True: about a third of the scenes have a sign, many of those nothing else. A scene without one is what it
  // is without this option. A sign's words are withheld ones where `held_out` asks for those.
  bool signs = false;
  // True: about a third of the scenes without a sign have things larger or smaller than usual, two of which
  // one is behind or under the other, or four to six. The others are what they are without this option.
  bool sizes = false;
};

// Objects and colours chosen by someone else, to be placed as sample_scene would.
struct Subject {
  std::int64_t object;
  std::int64_t colour;
};

// The arrangements that fit a grid with this many objects, the likeliest first; empty if none does.
// Stack needs one Sky and one Ground object, in either order.
std::vector<Arrangement> arrangements_for(const std::vector<Subject>& subjects, Grid grid);

// Puts `subjects` in their slots. Throws as slots_of does.
std::vector<Sprite> arrange(const std::vector<Subject>& subjects, Arrangement arrangement, Grid grid,
                            Shift shift = {});

// Throws Error(InvalidRequest, "grid") for a grid below kSmallestGrid.
Scene sample_scene(Random& random, const SceneOptions& options = {});

// Its parts, for whoever changes a scene: a place of `options`, and a season, a weather, or both, among those
// that the scene's place knows (in half of the calls; in the others Summer and Clear).
std::int64_t sample_place(Random& random, const SceneOptions& options);
void sample_season_and_weather(Random& random, Scene& scene);

// Whether an object is called after the place it stands in, or the place after it: "a post office in an
// office", "a temple at a temple". Nobody could tell what such a caption means, so no scene is sampled with
// one.
bool shares_its_name(const Object& object, const Place& place);
bool shares_a_name(const Scene& scene);

// One in twenty combinations, by a hash of the names, is kept from training.
bool is_held_out(const Object& object, const Place& place);
bool is_held_out(const Object& one, const Object& other);  // order does not matter
bool holds_held_out_pair(const Scene& scene);

}  // namespace reverie
