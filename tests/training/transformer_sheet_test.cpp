// What a transformer in training draws: as the engine would, and beside what it should be.
#include "training/transformer_sheet.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "sampling/flow_match_euler.h"
#include "training/tiny_mini.h"
#include "training/trajectory_distillation.h"

namespace reverie {
namespace {

class TransformerSheetTest : public testing::Test {
 protected:
  const torch::NoGradGuard no_grad_;
  TinyMini mini_{1};
};

// The first example with references.
const PooledExample& with_references(const LatentPool& pool) {
  for (int64_t i = 0; i < pool.size(); ++i) {
    if (!pool[i].reference_tokens.empty()) return pool[i];
  }
  throw std::runtime_error("no example with references");
}

TEST_F(TransformerSheetTest, DrawsWithGuidanceWhatTheGuidedFieldOfDistillationLeadsTo) {
  const TinyPool tiny_pool(8);
  const TrainingBatch one =
      batch_of_one(with_references(tiny_pool.pool), "a cat in a garden", mini_.reader, torch::kCPU);
  torch::manual_seed(5);
  const Tensor noise = torch::randn_like(one.latents);
  const Tensor drawn = draw_example(mini_.networks, mini_.reader, one, noise, {3, 2.5});

  Conditioning conditioning = condition_on(mini_.networks, one);
  conditioning.negative_text = mini_.networks.embed(mini_.reader.read({""}, one.prompts.ids.size(1)));
  const Tensor levels = torch::tensor(flow_schedule(3, noise.size(1))).view({1, 4});
  const Tensor wanted = walk(guided_field(mini_.networks.transformer(), conditioning, 2.5), noise, levels);
  EXPECT_LT((drawn - wanted).abs().max().item<double>(), 2e-4);
  const Tensor unguided = draw_example(mini_.networks, mini_.reader, one, noise, {3, 1.0});
  EXPECT_GT((drawn - unguided).abs().max().item<double>(), 2e-3);
}

TEST_F(TransformerSheetTest, ShowsReferenceDrawingAndTargetOfExamplesThatHaveReferences) {
  const std::filesystem::path model = std::filesystem::path(REVERIE_SOURCE_DIR) / "models" / "mini";
  const Flux2Autoencoder autoencoder = open_mini_autoencoder(model, torch::kCPU);
  const TransformerSheet sheet(mini_.reader, autoencoder, torch::kCPU);
  const TinyPool without(2, false), with(6);
  EXPECT_TRUE(sheet.draw_references(mini_.networks, without.pool, {1, 1.0}).empty());
  std::size_t examples = 0;
  for (int64_t i = 0; i < with.pool.size(); ++i) examples += with.pool[i].reference_tokens.empty() ? 0 : 1;
  const std::vector<Tensor> pictures = sheet.draw_references(mini_.networks, with.pool, {1, 1.0});
  ASSERT_EQ(pictures.size(), 3 * examples);
  for (const Tensor& picture : pictures) EXPECT_EQ(picture.sizes(), (torch::IntArrayRef{3, 128, 128}));
}

}  // namespace
}  // namespace reverie
