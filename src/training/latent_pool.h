// training/latent_pool.h
//
// Scenes already drawn and encoded, waiting to be trained on. Encoding a scene costs about as much as
// training on it, so each is used several times, with other noise and other words, before a newer one
// replaces it.
//
// Scene number i is always the same scene, and after step n the pool holds the last `capacity` scenes
// up to a count that depends on n alone: a resumed run refills it with exactly what it held.
//
// Used by   train_transformer
// Proven by tests/training/latent_pool_test.cpp
#pragma once

#include <deque>

#include "models/flux2_autoencoder.h"
#include "training/world/compose.h"

namespace reverie {

struct PooledScene {
  Scene scene;
  Tensor tokens;  // [rows * columns, Z], packed and normalised, row by row
};

class LatentPool {
 public:
  // `autoencoder` and `compositor` must outlive the pool. Scenes are those of `seed`, drawn with `options`;
  // half of them are square where `options` leaves the grid open.
  LatentPool(const Flux2Autoencoder& autoencoder, Compositor& compositor, uint64_t seed, int64_t capacity,
             SceneOptions options = {});

  // Makes the pool hold scenes max(0, end - capacity) .. end - 1. Draws only what is missing.
  void advance_to(int64_t end);

  int64_t size() const { return static_cast<int64_t>(scenes_.size()); }
  const PooledScene& operator[](int64_t i) const { return scenes_[static_cast<std::size_t>(i)]; }

 private:
  void append(const std::vector<Scene>& scenes);

  const Flux2Autoencoder& autoencoder_;
  Compositor& compositor_;
  uint64_t seed_;
  int64_t capacity_;
  SceneOptions options_;
  int64_t end_ = 0;  // number of the next scene
  std::deque<PooledScene> scenes_;
};

}  // namespace reverie
