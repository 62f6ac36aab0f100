#include "training/world/curriculum.h"

#include <set>

#include "training/world/captions.h"
#include "training/world/objects.h"

namespace reverie {
namespace {

constexpr const char* kFirstLesson[] = {
    "cat",        "fox",     "owl",      "penguin", "crab",      "avocado",  "apple",   "banana",
    "strawberry", "pumpkin", "mushroom", "cactus",  "sunflower", "car",      "bus",     "sailboat",
    "rocket",     "house",   "tent",     "robot",   "snowman",   "umbrella", "balloon", "star"};

}  // namespace

std::vector<std::int64_t> lesson_objects(Lesson lesson) {
  std::vector<std::int64_t> indexes;
  if (lesson == Lesson::All) return indexes;
  for (const char* name : kFirstLesson) indexes.push_back(object_index(name));
  return indexes;
}

std::vector<std::string> lesson_words(Lesson lesson, SceneOptions options) {
  // Enough captions that a word left out is one hardly ever said.
  constexpr std::uint64_t kCaptions = 40'000;
  options.objects = lesson_objects(lesson);
  std::set<std::string> words;
  for (std::uint64_t i = 0; i < kCaptions; ++i) {
    Random random(1, i);
    const Scene scene = sample_scene(random, options);
    for (std::string& word : words_of(caption(scene, random, options))) words.insert(std::move(word));
  }
  return {words.begin(), words.end()};
}

}  // namespace reverie
