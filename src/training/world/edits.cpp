#include "training/world/edits.h"

#include <algorithm>
#include <cstdlib>

#include "core/error.h"
#include "training/world/lettering/sign_words.h"
#include "training/world/positions.h"

namespace reverie {
namespace {

const Object& object_of(std::int64_t object) {
  return objects()[static_cast<std::size_t>(object)];
}

bool is_alone_of_its_kind(const Scene& scene, const Sprite& sprite) {
  return std::count_if(scene.sprites.begin(), scene.sprites.end(),
                       [&](const Sprite& one) { return one.object == sprite.object; }) == 1;
}

// By its noun, or else by the side that it alone of its kind stands on.
bool can_be_told_apart(const Scene& scene, const Sprite& sprite) {
  if (is_alone_of_its_kind(scene, sprite)) return true;
  const auto side = side_of(sprite, scene.grid);
  return side && std::count_if(scene.sprites.begin(), scene.sprites.end(), [&](const Sprite& one) {
                   return one.object == sprite.object && side_of(one, scene.grid) == side;
                 }) == 1;
}

// An object of the lesson that is not in the scene yet; nothing if the one that is drawn is.
std::optional<std::int64_t> sample_newcomer(const Scene& scene, Random& random, const SceneOptions& options) {
  const std::int64_t object = options.objects.empty()
                                  ? random.below(static_cast<std::int64_t>(objects().size()))
                                  : random.pick(options.objects);
  const bool is_there = std::any_of(scene.sprites.begin(), scene.sprites.end(),
                                    [&](const Sprite& one) { return one.object == object; });
  return is_there ? std::nullopt : std::optional(object);
}

std::int64_t sample_colour(std::int64_t object, Random& random) {
  constexpr double kColouredShare = 0.6;
  const bool is_coloured = random.chance(kColouredShare);
  const std::int64_t colour = random.below(static_cast<std::int64_t>(colours().size()));
  return is_coloured && object_of(object).takes_colour ? colour : kNoColour;
}

void replace(std::vector<Sprite>& sprites, const Sprite& from, const Sprite& to) {
  *std::find(sprites.begin(), sprites.end(), from) = to;
}

std::optional<Change> add_to(Scene& scene, Random& random, const SceneOptions& options) {
  if (scene.sign) return std::nullopt;  // signs stand where there is room
  const auto object = sample_newcomer(scene, random, options);
  if (!object) return std::nullopt;
  const std::int64_t row = usual_row(object_of(*object).kind, scene.grid);
  const auto columns = free_columns(scene.sprites, row, scene.grid);
  if (columns.empty()) return std::nullopt;
  const Sprite added{*object, sample_colour(*object, random), row, random.pick(columns)};
  scene.sprites.push_back(added);
  return Change{ChangeKind::Add, std::nullopt, added};
}

std::optional<Change> remove_from(Scene& scene, Random& random) {
  if (scene.sprites.empty()) return std::nullopt;
  const Sprite gone = random.pick(scene.sprites);
  if (!can_be_told_apart(scene, gone)) return std::nullopt;
  std::erase(scene.sprites, gone);
  return Change{ChangeKind::Remove, gone, std::nullopt};
}

std::optional<Change> replace_in(Scene& scene, Random& random, const SceneOptions& options) {
  if (scene.sprites.empty()) return std::nullopt;
  const Sprite old = random.pick(scene.sprites);
  if (!is_alone_of_its_kind(scene, old)) return std::nullopt;
  const auto object = sample_newcomer(scene, random, options);
  if (!object || object_of(*object).kind != object_of(old.object).kind)
    return std::nullopt;  // not at home there
  const Sprite fresh{*object, sample_colour(*object, random), old.row, old.column};
  replace(scene.sprites, old, fresh);
  return Change{ChangeKind::Replace, old, fresh};
}

std::optional<Change> recolour_in(Scene& scene, Random& random) {
  if (scene.sprites.empty()) return std::nullopt;
  const Sprite old = random.pick(scene.sprites);
  if (!is_alone_of_its_kind(scene, old) || !object_of(old.object).takes_colour) return std::nullopt;
  Sprite fresh = old;
  fresh.colour = random.below(static_cast<std::int64_t>(colours().size()));
  if (fresh.colour == old.colour) return std::nullopt;
  replace(scene.sprites, old, fresh);
  return Change{ChangeKind::Recolour, old, fresh};
}

std::optional<Change> move_in(Scene& scene, Random& random) {
  if (scene.sprites.empty() || scene.sign) return std::nullopt;
  const Sprite old = random.pick(scene.sprites);
  if (!is_alone_of_its_kind(scene, old)) return std::nullopt;
  std::vector<Sprite> others = scene.sprites;
  std::erase(others, old);
  std::vector<Sprite> choices;
  for (const std::int64_t column : free_columns(others, old.row, scene.grid)) {
    Sprite moved = old;
    moved.column = column;
    const auto side = side_of(moved, scene.grid);
    const bool is_seen_to_move = std::abs(column - old.column) > kSlotTokens / 2;
    if (side && side != side_of(old, scene.grid) && is_seen_to_move) choices.push_back(moved);
  }
  if (choices.empty()) return std::nullopt;
  const Sprite fresh = random.pick(choices);
  replace(scene.sprites, old, fresh);
  return Change{ChangeKind::Move, old, fresh};
}

std::optional<Change> change_time(Scene& scene, Random& random) {
  const auto time = static_cast<TimeOfDay>(random.below(4));
  if (time == scene.time) return std::nullopt;
  scene.time = time;
  return Change{ChangeKind::Time};
}

const Place& place_of(const Scene& scene) {
  return places()[static_cast<std::size_t>(scene.place)];
}

// Does the place know the scene's season and weather?
bool suits_its_place(const Scene& scene) {
  return shown_setting(place_of(scene), setting_of(scene)) == setting_of(scene);
}

std::optional<Change> change_season(Scene& scene, Random& random) {
  const Season season = random.pick(seasons_of(place_of(scene)));
  if (season == scene.season) return std::nullopt;
  scene.season = season;
  if (!suits_its_place(scene)) return std::nullopt;
  return Change{ChangeKind::Season};
}

std::optional<Change> change_weather(Scene& scene, Random& random) {
  const Weather weather = random.pick(weathers_of(place_of(scene), scene.season));
  if (weather == scene.weather) return std::nullopt;
  scene.weather = weather;
  return Change{ChangeKind::Weather};
}

std::optional<Change> change_style(Scene& scene, Random& random) {
  const Style style = random.pick(all_styles());
  if (style == scene.style) return std::nullopt;
  scene.style = style;
  return Change{ChangeKind::Style};
}

bool fits_on(const Sign& sign, const std::string& words) {
  const SignSize needed = size_of(sign.kind, words);
  return needed.rows <= sign.rows && needed.columns <= sign.columns;
}

std::optional<Change> change_words(Scene& scene, Random& random, const SceneOptions& options) {
  if (!scene.sign) return std::nullopt;
  const std::string words = sample_sign_words(random, options.held_out);
  if (words == scene.sign->words || !fits_on(*scene.sign, words)) return std::nullopt;
  scene.sign->lines = lines_of(*scene.sign);  // the board stays as it is
  scene.sign->words = words;
  return Change{ChangeKind::Words};
}

std::optional<Change> change_place(Scene& scene, Random& random, const SceneOptions& options) {
  const std::int64_t place = sample_place(random, options);
  if (place == scene.place) return std::nullopt;
  scene.place = place;
  if (!suits_its_place(scene)) return std::nullopt;
  return Change{ChangeKind::Place};
}

std::optional<Change> make(ChangeKind kind, Scene& scene, Random& random, const SceneOptions& options) {
  switch (kind) {
    case ChangeKind::Add: return add_to(scene, random, options);
    case ChangeKind::Remove: return remove_from(scene, random);
    case ChangeKind::Replace: return replace_in(scene, random, options);
    case ChangeKind::Recolour: return recolour_in(scene, random);
    case ChangeKind::Move: return move_in(scene, random);
    case ChangeKind::Time: return change_time(scene, random);
    case ChangeKind::Place: return change_place(scene, random, options);
    case ChangeKind::Season: return change_season(scene, random);
    case ChangeKind::Weather: return change_weather(scene, random);
    case ChangeKind::Style: return change_style(scene, random);
    case ChangeKind::Words: return change_words(scene, random, options);
  }
  throw Error(ErrorCode::Internal, "edits: unknown kind of change");
}

bool touches_objects(ChangeKind kind) {
  return kind <= ChangeKind::Move;
}

// The second change of an edit has nothing to do with the first: what an object is told apart by must still
// be true.
ChangeKind sample_second(ChangeKind first, const std::vector<ChangeKind>& kinds, Random& random) {
  ChangeKind second = first;
  while (second == first || (touches_objects(first) && touches_objects(second))) second = random.pick(kinds);
  return second;
}

}  // namespace

std::vector<ChangeKind> change_kinds(const SceneOptions& options) {
  std::vector<ChangeKind> kinds = {ChangeKind::Add,      ChangeKind::Remove, ChangeKind::Replace,
                                   ChangeKind::Recolour, ChangeKind::Move,   ChangeKind::Time,
                                   ChangeKind::Place};
  if (options.seasons_and_weather) kinds.insert(kinds.end(), {ChangeKind::Season, ChangeKind::Weather});
  if (options.styles) kinds.push_back(ChangeKind::Style);
  if (options.signs) kinds.push_back(ChangeKind::Words);
  return kinds;
}

std::optional<Edit> sample_change(const Scene& before, ChangeKind kind, Random& random,
                                  const SceneOptions& options) {
  constexpr int kTries = 20;
  for (int tries = 0; tries < kTries; ++tries) {
    Scene after = before;
    const auto change = make(kind, after, random, options);
    if (!change) continue;
    const auto arrangement = arrangement_of(after.sprites, after.grid);
    if (!arrangement || (holds_held_out_pair(after) && !options.held_out) || shares_a_name(after)) continue;
    after.arrangement = *arrangement;
    return Edit{before, after, {*change}};
  }
  return std::nullopt;
}

Edit sample_edit(Random& random, const SceneOptions& options) {
  constexpr double kTwoChanges = 0.2;
  constexpr int kTries = 1000;
  const std::vector<ChangeKind> kinds = change_kinds(options);
  for (int tries = 0; tries < kTries; ++tries) {
    const Scene before = sample_scene(random, options);
    const ChangeKind kind = random.pick(kinds);
    std::optional<Edit> edit = sample_change(before, kind, random, options);
    if (!edit) continue;
    if (!random.chance(kTwoChanges)) return *edit;
    const auto second = sample_change(edit->after, sample_second(kind, kinds, random), random, options);
    if (!second) continue;
    return {before, second->after, {edit->changes[0], second->changes[0]}};
  }
  throw Error(ErrorCode::InvalidRequest,
              "edits: none of " + std::to_string(kTries) + " scenes of these objects could be changed",
              "objects");
}

}  // namespace reverie
