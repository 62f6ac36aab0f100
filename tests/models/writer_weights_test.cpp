// tests/models/writer_weights_test.cpp
//
// A text encoder continued by layers of another source: one language model, whose lower part stays as it was.

#include "models/writer_weights.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "models/qwen3_text_encoder.h"

namespace reverie {
namespace {

Qwen3Config config_of(int64_t layers) {
  return {.vocab_size = 40,
          .hidden_size = 16,
          .intermediate_size = 24,
          .num_hidden_layers = layers,
          .num_attention_heads = 2,
          .num_key_value_heads = 1,
          .head_dim = 8,
          .rms_norm_eps = 1e-6,
          .rope_theta = 10000,
          .tie_word_embeddings = false};
}

// Weights as a checkpoint gives them: fixed, without gradient.
class FixedWeights final : public WeightSource {
 public:
  torch::Tensor take(const std::string& name, at::IntArrayRef shape, Init init) override {
    return source_.take(name, shape, init).detach();
  }
  bool has(const std::string&) const override { return true; }
  const NamedTensors& named() const { return source_.named(); }

 private:
  TrainableWeights source_{1, std::nullopt, torch::kCPU};
};

class WriterWeightsTest : public testing::Test {
 protected:
  std::shared_ptr<FixedWeights> lower_ = std::make_shared<FixedWeights>();
  std::shared_ptr<TrainableWeights> upper_ = std::make_shared<TrainableWeights>(2, std::nullopt, torch::kCPU);
  Qwen3TextEncoder encoder_{Weights(lower_), config_of(2), 2};
  Qwen3TextEncoder writer_{Weights(std::make_shared<WriterWeights>(lower_, upper_, 2)), config_of(4), 4,
                           true};
  Tensor ids_ = torch::arange(20).view({2, 10});
  Tensor lengths_ = torch::tensor({int64_t{10}, int64_t{10}});
};

TEST_F(WriterWeightsTest, TheLowerLayersAreTheTextEncodersOwn) {
  // Hidden states 0 and 1; state 2 of the encoder has passed its norm, that of the writer has not.
  EXPECT_TRUE(torch::equal(encoder_.prompt_embeds(ids_, lengths_, {0, 1}),
                           writer_.prompt_embeds(ids_, lengths_, {0, 1})));
  EXPECT_FALSE(
      torch::equal(encoder_.prompt_embeds(ids_, lengths_, {2}), writer_.prompt_embeds(ids_, lengths_, {2})));
}

TEST_F(WriterWeightsTest, TheUpperSourceGetsTheLaterLayersTheNormAndTheHead) {
  for (const auto& [name, tensor] : upper_->named()) {
    const bool is_later = name.starts_with("model.layers.2.") || name.starts_with("model.layers.3.");
    EXPECT_TRUE(is_later || name == "model.norm.weight" || name == "lm_head.weight") << name;
  }
  EXPECT_FALSE(upper_->named().empty());
}

TEST_F(WriterWeightsTest, GradientsReachTheUpperPartAndNothingIsKeptForTheLower) {
  const Tensor logits = writer_.logits(ids_, nullptr);
  at::cross_entropy_loss(logits.flatten(0, 1), ids_.flatten()).backward();
  for (const auto& [name, tensor] : upper_->named()) {
    ASSERT_TRUE(tensor.grad().defined()) << name;
    EXPECT_GT(tensor.grad().abs().max().item<double>(), 0) << name;
  }
  const Tensor shared = writer_.prompt_embeds(ids_, lengths_, {2});
  EXPECT_FALSE(shared.requires_grad()) << "the frozen layers were recorded for a backward pass";
}

TEST_F(WriterWeightsTest, PicturesReadTheSameStatesAfterTheUpperPartWasTrained) {
  const Tensor before = encoder_.prompt_embeds(ids_, lengths_, {1, 2}).clone();
  const torch::NoGradGuard no_grad;
  for (const auto& [name, tensor] : upper_->named()) Tensor(tensor).add_(1);
  EXPECT_TRUE(torch::equal(encoder_.prompt_embeds(ids_, lengths_, {1, 2}), before));
}

TEST_F(WriterWeightsTest, PaddingOnTheRightMovesNoTokenBeforeIt) {
  const Tensor whole = writer_.last_states(ids_, nullptr);
  const Tensor padded =
      writer_.last_states(torch::cat({ids_, torch::zeros({2, 5}, torch::kInt64)}, 1), nullptr);
  EXPECT_LT((padded.narrow(1, 0, 10) - whole).abs().max().item<double>(), 1e-5);
}

}  // namespace
}  // namespace reverie
