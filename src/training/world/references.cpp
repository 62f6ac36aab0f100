#include "training/world/references.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/words.h"

namespace reverie {
namespace {

constexpr std::int64_t kMostReferences = 14;
constexpr Grid kSmallReference{8, 8};

static_assert(kOrdinals.size() == kMostReferences);

const Object& object_of(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)];
}

TimeOfDay sample_time(Random& random) {
  return static_cast<TimeOfDay>(random.below(4));
}

// The same subject alone, somewhere else.
Scene alone(const Sprite& sprite, const Scene& target, Random& random, const SceneOptions& options) {
  constexpr double kSmallShare = 0.7;
  Scene scene = target;
  scene.grid = random.chance(kSmallShare) ? kSmallReference : target.grid;
  scene.arrangement = Arrangement::Centre;
  do {
    scene.place = sample_place(random, options);
    scene.time = sample_time(random);
    scene.layout = random.below(kLayouts);
    scene.season = Season::Summer;
    scene.weather = Weather::Clear;
    scene.style = Style::Flat;
    scene.sign.reset();
    scene.sprites = {sprite};
  } while ((scene.place == target.place && scene.time == target.time) || shares_a_name(scene));
  scene.sprites = arrange({{sprite.object, sprite.colour}}, Arrangement::Centre, scene.grid);
  return scene;
}

Scene empty_place(const Scene& target) {
  Scene scene = target;
  scene.arrangement = Arrangement::Empty;
  scene.sprites.clear();
  scene.style = Style::Flat;
  scene.sign.reset();
  return scene;
}

bool are_alike(const Scene& scene) {
  return scene.sprites.size() > 1 && scene.sprites[0].object == scene.sprites[1].object;
}

// The scenes whose things can be told apart: at least one object, none alike.
Scene sample_target(Random& random, const SceneOptions& options) {
  Scene scene = sample_scene(random, options);
  // Whether a sign stands alone is decided once for a stream: asked again, it would stand alone for ever.
  SceneOptions without_signs = options;
  without_signs.signs = false;
  while (scene.sprites.empty() || are_alike(scene)) scene = sample_scene(random, without_signs);
  return scene;
}

// Pictures are given in any order.
void shuffle(ReferencedScene& scene, Random& random) {
  std::vector<std::int64_t> order;  // order[i]: where reference i goes
  for (std::size_t i = 0; i < scene.references.size(); ++i) {
    order.insert(order.begin() + random.below(static_cast<std::int64_t>(i) + 1),
                 static_cast<std::int64_t>(i));
  }
  std::vector<Scene> given(scene.references.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    given[static_cast<std::size_t>(order[i])] = scene.references[i];
  scene.references = std::move(given);
  for (std::int64_t& subject : scene.subjects) {
    if (subject >= 0) subject = order[static_cast<std::size_t>(subject)];
  }
  if (scene.place >= 0) scene.place = order[static_cast<std::size_t>(scene.place)];
}

}  // namespace

ReferencedScene sample_referenced_scene(Random& random, const SceneOptions& options) {
  constexpr double kPlaceShare = 0.25;    // take the place from a picture too
  constexpr double kSubjectShare = 0.85;  // of the subjects, when there are several
  ReferencedScene scene{{}, sample_target(random, options), {}, -1};
  for (const Sprite& sprite : scene.target.sprites) {
    const bool is_given = scene.target.sprites.size() == 1 || random.chance(kSubjectShare);
    scene.subjects.push_back(is_given ? static_cast<std::int64_t>(scene.references.size()) : -1);
    if (is_given) scene.references.push_back(alone(sprite, scene.target, random, options));
  }
  if (scene.references.empty() || random.chance(kPlaceShare)) {
    scene.place = static_cast<std::int64_t>(scene.references.size());
    scene.references.push_back(empty_place(scene.target));
  }
  shuffle(scene, random);
  return scene;
}

std::vector<Scene> sample_group(Random& random, const SceneOptions& options, std::int64_t count) {
  if (count < 2) {
    throw Error(ErrorCode::InvalidRequest,
                "references: a group of " + std::to_string(count) + ", expected at least 2", "count");
  }
  std::vector<Scene> group{sample_target(random, options)};
  const bool keeps_place = random.chance(0.4);
  // The first scene itself would do, so that another one is always found.
  while (static_cast<std::int64_t>(group.size()) < count) {
    Scene next = group.front();
    next.time = sample_time(random);
    if (!keeps_place) next.place = sample_place(random, options);
    if (options.seasons_and_weather) sample_season_and_weather(random, next);
    if (holds_held_out_pair(next) == options.held_out && !shares_a_name(next)) group.push_back(next);
  }
  return group;
}

std::string picture_name(std::int64_t number, Random& random) {
  if (number < 1 || number > kMostReferences) {
    throw Error(ErrorCode::Internal, "references: no picture has the number " + std::to_string(number));
  }
  const std::string digits = std::to_string(number);
  const std::string ordinal(kOrdinals.at(static_cast<std::size_t>(number - 1)));
  const std::vector<std::string> names = {"image " + digits, "picture " + digits, "@Image" + digits,
                                          "the " + ordinal + " image", "the " + ordinal + " picture"};
  return random.pick(names);
}

std::string words_of_references(const ReferencedScene& scene, Random& random, const SceneOptions& options) {
  static const std::vector<std::string> from = {" from ", " of ", " in "};
  static const std::vector<std::string> at_place = {"in the place of ", "in the place from ",
                                                    "in the scene of "};
  Naming naming;
  for (std::size_t i = 0; i < scene.subjects.size(); ++i) {
    naming.nouns.emplace_back();
    if (scene.subjects[i] < 0) continue;
    constexpr double kSubjectShare = 0.25;
    const std::string noun =
        random.chance(kSubjectShare) ? "subject" : object_of(scene.target.sprites[i]).name;
    naming.nouns.back() = "the " + noun + random.pick(from) + picture_name(scene.subjects[i] + 1, random);
  }
  if (scene.place >= 0) naming.place = random.pick(at_place) + picture_name(scene.place + 1, random);
  return caption(scene.target, random, options, naming);
}

std::vector<std::string> reference_words() {
  std::set<std::string> words = {"from", "of", "in", "the", "subject", "place", "scene", "image", "picture"};
  for (std::int64_t number = 1; number <= kMostReferences; ++number) {
    words.insert(std::to_string(number));
    words.insert("image" + std::to_string(number));  // @Image1
    words.emplace(kOrdinals.at(static_cast<std::size_t>(number - 1)));
  }
  return {words.begin(), words.end()};
}

}  // namespace reverie
