// The drawings as they are trained on, of the objects of the second lesson, made once a test program.
#pragma once

#include "training/world/atlas_build.h"
#include "training/world/curriculum.h"

namespace reverie::testing_atlas {

// The first lesson in square pictures.
inline SceneOptions first_lesson() {
  SceneOptions scenes = lesson_scenes(Lesson::First);
  scenes.grid = {16, 16};
  return scenes;
}

inline const Atlas& real_atlas() {
  static const Atlas atlas =
      draw_atlas(REVERIE_SOURCE_DIR "/assets/objects/noto.json", lesson_scenes(Lesson::Second).objects);
  return atlas;
}

}  // namespace reverie::testing_atlas
