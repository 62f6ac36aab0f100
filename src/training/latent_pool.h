// training/latent_pool.h
//
// Examples already drawn and encoded, waiting to be trained on. Encoding a scene costs about as much as
// training on it, so each is used several times, with other noise and other words, before a newer one
// replaces it.
//
// Example number i is always the same, and after step n the pool holds the last `capacity` of them up to a
// count that depends on n alone: a resumed run refills it with exactly what it held.
//
// Used by   train_transformer, train_distilled
// Proven by tests/training/latent_pool_test.cpp
#pragma once

#include <deque>

#include "models/flux2_autoencoder.h"
#include "training/world/compose.h"
#include "training/world/example.h"
#include "training/world_scenery.h"

namespace reverie {

// Examples of one shape fit in one batch.
struct ExampleShape {
  Grid target;
  std::vector<Grid> references;
  bool operator==(const ExampleShape&) const = default;
};

// Things as they look in another light than a clear day's.
struct LitThings {
  PreparedPicture picture;
  std::optional<Slot> by_day;  // as WorldThings has it
};

struct PooledExample {
  Example example;
  ExampleShape shape;                        // references as reference_view.h cuts them
  Tensor tokens;                             // [rows * columns, Z], packed and normalised, row by row
  std::vector<Tensor> reference_tokens;      // likewise, one for each reference
  std::optional<WorldScenery> scenery = {};  // what its place is shown as, if not as the book has it
  Tensor scenery_tokens = {};                // likewise, of that
  std::vector<PreparedPicture> drawn = {};   // those of its things that no book has as they are, by day
  std::vector<LitThings> lit = {};  // and all of them in the light of its scenery, where that has one
};

class LatentPool {
 public:
  // `autoencoder` and `compositor` must outlive the pool. Examples are those of `seed`, drawn with `options`
  // by `sample`. With `prepares` they have what is prepared for them too, as a model with a picture book is
  // shown it.
  LatentPool(const Flux2Autoencoder& autoencoder, Compositor& compositor, uint64_t seed, int64_t capacity,
             ExampleOptions options = {}, ExampleSampler sample = sample_example, bool prepares = false);

  // Makes the pool hold examples max(0, end - capacity) .. end - 1. Draws only what is missing.
  void advance_to(int64_t end);

  int64_t size() const { return static_cast<int64_t>(examples_.size()); }
  const PooledExample& operator[](int64_t i) const { return examples_[static_cast<std::size_t>(i)]; }

  // The places in the pool of all examples of this shape; `any_target` lets the targets' grids differ.
  std::vector<int64_t> alike(const ExampleShape& shape, bool any_target) const;

 private:
  enum class As { Target, Reference };

  void append(const std::vector<Example>& examples);
  // One [tokens, Z] for each scene, in their order.
  std::vector<Tensor> encode(const std::vector<Scene>& scenes, As as);
  Tensor encode_alike(const std::vector<Scene>& scenes, As as);  // of one grid: [B, tokens, Z]
  Tensor encode_picture(const Tensor& picture);                  // [3, h, w], 0 to 1 -> [tokens, Z]
  std::vector<LitThings> lit_things(const Scene& target, const Atmosphere& atmosphere);

  const Flux2Autoencoder& autoencoder_;
  Compositor& compositor_;
  uint64_t seed_;
  int64_t capacity_;
  ExampleOptions options_;
  ExampleSampler sample_;
  bool prepares_;
  std::optional<Glyphs> letters_;  // as small as a model ships them
  int64_t end_ = 0;                // number of the next example
  std::deque<PooledExample> examples_;
};

}  // namespace reverie
