// training/autoencoder_scenes.h
//
// The scenes that encoder and decoder learn from: the whole world, things of every size and signs among them.
// Styles are drawn over finished pictures, so a picture in one is only ever given, never drawn by a
// transformer: one scene in twelve has one, not one in three.
//
// Used by   train_autoencoder, train_decoder
// Proven by tests/training/autoencoder_scenes_test.cpp
#pragma once

#include "training/world/scene.h"

namespace reverie {

// What scene number `index` is sampled with.
inline SceneOptions autoencoder_scene(int64_t index, bool held_out, bool signs) {
  constexpr int64_t kStylesEvery = 4;  // a third of these has one
  return {.grid = held_out ? Grid{16, 16} : Grid{},
          .held_out = held_out,
          .seasons_and_weather = true,
          .styles = index % kStylesEvery == 0,
          .signs = signs,
          .sizes = true};
}

}  // namespace reverie
