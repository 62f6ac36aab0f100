#include "training/velocity_loss.h"

#include <torch/utils.h>
#include <array>

#include "sampling/flow_match_euler.h"
#include "sampling/noise.h"

namespace reverie {
namespace {

constexpr int64_t kUsualTokens = 256;  // of a 1K picture, for which noise levels are spread
constexpr std::array kValidationSigmas{1.0F, 0.75F, 0.5F, 0.25F};

}  // namespace

Conditioning condition_on(const MiniNetworks& networks, const TrainingBatch& batch) {
  Conditioning conditioning;
  conditioning.text = networks.embed(batch.prompts);
  conditioning.image_ids = batch.image_ids;
  if (batch.reference_tokens.defined()) {
    conditioning.reused_references =
        networks.transformer().encode_references(batch.reference_tokens, batch.reference_ids);
  }
  if (batch.prompts.pictures.defined()) {
    conditioning.named_things =
        networks.transformer().encode_references(batch.prompts.pictures, batch.prompts.picture_ids);
  }
  return conditioning;
}

Tensor predict_velocity(const Flux2Transformer& transformer, const Tensor& x, const Tensor& sigma,
                        const Conditioning& conditioning) {
  Flux2Transformer::Input in;
  in.latents = x;
  in.text = conditioning.text;
  in.sigma = sigma;
  in.image_ids = conditioning.image_ids;
  in.text_ids = text_position_ids(conditioning.text.size(1)).to(x.device());
  const ReferenceCache references = joined(conditioning.reused_references, conditioning.named_things);
  if (!references.empty()) in.references = &references;
  return transformer.forward(in);
}

Tensor draw_sigmas(Random& random, int64_t count, torch::Device device) {
  const double mu = empirical_mu(kUsualTokens, kMiniSteps);
  std::vector<float> drawn;
  for (int64_t i = 0; i < count; ++i) {
    const double even = 1 - random.uniform();  // 0 is never drawn
    drawn.push_back(static_cast<float>(random.chance(0.5) ? shift_sigma(even, mu) : even));
  }
  return torch::tensor(drawn).to(device);
}

Tensor weighted_mean_square(const Tensor& errors, const Tensor& weights) {
  return (errors.square().mean(-1) * weights).mean();
}

Tensor velocity_loss(const MiniNetworks& networks, const TrainingBatch& batch, const Tensor& sigma,
                     const Tensor& noise) {
  const Tensor level = sigma.view({-1, 1, 1});
  const Tensor noisy = (1 - level) * batch.latents + level * noise;
  const Tensor velocity =
      predict_velocity(networks.transformer(), noisy, sigma, condition_on(networks, batch));
  return weighted_mean_square(velocity - (noise - batch.latents), batch.weights);
}

Json validation_losses(const MiniNetworks& networks, const LatentPool& held_out, const PromptReader& reader,
                       uint64_t seed, torch::Device device) {
  const torch::NoGradGuard no_grad;
  Json losses;
  for (const float sigma : kValidationSigmas) {
    double sum = 0;
    for (int64_t i = 0; i < held_out.size(); ++i) {
      Random random(seed + 78, static_cast<uint64_t>(i));
      const TrainingBatch one =
          batch_of_one(held_out[i], words_for(held_out[i].example, random), reader, device);
      const Tensor noise = gaussian_noise(seed, static_cast<uint64_t>(i), one.latents.sizes()).to(device);
      sum +=
          velocity_loss(networks, one, torch::full({1}, sigma, one.latents.options()), noise).item<double>();
    }
    losses.push_back(sum / static_cast<double>(held_out.size()));
  }
  return losses;
}

}  // namespace reverie
