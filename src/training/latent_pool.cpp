#include "training/latent_pool.h"

#include <torch/utils.h>
#include <algorithm>

#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/reference_view.h"
#include "training/world_things.h"

namespace reverie {
namespace {

constexpr std::size_t kBatch = 16;  // of pictures encoded together

}  // namespace

LatentPool::LatentPool(const Flux2Autoencoder& autoencoder, Compositor& compositor, uint64_t seed,
                       int64_t capacity, ExampleOptions options, ExampleSampler sample, bool prepares)
    : autoencoder_(autoencoder),
      compositor_(compositor),
      seed_(seed),
      capacity_(capacity),
      options_(std::move(options)),
      sample_(std::move(sample)),
      prepares_(prepares) {
  if (compositor.glyphs()) letters_ = compositor.glyphs()->smaller(kShippedLettersShrunk);
}

void LatentPool::advance_to(int64_t end) {
  end_ = std::max(end_, end - capacity_);
  std::vector<Example> examples;
  for (; end_ < end; ++end_) {
    Random random(seed_, static_cast<uint64_t>(end_));
    examples.push_back(sample_(random, options_));
    if (examples.size() == kBatch) append(std::exchange(examples, {}));
  }
  append(examples);
  while (size() > capacity_) examples_.pop_front();
}

std::vector<int64_t> LatentPool::alike(const ExampleShape& shape, bool any_target) const {
  std::vector<int64_t> places;
  for (int64_t i = 0; i < size(); ++i) {
    const ExampleShape& other = (*this)[i].shape;
    if (any_target ? other.references == shape.references : other == shape) places.push_back(i);
  }
  return places;
}

void LatentPool::append(const std::vector<Example>& examples) {
  std::vector<Scene> targets;
  std::vector<Scene> references;
  for (const Example& example : examples) {
    targets.push_back(example.target);
    references.insert(references.end(), example.references.begin(), example.references.end());
  }
  const std::vector<Tensor> target_tokens = encode(targets, As::Target);
  const std::vector<Tensor> reference_tokens = encode(references, As::Reference);
  std::size_t next = 0;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    PooledExample pooled{examples[i], {examples[i].target.grid, {}}, target_tokens[i], {}};
    for (const Scene& reference : examples[i].references) {
      pooled.shape.references.push_back(reference_grid(reference.grid));
      pooled.reference_tokens.push_back(reference_tokens[next++]);
    }
    if (prepares_) {
      for (const auto& [picture, frame, by_day] :
           draw_world_things(examples[i].target, compositor_, kMiniCoarsePxPerToken))
        pooled.drawn.push_back({encode_picture(picture), frame.grid, frame.slot});
      pooled.scenery = draw_world_scenery(examples[i], letters_ ? &*letters_ : nullptr, compositor_,
                                          kMiniCoarsePxPerToken);
      if (pooled.scenery) {
        pooled.scenery_tokens = encode_picture(std::exchange(pooled.scenery->picture, Tensor()));
        pooled.lit = lit_things(examples[i].target, pooled.scenery->atmosphere);
      }
    }
    examples_.push_back(std::move(pooled));
  }
}

std::vector<LitThings> LatentPool::lit_things(const Scene& target, const Atmosphere& atmosphere) {
  std::vector<LitThings> things;
  if (!atmosphere.on_things) return things;
  const Surroundings surroundings =
      surroundings_in(atmosphere, target.layout, target.grid, kMiniCoarsePxPerToken);
  for (const auto& [picture, frame, by_day] :
       draw_world_things(target, compositor_, kMiniCoarsePxPerToken, surroundings))
    things.push_back({{encode_picture(picture), frame.grid, frame.slot}, by_day});
  return things;
}

std::vector<Tensor> LatentPool::encode(const std::vector<Scene>& scenes, As as) {
  std::vector<Tensor> tokens(scenes.size());
  for (std::size_t first = 0; first < scenes.size(); ++first) {
    if (tokens[first].defined()) continue;
    std::vector<std::size_t> places;
    std::vector<Scene> batch;
    for (std::size_t i = first; i < scenes.size() && batch.size() < kBatch; ++i) {
      if (tokens[i].defined() || scenes[i].grid != scenes[first].grid) continue;
      places.push_back(i);
      batch.push_back(scenes[i]);
    }
    const Tensor rows = encode_alike(batch, as);
    for (std::size_t i = 0; i < places.size(); ++i) tokens[places[i]] = rows[static_cast<int64_t>(i)];
  }
  return tokens;
}

Tensor LatentPool::encode_alike(const std::vector<Scene>& scenes, As as) {
  const torch::NoGradGuard no_grad;
  Tensor pictures = compositor_.render_batch(scenes, kMiniCoarsePxPerToken) * 2 - 1;
  if (as == As::Reference) pictures = reference_view(pictures, scenes.front().grid, kMiniCoarsePxPerToken);
  const Tensor packed = autoencoder_.pack(encode_coarse(autoencoder_, pictures, kMiniCoarseLevels));
  return packed.flatten(2).transpose(1, 2).contiguous();
}

Tensor LatentPool::encode_picture(const Tensor& picture) {
  const torch::NoGradGuard no_grad;
  const Tensor one = (picture * 2 - 1).unsqueeze(0).to(compositor_.device());
  const Tensor packed = autoencoder_.pack(encode_coarse(autoencoder_, one, kMiniCoarseLevels));
  return packed[0].flatten(1).transpose(0, 1).contiguous();
}

}  // namespace reverie
