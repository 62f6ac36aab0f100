#include "training/latent_pool.h"

#include <torch/utils.h>
#include <algorithm>

#include "training/coarse_levels.h"
#include "training/mini_config.h"

namespace reverie {
namespace {

constexpr int64_t kBatch = 16;
constexpr int64_t kCoarsePxPerToken = 64 >> kMiniCoarseLevels;

}  // namespace

LatentPool::LatentPool(const Flux2Autoencoder& autoencoder, Compositor& compositor, uint64_t seed,
                       int64_t capacity, SceneOptions options)
    : autoencoder_(autoencoder),
      compositor_(compositor),
      seed_(seed),
      capacity_(capacity),
      options_(std::move(options)) {}

void LatentPool::advance_to(int64_t end) {
  end_ = std::max(end_, end - capacity_);
  std::vector<Scene> scenes;
  for (; end_ < end; ++end_) {
    Random random(seed_, static_cast<uint64_t>(end_));
    SceneOptions options = options_;
    const bool square = random.chance(0.5);
    if (square && options.grid == Grid{0, 0}) options.grid = {16, 16};
    scenes.push_back(sample_scene(random, options));
  }
  for (std::size_t begin = 0; begin < scenes.size(); begin += kBatch) {
    const std::size_t stop = std::min(scenes.size(), begin + kBatch);
    append({scenes.begin() + static_cast<std::ptrdiff_t>(begin),
            scenes.begin() + static_cast<std::ptrdiff_t>(stop)});
  }
  while (size() > capacity_) scenes_.pop_front();
}

// Scenes of one grid are encoded together; their order in the pool stays the order of their numbers.
void LatentPool::append(const std::vector<Scene>& scenes) {
  const torch::NoGradGuard no_grad;
  std::vector<Tensor> tokens(scenes.size());
  for (std::size_t first = 0; first < scenes.size(); ++first) {
    if (tokens[first].defined()) continue;
    std::vector<std::size_t> alike;
    std::vector<Scene> batch;
    for (std::size_t i = first; i < scenes.size(); ++i) {
      if (scenes[i].grid != scenes[first].grid) continue;
      alike.push_back(i);
      batch.push_back(scenes[i]);
    }
    const Tensor pictures = compositor_.render_batch(batch, kCoarsePxPerToken) * 2 - 1;
    const Tensor packed = autoencoder_.pack(encode_coarse(autoencoder_, pictures, kMiniCoarseLevels));
    const Tensor rows = packed.flatten(2).transpose(1, 2).contiguous();  // [B, tokens, Z]
    for (std::size_t i = 0; i < alike.size(); ++i) tokens[alike[i]] = rows[static_cast<int64_t>(i)];
  }
  for (std::size_t i = 0; i < scenes.size(); ++i) scenes_.push_back({scenes[i], tokens[i]});
}

}  // namespace reverie
