// tests/evaluation/seen_of.h
//
// A scene as a perfect reader sees it.
#pragma once

#include "evaluation/scene_reader.h"

namespace reverie::testing_scenes {

inline SeenScene seen_of(const Scene& scene) {
  SeenScene seen{scene.place, setting_of(scene), {}};
  for (const Sprite& sprite : scene.sprites) {
    seen.objects.push_back({sprite.object,
                            {sprite.colour},
                            static_cast<double>(sprite.row),
                            static_cast<double>(sprite.column),
                            1});
  }
  return seen;
}

}  // namespace reverie::testing_scenes
