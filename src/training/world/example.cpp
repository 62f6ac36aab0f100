#include "training/world/example.h"

#include <algorithm>
#include <set>

#include "training/world/captions.h"

namespace reverie {
namespace {

Example edited(Random& random, const SceneOptions& scenes) {
  const Edit edit = sample_edit(random, scenes);
  return {{edit.before}, edit.after, edit};
}

Example referenced(Random& random, const SceneOptions& scenes) {
  const ReferencedScene scene = sample_referenced_scene(random, scenes);
  return {scene.references, scene.target, scene};
}

// A later picture of a group, drawn beside the first one.
Example continued(Random& random, const SceneOptions& scenes) {
  const std::vector<Scene> group = sample_group(random, scenes, 2);
  return {{group.front()}, group.back()};
}

// Of things as large as usual: nothing finds others on a given picture.
Example with_references(Random& random, SceneOptions scenes) {
  scenes.sizes = false;
  constexpr double kEdits = 0.6, kReferenced = 0.3;
  const double kind = random.uniform();
  if (kind < kEdits) return edited(random, scenes);
  return kind < kEdits + kReferenced ? referenced(random, scenes) : continued(random, scenes);
}

}  // namespace

Example sample_example(Random& random, const ExampleOptions& options) {
  constexpr double kSquareShare = 0.5, kReferencesShare = 0.5;
  SceneOptions scenes = options.scene;
  const bool is_square = random.chance(kSquareShare);
  if (is_square && scenes.grid == Grid{0, 0}) scenes.grid = {16, 16};
  Example example = options.references && random.chance(kReferencesShare)
                        ? with_references(random, scenes)
                        : Example{{}, sample_scene(random, scenes)};
  example.says_seasons = scenes.seasons_and_weather;
  return example;
}

std::vector<std::string> example_words(Lesson lesson, bool references) {
  std::set<std::string> words;
  const auto add = [&](const std::vector<std::string>& more) { words.insert(more.begin(), more.end()); };
  add(lesson_words(lesson));
  if (references) {
    add(instruction_words());
    add(reference_words());
  }
  return {words.begin(), words.end()};
}

std::string words_for(const Example& example, Random& random) {
  const SceneOptions said{.seasons_and_weather = example.says_seasons};
  if (const auto* edit = std::get_if<Edit>(&example.task)) return instruction(*edit, random);
  if (const auto* scene = std::get_if<ReferencedScene>(&example.task)) {
    return words_of_references(*scene, random, said);
  }
  return caption(example.target, random, said);
}

}  // namespace reverie
