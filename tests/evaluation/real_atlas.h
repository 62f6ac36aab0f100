// The drawings as they are trained on, of the objects of the second lesson, made once a test program.
#pragma once

#include "training/world/atlas_build.h"
#include "training/world/curriculum.h"

namespace reverie::testing_atlas {

inline const Atlas& real_atlas() {
  static const Atlas atlas =
      draw_atlas(REVERIE_SOURCE_DIR "/assets/objects/noto.json", lesson_objects(Lesson::Second));
  return atlas;
}

}  // namespace reverie::testing_atlas
