#include "training/world/example.h"

#include "training/world/captions.h"

namespace reverie {

Example sample_example(Random& random, const ExampleOptions& options) {
  SceneOptions scene = options.scene;
  const bool is_square = random.chance(0.5);
  if (is_square && scene.grid == Grid{0, 0}) scene.grid = {16, 16};
  return {{}, sample_scene(random, scene)};
}

std::string words_for(const Example& example, Random& random) {
  return caption(example.target, random);
}

}  // namespace reverie
