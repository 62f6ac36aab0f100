#include "training/world/scene.h"

#include <algorithm>
#include <string>

#include "core/error.h"
#include "core/size_words.h"
#include "training/world/lettering/sample_sign.h"

namespace reverie {

namespace {

constexpr double kHeldOutShare = 0.05;
constexpr double kColouredShare = 0.6;
constexpr double kSettingShare = 0.75;   // of the scenes whose place knows another season or weather
constexpr double kSignShare = 0.4;       // not every one of them finds room
constexpr double kSignAloneShare = 0.4;  // of the scenes with a sign
constexpr std::uint64_t kSignStream = 0x516e;
constexpr std::uint64_t kSizeStream = 0x512e;

bool is_sky(const Subject& subject) {
  return objects()[static_cast<std::size_t>(subject.object)].kind == Kind::Sky;
}

// How many objects a scene has, and whether they are all alike ("three cats").
struct Plan {
  std::size_t objects;
  bool alike;
};

Plan sample_plan(Random& random, Grid grid, bool may_be_empty) {
  const double draw = random.uniform();
  const bool alike = random.chance(1.0 / 3);
  if (draw < 0.05 && may_be_empty) return {0, false};
  if (draw < 0.45 || !fits(Arrangement::Pair, grid)) return {1, false};
  if (draw < 0.80 || !fits(Arrangement::Row, grid)) return {2, alike};
  return {3, alike};
}

Subject sample_subject(Random& random, const std::vector<std::int64_t>& lesson) {
  const std::int64_t object =
      lesson.empty() ? random.below(static_cast<std::int64_t>(objects().size())) : random.pick(lesson);
  const bool coloured = random.chance(kColouredShare);
  const std::int64_t colour = random.below(static_cast<std::int64_t>(colours().size()));
  const bool takes_colour = objects()[static_cast<std::size_t>(object)].takes_colour;
  return {object, coloured && takes_colour ? colour : kNoColour};
}

std::vector<Subject> sample_subjects(Random& random, Plan plan, const std::vector<std::int64_t>& lesson) {
  std::vector<Subject> subjects;
  while (subjects.size() < plan.objects) {
    if (plan.alike && !subjects.empty()) {
      subjects.push_back(subjects.front());
      continue;
    }
    const Subject next = sample_subject(random, lesson);
    const bool again = std::any_of(subjects.begin(), subjects.end(),
                                   [&](const Subject& one) { return one.object == next.object; });
    if (!again) subjects.push_back(next);
  }
  return subjects;
}

// The likeliest arrangement most of the time, the others now and then.
Arrangement sample_arrangement(Random& random, const std::vector<Subject>& subjects, Grid grid) {
  const auto choices = arrangements_for(subjects, grid);
  return random.chance(0.6) ? choices.front() : random.pick(choices);
}

// A stack names what is above first, whatever order the subjects were drawn in.
std::vector<Subject> in_order(std::vector<Subject> subjects, Arrangement arrangement) {
  if (arrangement == Arrangement::Stack && !is_sky(subjects.front())) {
    std::swap(subjects.front(), subjects.back());
  }
  return subjects;
}

// From a stream of its own, so that asking for styles changes nothing else of a scene. `random` is a copy.
Style sample_style(Random random) {
  constexpr double kFlatShare = 0.65;
  Random own(random.next(), hash_of("style"));
  if (own.chance(kFlatShare)) return Style::Flat;
  return all_styles()[static_cast<std::size_t>(
      1 + own.below(static_cast<std::int64_t>(all_styles().size()) - 1))];
}

// Draws from a stream of its own, so that the scene without its sign stays what it was.
void add_sign(Scene& scene, const SceneOptions& options, Random random) {
  if (!random.chance(kSignShare)) return;
  const bool alone = random.chance(kSignAloneShare) && !options.held_out;
  scene.sign =
      sample_sign(alone ? std::vector<Sprite>() : scene.sprites, scene.grid, options.held_out, random);
  if (!scene.sign || !alone) return;
  scene.sprites.clear();
  scene.arrangement = Arrangement::Empty;
}

bool stands(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)].kind == Kind::Ground;
}

// One of the two behind or under the other, in the place of one.
void overlap(Scene& scene, Random& random) {
  const Slot slot = slots_of(Arrangement::Centre, scene.grid, {false}, {}).front();
  const bool is_behind = random.chance(0.6);
  scene.arrangement = is_behind ? Arrangement::Behind : Arrangement::Under;
  const RelatedSquares squares =
      related(is_behind ? Relation::Behind : Relation::Under, slot, {}, 0, scene.grid);
  const Square& back = is_behind ? squares.one : squares.other;
  const Square& front = is_behind ? squares.other : squares.one;
  const auto put = [](Sprite& sprite, const Square& square) {
    sprite.row = square.slot.row;
    sprite.column = square.slot.column;
    sprite.tokens = square.tokens;
  };
  put(scene.sprites[0], back);
  put(scene.sprites[1], front);
}

// Four to six of the first one.
void crowd(Scene& scene, Random& random) {
  const Sprite one = scene.sprites.front();
  scene.sprites.clear();
  scene.arrangement = Arrangement::Crowd;
  for (const Square& square : reverie::crowd(4 + random.below(3), scene.grid))
    scene.sprites.push_back({one.object, one.colour, square.slot.row, square.slot.column, square.tokens});
}

void resize(Scene& scene, Random& random) {
  constexpr double kUsualShare = 0.4;
  const bool are_alike = scene.sprites.size() > 1 && scene.sprites[0].object == scene.sprites[1].object;
  const auto any_size = [&] { return random.pick(size_words()).tokens; };
  const std::int64_t common = any_size();
  for (Sprite& sprite : scene.sprites) {
    const std::int64_t tokens = are_alike ? common : any_size();
    if (random.chance(kUsualShare) && !are_alike) continue;
    const Square square = resized({sprite.row, sprite.column}, tokens, !stands(sprite), scene.grid);
    sprite = {sprite.object, sprite.colour, square.slot.row, square.slot.column, square.tokens};
  }
}

// Draws from a stream of its own, as a sign does.
void add_sizes(Scene& scene, Random random) {
  constexpr double kShare = 0.35, kOverlapShare = 0.45, kCrowdShare = 0.3;
  if (scene.sign || scene.sprites.empty() || !random.chance(kShare)) return;
  const bool all_stand = std::all_of(scene.sprites.begin(), scene.sprites.end(), stands);
  const bool are_two = scene.sprites.size() == 2 && scene.sprites[0].object != scene.sprites[1].object;
  if (all_stand && are_two && fits(Arrangement::Behind, scene.grid) && random.chance(kOverlapShare))
    return overlap(scene, random);
  if (all_stand && fits(Arrangement::Crowd, scene.grid) && random.chance(kCrowdShare))
    return crowd(scene, random);
  resize(scene, random);
}

bool hashes_to_held_out(const std::string& pair) {
  return static_cast<double>(Random(hash_of(pair), 0).next() >> 11) * 0x1p-53 < kHeldOutShare;
}

}  // namespace

const std::vector<Grid>& training_grids() {
  static const std::vector<Grid> grids = {{16, 16}, {14, 18}, {18, 14}, {14, 20},
                                          {12, 20}, {20, 12}, {11, 24}};
  return grids;
}

std::vector<Arrangement> arrangements_for(const std::vector<Subject>& subjects, Grid grid) {
  std::vector<Arrangement> choices;
  switch (subjects.size()) {
    case 0: choices = {Arrangement::Empty}; break;
    case 1: choices = {Arrangement::Centre, Arrangement::Left, Arrangement::Right}; break;
    case 2:
      choices = {Arrangement::Pair};
      if (is_sky(subjects[0]) != is_sky(subjects[1])) choices.push_back(Arrangement::Stack);
      break;
    case 3: choices = {Arrangement::Row}; break;
    default: break;
  }
  std::erase_if(choices, [&](Arrangement choice) { return !fits(choice, grid); });
  return choices;
}

std::vector<Sprite> arrange(const std::vector<Subject>& subjects, Arrangement arrangement, Grid grid,
                            Shift shift) {
  std::vector<bool> in_sky;
  for (const Subject& subject : subjects) in_sky.push_back(is_sky(subject));
  const std::vector<Slot> slots = slots_of(arrangement, grid, in_sky, shift);
  std::vector<Sprite> sprites;
  for (std::size_t i = 0; i < subjects.size(); ++i)
    sprites.push_back({subjects[i].object, subjects[i].colour, slots[i].row, slots[i].column});
  return sprites;
}

std::int64_t sample_place(Random& random, const SceneOptions& options) {
  return options.places.empty() ? random.below(static_cast<std::int64_t>(places().size()))
                                : random.pick(options.places);
}

void sample_season_and_weather(Random& random, Scene& scene) {
  const Place& place = places()[static_cast<std::size_t>(scene.place)];
  const bool changes = random.chance(kSettingShare);
  const double kind = random.uniform();
  const auto other_than_first = [&](const auto& choices) {
    return choices[1 + static_cast<std::size_t>(random.below(static_cast<std::int64_t>(choices.size()) - 1))];
  };
  const auto seasons = seasons_of(place);
  scene.season = Season::Summer;
  if (changes && kind < 0.7 && seasons.size() > 1) scene.season = other_than_first(seasons);
  const auto weathers = weathers_of(place, scene.season);
  scene.weather = Weather::Clear;
  if (changes && (kind >= 0.4 || seasons.size() == 1) && weathers.size() > 1) {
    scene.weather = other_than_first(weathers);
  }
}

Scene sample_scene(Random& random, const SceneOptions& options) {
  const bool any_grid = options.grid == Grid{0, 0};
  const Grid grid = any_grid ? random.pick(training_grids()) : options.grid;
  check_grid(grid);
  // One in twenty single objects is withheld, one in four triples. Few objects may have no third that
  // goes with the others: the number of objects is drawn again when it seems to be so.
  constexpr int kTries = 10'000;
  constexpr int kTriesForOnePlan = 100;
  Plan plan{};
  Scene scene{};
  if (options.styles) scene.style = sample_style(random);
  for (int tries = 0; tries < kTries; ++tries) {
    if (tries % kTriesForOnePlan == 0) plan = sample_plan(random, grid, !options.held_out);
    scene.place = sample_place(random, options);
    scene.time = static_cast<TimeOfDay>(random.below(4));
    scene.layout = random.below(kLayouts);
    scene.grid = grid;
    if (options.seasons_and_weather) sample_season_and_weather(random, scene);
    const auto drawn = sample_subjects(random, plan, options.objects);
    scene.arrangement = sample_arrangement(random, drawn, grid);
    const std::int64_t columns = random.below(3) - 1;
    const std::int64_t up = random.below(2);
    scene.sprites = arrange(in_order(drawn, scene.arrangement), scene.arrangement, grid, {columns, up});
    if (holds_held_out_pair(scene) != options.held_out || shares_a_name(scene)) continue;
    if (options.signs) add_sign(scene, options, random.split(kSignStream));
    if (options.sizes) add_sizes(scene, random.split(kSizeStream));
    return scene;
  }
  throw Error(ErrorCode::InvalidRequest,
              "scene: none of " + std::to_string(kTries) + " drawn from these objects " +
                  (options.held_out ? "holds a withheld pair" : "is free of withheld pairs"),
              "objects");
}

bool shares_its_name(const Object& object, const Place& place) {
  std::vector<std::string> names = object.synonyms;
  names.insert(names.end(), {object.name, object.plural});
  std::vector<std::string> of_place = {place.name};
  for (const std::string& phrase : place.phrases) of_place.push_back(bare_of(phrase));
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::any_of(of_place.begin(), of_place.end(), [&](const std::string& part) {
      return (" " + name + " ").find(" " + part + " ") != std::string::npos;
    });
  });
}

bool shares_a_name(const Scene& scene) {
  // [object][place], once for all
  static const std::vector<std::vector<bool>> shared = [] {
    std::vector<std::vector<bool>> all;
    for (const Object& object : objects()) {
      std::vector<bool>& row = all.emplace_back();
      for (const Place& place : places()) row.push_back(shares_its_name(object, place));
    }
    return all;
  }();
  return std::any_of(scene.sprites.begin(), scene.sprites.end(), [&](const Sprite& sprite) {
    return shared[static_cast<std::size_t>(sprite.object)][static_cast<std::size_t>(scene.place)];
  });
}

bool is_held_out(const Object& object, const Place& place) {
  return hashes_to_held_out(object.name + " @ " + place.name);
}

bool is_held_out(const Object& one, const Object& other) {
  if (one.name == other.name) return false;  // "two cats" is no pair of different things
  const auto [first, second] = std::minmax(one.name, other.name);
  return hashes_to_held_out(first + " & " + second);
}

bool holds_held_out_pair(const Scene& scene) {
  const auto object = [&](std::size_t i) -> const Object& {
    return objects()[static_cast<std::size_t>(scene.sprites[i].object)];
  };
  for (std::size_t i = 0; i < scene.sprites.size(); ++i) {
    if (is_held_out(object(i), places()[static_cast<std::size_t>(scene.place)])) return true;
    for (std::size_t j = 0; j < i; ++j) {
      if (is_held_out(object(i), object(j))) return true;
    }
  }
  return false;
}

}  // namespace reverie
