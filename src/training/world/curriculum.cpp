#include "training/world/curriculum.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/error.h"
#include "training/world/captions.h"
#include "training/world/objects.h"

namespace reverie {
namespace {

constexpr const char* kFirstLesson[] = {
    "cat",        "fox",     "owl",      "penguin", "crab",      "avocado",  "apple",   "banana",
    "strawberry", "pumpkin", "mushroom", "cactus",  "sunflower", "car",      "bus",     "sailboat",
    "rocket",     "house",   "tent",     "robot",   "snowman",   "umbrella", "balloon", "star"};

// clang-format off
// What the second lesson adds.
constexpr const char* kSecondLesson[] = {
    // animals
    "dog", "rabbit", "bear", "panda", "horse", "elephant", "lion", "tiger", "giraffe", "mouse", "dinosaur",
    "dragon", "unicorn", "wolf", "duck", "bird", "parrot", "turtle", "frog", "fish", "whale", "shark",
    "butterfly",
    // people
    "person", "man", "woman", "boy", "girl", "astronaut", "wizard", "witch", "ninja", "warrior",
    "superhero", "king", "princess", "chef", "police officer", "singer", "pop star", "ghost", "alien",
    // food
    "pineapple", "watermelon", "lemon", "pear", "peach", "bunch of grapes", "pair of cherries", "tomato",
    "carrot", "bread", "slice of pizza", "hamburger", "ice cream", "donut", "cake", "cup of coffee",
    "teapot",
    // nature
    "tree", "pine tree", "palm tree", "rose", "tulip", "hibiscus", "lotus", "bouquet", "potted plant",
    "mountain", "rock", "fire",
    // vehicles and buildings
    "bicycle", "train", "airplane", "ship", "fire truck", "motorcycle", "ufo", "castle", "lighthouse",
    "ancient temple",
    // household and tools
    "chair", "armchair", "sofa", "candle", "clock", "book", "stack of books", "gift", "camera", "laptop",
    "sword", "gear",
    // clothes, play, music
    "hat", "top hat", "crown", "dress", "glasses", "soccer ball", "teddy bear", "heart", "guitar",
    "saxophone", "microphone",
    // sky
    "sun", "full moon", "cloud", "rainbow", "planet",
};
// clang-format on

constexpr const char* kFirstPlaces[] = {"mountain lake", "beach",         "forest",  "desert",
                                        "city",          "snowy village", "meadow",  "sea",
                                        "space",         "garden",        "kitchen", "reading nook"};

std::int64_t place_index(std::string_view name) {
  const auto found =
      std::find_if(places().begin(), places().end(), [&](const Place& place) { return place.name == name; });
  if (found == places().end())
    throw Error(ErrorCode::Internal, "lesson: no place is called " + std::string(name));
  return found - places().begin();
}

}  // namespace

const std::vector<std::string>& lesson_names() {
  static const std::vector<std::string> names = {"first", "broad", "second", "wide", "all"};
  return names;
}

Lesson lesson_of(std::string_view name) {
  constexpr std::array<Lesson, 5> kLessons = {Lesson::First, Lesson::Broad, Lesson::Second, Lesson::Wide,
                                              Lesson::All};
  const auto& names = lesson_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw Error(ErrorCode::InvalidRequest,
                "lesson: expected first, broad, second, wide or all, got \"" + std::string(name) + "\"",
                "lesson");
  }
  return kLessons.at(static_cast<std::size_t>(found - names.begin()));
}

SceneOptions lesson_scenes(Lesson lesson) {
  SceneOptions scenes;
  const bool has_few_places = lesson == Lesson::First || lesson == Lesson::Broad;
  const bool has_few_objects = lesson == Lesson::First || lesson == Lesson::Second;
  scenes.seasons_and_weather = !has_few_places;
  scenes.styles = !has_few_places;
  scenes.signs = lesson == Lesson::All;
  scenes.sizes = lesson == Lesson::All;
  if (has_few_places) {
    for (const char* name : kFirstPlaces) scenes.places.push_back(place_index(name));
  }
  if (has_few_objects) {
    for (const char* name : kFirstLesson) scenes.objects.push_back(object_index(name));
  }
  if (lesson == Lesson::Second) {
    for (const char* name : kSecondLesson) scenes.objects.push_back(object_index(name));
  }
  return scenes;
}

SceneOptions network_scenes(Lesson lesson) {
  SceneOptions scenes = lesson_scenes(lesson);
  scenes.styles = false;
  return scenes;
}

std::vector<std::string> lesson_words(Lesson lesson) {
  const SceneOptions options = lesson_scenes(lesson);
  // Enough captions that a word left out is one hardly ever said: the more objects, the more are needed.
  constexpr std::uint64_t kLeast = 40'000;
  constexpr std::uint64_t kForEachObject = 500;
  const std::size_t shown = options.objects.empty() ? objects().size() : options.objects.size();
  const std::uint64_t captions = std::max(kLeast, kForEachObject * shown);
  std::set<std::string> words;
  for (std::uint64_t i = 0; i < captions; ++i) {
    Random random(1, i);
    const Scene scene = sample_scene(random, options);
    for (std::string& word : words_of(caption(scene, random, options))) words.insert(std::move(word));
  }
  return {words.begin(), words.end()};
}

}  // namespace reverie
