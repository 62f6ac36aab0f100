#include "training/training_batches.h"

#include <torch/utils.h>
#include <algorithm>
#include <optional>

#include "core/error.h"
#include "models/flux2_transformer.h"
#include "training/mini_config.h"
#include "training/world_book.h"

namespace reverie {
namespace {

// How much each token of a scene matters, relative to the others: [rows * columns]. A place fills most of a
// picture and is learned long before the objects that stand in it.
Tensor token_weights(const Scene& scene) {
  constexpr double kObjectWeight = 3;
  const Tensor weights = torch::ones({scene.grid.rows, scene.grid.columns});
  for (const Sprite& sprite : scene.sprites) {
    weights.narrow(0, sprite.row, sprite.tokens).narrow(1, sprite.column, sprite.tokens).fill_(kObjectWeight);
  }
  if (const auto& sign = scene.sign)
    weights.narrow(0, sign->row, sign->rows).narrow(1, sign->column, sign->columns).fill_(kObjectWeight);
  return weights.flatten();
}

// Words of at most `length` tokens; nothing if the example hardly ever takes so few.
std::optional<std::string> fitting_words(const Example& example, const PromptReader& reader, Random& random,
                                         int64_t length) {
  for (int tries = 0; tries < 10; ++tries) {
    std::string words = words_for(example, random);
    if (reader.fits(words, length)) return words;
  }
  return std::nullopt;
}

// The next longer padding; nothing after the longest.
std::optional<int64_t> longer_than(int64_t length) {
  const auto found = std::upper_bound(kMiniTextLengths.begin(), kMiniTextLengths.end(), length);
  return found == kMiniTextLengths.end() ? std::nullopt : std::optional(*found);
}

Tensor reference_ids(const std::vector<Grid>& grids) {
  std::vector<Tensor> ids;
  for (std::size_t i = 0; i < grids.size(); ++i) {
    ids.push_back(image_position_ids(grids[i].rows, grids[i].columns, reference_t(static_cast<int64_t>(i))));
  }
  return torch::cat(ids);
}

// Collects examples of one shape, one after the other.
class BatchBuilder {
 public:
  BatchBuilder(const BatchOptions& options, const PromptReader& reader, torch::Device device)
      : options_(options), reader_(reader), device_(device) {}

  void add(const PooledExample& pooled, std::string words, Shown shown = Shown::All) {
    const Scene& target = pooled.example.target;
    const Tensor ids = image_position_ids(target.grid.rows, target.grid.columns, 0);
    const Tensor importance = token_weights(target);
    if (options_.tokens_per_scene == 0) {
      latents_.push_back(pooled.tokens);
      image_ids_.push_back(ids);
      weights_.push_back(importance / importance.mean());
    } else {
      const Tensor kept = torch::multinomial(importance, options_.tokens_per_scene, false);
      latents_.push_back(pooled.tokens.index_select(0, kept.to(device_)));
      image_ids_.push_back(ids.index_select(0, kept));
      weights_.push_back(torch::ones({options_.tokens_per_scene}));  // the choice has weighed them already
    }
    if (!pooled.reference_tokens.empty()) references_.push_back(torch::cat(pooled.reference_tokens));
    if (reader_.book()) {
      pictures_.push_back(pictures_for(*reader_.book(), pooled.example, words, shown));
      const bool names_things = names_all(*reader_.book(), target, words);
      const bool is_lit = shows_scenery(pooled, words, shown);
      if (is_lit) pictures_.back().scenery = {pooled.scenery_tokens, target.grid};
      if (is_lit && !pooled.lit.empty()) {
        light_things(pooled.lit, names_things, pictures_.back());
      } else if (names_things) {
        pictures_.back().drawn = pooled.drawn;
      }
    }
    words_.push_back(std::move(words));
  }

  int64_t size() const { return static_cast<int64_t>(words_.size()); }

  TrainingBatch finish(const ExampleShape& shape, int64_t length) const {
    TrainingBatch batch;
    batch.latents = torch::stack(latents_);
    batch.image_ids = torch::stack(image_ids_).to(device_);
    batch.prompts = reader_.read(words_, length);
    reader_.show(batch.prompts, pictures_);
    batch.weights = torch::stack(weights_).to(device_);
    if (!references_.empty()) {
      batch.reference_tokens = torch::stack(references_);
      batch.reference_ids = reference_ids(shape.references).to(device_);
    }
    return batch;
  }

 private:
  bool shows_scenery(const PooledExample& pooled, const std::string& words, Shown shown) const {
    const std::optional<WorldScenery>& scenery = pooled.scenery;
    const bool sees_setting = shown == Shown::All && std::holds_alternative<Edit>(pooled.example.task) &&
                              scenery && !scenery->is_given;
    if (!scenery || !is_asked_for(*scenery, *reader_.book(), words, sees_setting)) return false;
    return scenery->is_given || pictures_.back().backdrop;
  }

  // Shows what stands there as it looks in its light, and of what no book has by day either that which the
  // words name.
  static void light_things(const std::vector<LitThings>& lit, bool names_things, LookedUp& shown) {
    for (const auto& [picture, by_day] : lit) {
      const auto stands_there = [&](const PlacedPicture& one) { return !one.goes && one.slot == by_day; };
      const bool is_shown = by_day ? std::erase_if(shown.things, stands_there) > 0 : names_things;
      if (is_shown) shown.drawn.push_back(picture);
    }
  }

  BatchOptions options_;
  const PromptReader& reader_;
  torch::Device device_;
  std::vector<Tensor> latents_, image_ids_, weights_, references_;
  std::vector<std::string> words_;
  std::vector<LookedUp> pictures_;
};

// Nothing if the examples of the shape that is chosen hardly ever take as few words as can be read: those
// with a sign whose letters are tokens of their own.
std::optional<TrainingBatch> draw_batch_of_one_shape(const LatentPool& pool, const PromptReader& reader,
                                                     const BatchOptions& options, Random& random,
                                                     torch::Device device) {
  constexpr int kMisses = 20;
  int64_t length = kMiniTextLengths[random.chance(0.75) ? 0 : 1];
  const ExampleShape& shape = pool[random.below(pool.size())].shape;
  const std::vector<int64_t> alike = pool.alike(shape, options.tokens_per_scene > 0);
  BatchBuilder builder(options, reader, device);
  const bool has_words = !random.chance(options.share_without_words);
  const Shown shown = random.chance(options.share_unrecognised) ? Shown::Changes : Shown::All;
  int misses = 0;
  while (builder.size() < options.size) {
    const PooledExample& pooled = pool[random.pick(alike)];
    const auto words = fitting_words(pooled.example, reader, random, length);
    if (words) {
      builder.add(pooled, has_words ? *words : "", shown);
    } else if (++misses == kMisses) {
      const std::optional<int64_t> longer = longer_than(length);
      if (!longer) return std::nullopt;
      length = *longer;
      misses = 0;
    }
  }
  return builder.finish(shape, length);
}

}  // namespace

TrainingBatch draw_batch(const LatentPool& pool, const PromptReader& reader, const BatchOptions& options,
                         Random& random, torch::Device device) {
  constexpr int kShapes = 50;
  for (int i = 0; i < kShapes; ++i) {
    if (auto batch = draw_batch_of_one_shape(pool, reader, options, random, device)) return std::move(*batch);
  }
  throw Error(ErrorCode::Internal, "training_batches: expected words of at most " +
                                       std::to_string(kMiniTextLengths.back()) +
                                       " tokens, got longer ones again and again");
}

TrainingBatch batch_of_one(const PooledExample& example, const std::string& words, const PromptReader& reader,
                           torch::Device device) {
  BatchBuilder builder({.size = 1}, reader, device);
  builder.add(example, words);
  TrainingBatch batch = builder.finish(example.shape, kMiniTextLengths.back());
  batch.weights.fill_(1);
  return batch;
}

}  // namespace reverie
