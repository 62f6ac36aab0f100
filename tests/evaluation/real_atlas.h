// The drawings as they are trained on, made once a test program.
#pragma once

#include "training/world/atlas_build.h"

namespace reverie::testing_atlas {

inline const Atlas& real_atlas() {
  static const Atlas atlas = draw_atlas(REVERIE_SOURCE_DIR "/assets/objects/noto.json");
  return atlas;
}

}  // namespace reverie::testing_atlas
