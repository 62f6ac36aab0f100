// The loss with references: the gradient goes through them, and examples do not mix.
#include "training/velocity_loss.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "training/tiny_mini.h"

namespace reverie {
namespace {

class VelocityLoss : public testing::Test {
 protected:
  // Some with two references.
  TrainingBatch batch_with_references() const {
    for (uint64_t n = 0; n < 50; ++n) {
      Random random(9, n);
      TrainingBatch batch = draw_batch(tiny_pool_.pool, mini_.reader, {.size = 3}, random, torch::kCPU);
      if (batch.reference_tokens.defined() && batch.reference_tokens.size(1) > 100) return batch;
    }
    throw std::runtime_error("no batch with two references");
  }

  static TrainingBatch row(const TrainingBatch& batch, int64_t b) {
    TrainingBatch one;
    one.latents = batch.latents.narrow(0, b, 1);
    one.image_ids = batch.image_ids.narrow(0, b, 1);
    one.prompts = {batch.prompts.ids.narrow(0, b, 1), batch.prompts.lengths.narrow(0, b, 1)};
    one.weights = batch.weights.narrow(0, b, 1);
    one.reference_tokens = batch.reference_tokens.narrow(0, b, 1);
    one.reference_ids = batch.reference_ids;
    return one;
  }

  TinyMini mini_{1};
  TinyPool tiny_pool_{16};
  const Tensor sigma_ = torch::tensor({0.9F, 0.5F, 0.2F});
};

TEST_F(VelocityLoss, SendsAGradientBackThroughTheReferences) {
  TrainingBatch batch = batch_with_references();
  const Tensor noise = torch::randn_like(batch.latents);
  batch.reference_tokens.set_requires_grad(true);
  velocity_loss(mini_.networks, batch, sigma_, noise).backward();
  const Tensor gradient = batch.reference_tokens.grad().abs().amax(-1);  // [B, R]
  EXPECT_TRUE((gradient > 0).all().item<bool>()) << "every token of every reference counts";

  // And into the weights: without it the gradient is another.
  const auto weight_gradient = [&](bool through_references) {
    for (const auto& [name, tensor] : mini_.networks.named()) Tensor(tensor).mutable_grad() = Tensor();
    Conditioning conditioning = condition_on(mini_.networks, batch);
    if (!through_references) {
      for (KeysValues& block : conditioning.reused_references)
        block = {block.keys.detach(), block.values.detach()};
    }
    predict_velocity(mini_.networks.transformer(), batch.latents, sigma_, conditioning)
        .square()
        .mean()
        .backward();
    for (const auto& [name, tensor] : mini_.networks.named()) {
      if (name == "transformer.x_embedder.weight") return tensor.grad().clone();
    }
    throw std::runtime_error("no x_embedder");
  };
  const Tensor with = weight_gradient(true), without = weight_gradient(false);
  EXPECT_GT((with - without).norm().item<double>(), 1e-3 * with.norm().item<double>());
}

TEST_F(VelocityLoss, OfABatchIsTheMeanOfItsExamplesOneByOne) {
  const torch::NoGradGuard no_grad;
  const TrainingBatch batch = batch_with_references();
  torch::manual_seed(4);
  const Tensor noise = torch::randn_like(batch.latents);
  double sum = 0;
  std::vector<double> singles;
  for (int64_t b = 0; b < batch.size(); ++b) {
    singles.push_back(
        velocity_loss(mini_.networks, row(batch, b), sigma_.narrow(0, b, 1), noise.narrow(0, b, 1))
            .item<double>());
    sum += singles.back();
  }
  const double together = velocity_loss(mini_.networks, batch, sigma_, noise).item<double>();
  EXPECT_NEAR(together, sum / static_cast<double>(batch.size()), 1e-5 * together);

  // Sabotage: with each other's references it is another loss.
  TrainingBatch mixed = batch;
  mixed.reference_tokens = batch.reference_tokens.roll(1, 0);
  const double wrong = velocity_loss(mini_.networks, mixed, sigma_, noise).item<double>();
  EXPECT_GT(std::abs(wrong - together), 1e-4 * together);
}

TEST_F(VelocityLoss, DrawsNoiseLevelsAboveZeroAndHalfOfThemNearTheTop) {
  Random random(1, 1);
  const Tensor sigmas = draw_sigmas(random, 2000, torch::kCPU);
  EXPECT_GT(sigmas.min().item<double>(), 0);
  EXPECT_LE(sigmas.max().item<double>(), 1);
  // Even levels have a quarter above 0.75; those of the schedule about two thirds.
  const double high = (sigmas > 0.75).to(torch::kFloat32).mean().item<double>();
  EXPECT_GT(high, 0.35);
  EXPECT_LT(high, 0.6);
}

TEST_F(VelocityLoss, IsMeasuredAtFourNoiseLevelsOnWhatWasHeldBack) {
  const TinyPool few(2);
  const Json losses = validation_losses(mini_.networks, few.pool, mini_.reader, 1, torch::kCPU);
  ASSERT_EQ(losses.size(), 4U);
  EXPECT_EQ(losses, validation_losses(mini_.networks, few.pool, mini_.reader, 1, torch::kCPU));
  for (const Json& loss : losses) EXPECT_GT(loss.get<double>(), 0);
}

}  // namespace
}  // namespace reverie
