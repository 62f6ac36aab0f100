// Fields of velocity: guidance as the sampler has it, and parts of a batch.
#include "training/velocity_field.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "training/tiny_mini.h"

namespace reverie {
namespace {

// Matrix products over other batches may add in another order. Observed at most 2e-6.
constexpr double kBound = 2e-5;

class VelocityFieldTest : public testing::Test {
 protected:
  VelocityFieldTest() {
    for (uint64_t n = 0; n < 50; ++n) {
      Random random(9, n);
      batch_ = draw_batch(tiny_pool_.pool, mini_.reader, {.size = 3, .share_without_words = 0}, random,
                          torch::kCPU);
      if (batch_.reference_tokens.defined()) break;
    }
    conditioning_ = condition_on(mini_.networks, batch_);
    conditioning_.negative_text =
        mini_.networks.embed(mini_.reader.read({"", "", ""}, batch_.prompts.ids.size(1)));
    torch::manual_seed(3);
    x_ = torch::randn_like(batch_.latents);
  }

  // What guidance makes of the two sides, by hand.
  Tensor guided_by_hand(const Conditioning& conditioning, double scale) const {
    Conditioning wordless = conditioning;
    wordless.text = *conditioning.negative_text;
    wordless.named_things.clear();
    const Tensor with = predict_velocity(mini_.networks.transformer(), x_, sigma_, conditioning);
    const Tensor without = predict_velocity(mini_.networks.transformer(), x_, sigma_, wordless);
    return without + scale * (with - without);
  }

  static double difference(const Tensor& a, const Tensor& b) { return (a - b).abs().max().item<double>(); }

  const torch::NoGradGuard no_grad_;
  TinyMini mini_{1};
  TinyPool tiny_pool_{12};
  TrainingBatch batch_;
  Conditioning conditioning_;
  Tensor x_;
  const Tensor sigma_ = torch::tensor({0.9F, 0.5F, 0.2F});
  const Tensor rows_ = torch::arange(3);
};

TEST_F(VelocityFieldTest, GuidesAwayFromNoWordsWithTheReferencesOnBothSides) {
  ASSERT_TRUE(batch_.reference_tokens.defined());
  const Flux2Transformer& transformer = mini_.networks.transformer();
  const Tensor with = predict_velocity(transformer, x_, sigma_, conditioning_);
  const Tensor guided = guided_field(transformer, conditioning_, 3.0)(x_, sigma_, rows_);
  EXPECT_LT(difference(guided, guided_by_hand(conditioning_, 3)), kBound);
  EXPECT_GT(difference(guided, with), 10 * kBound) << "guidance that changes nothing proves nothing";
}

TEST_F(VelocityFieldTest, TheSideWithoutWordsGoesWithoutThePicturesOfWhatTheyName) {
  const Flux2Transformer& transformer = mini_.networks.transformer();
  Conditioning named = conditioning_;
  named.named_things =
      transformer.encode_references(torch::randn({3, 4, x_.size(2)}), image_position_ids(2, 2, -10));
  const Tensor with = predict_velocity(transformer, x_, sigma_, named);
  const Tensor guided = guided_field(transformer, named, 3.0)(x_, sigma_, rows_);
  EXPECT_LT(difference(guided, guided_by_hand(named, 3)), kBound);
  EXPECT_GT(difference(with, predict_velocity(transformer, x_, sigma_, conditioning_)), 10 * kBound);
  const Tensor rows = torch::tensor({0, 2});
  const Tensor part =
      guided_field(transformer, named, 3.0)(x_.index_select(0, rows), sigma_.index_select(0, rows), rows);
  EXPECT_LT(difference(part, guided.index_select(0, rows)), kBound);
}

TEST_F(VelocityFieldTest, GivesPartOfABatchWhatItGivesTheWhole) {
  const Tensor rows = torch::tensor({0, 2});
  const auto part = [&](const Tensor& x) { return x.index_select(0, rows); };
  for (const VelocityField& field : {plain_field(mini_.networks.transformer(), conditioning_),
                                     guided_field(mini_.networks.transformer(), conditioning_, 2.0)}) {
    const Tensor whole = field(x_, sigma_, rows_);
    EXPECT_LT(difference(field(part(x_), part(sigma_), rows), part(whole)), kBound);
    EXPECT_GT(difference(whole[0], whole[2]), 100 * kBound);
  }
}

}  // namespace
}  // namespace reverie
