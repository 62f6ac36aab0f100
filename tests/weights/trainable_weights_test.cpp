// The source that starts a training: fresh tensors, and tensors continued from a checkpoint.
#include <torch/utils.h>
#include <cmath>

#include "weights/quantize.h"
#include "weights/test_files.h"
#include "weights/weights.h"

namespace reverie {
namespace {

using testing::ElementsAre;

TrainableWeights fresh_weights(uint64_t seed = 1) {
  return TrainableWeights(seed, std::nullopt, torch::kCPU);
}

TEST(TrainableWeights, InitialisesAsAsked) {
  TrainableWeights weights = fresh_weights();
  // Half a million draws: the standard deviation is known to about 0.1 %, the mean to 0.0014 of it.
  const torch::Tensor linear = weights.take("linear", {2048, 16, 4, 4}, Init::Linear);
  EXPECT_NEAR(linear.std().item<double>(), 1.0 / 16, 0.005 / 16);  // fan_in = 16 * 4 * 4
  EXPECT_NEAR(linear.mean().item<double>(), 0.0, 0.007 / 16);
  const torch::Tensor embedding = weights.take("embedding", {2048, 256}, Init::Embedding);
  EXPECT_NEAR(embedding.std().item<double>(), 0.02, 0.0001);
  EXPECT_TRUE(weights.take("ones", {3}, Init::Ones).equal(torch::ones({3})));
  EXPECT_TRUE(weights.take("zeros", {3}, Init::Zeros).equal(torch::zeros({3})));
}

TEST(TrainableWeights, RecordsInOrderOfTaking) {
  TrainableWeights weights = fresh_weights();
  const torch::Tensor b = weights.take("b", {2, 2}, Init::Linear);
  weights.take("a", {2}, Init::Zeros);
  ASSERT_EQ(weights.named().size(), 2u);
  EXPECT_EQ(weights.named()[0].first, "b");
  EXPECT_EQ(weights.named()[1].first, "a");
  EXPECT_TRUE(weights.named()[0].second.is_same(b));
  EXPECT_THAT(weights.fresh(), ElementsAre("b", "a"));
  for (const auto& [name, tensor] : weights.named()) {
    EXPECT_TRUE(tensor.requires_grad() && tensor.is_leaf()) << name;
    EXPECT_EQ(tensor.scalar_type(), torch::kFloat32) << name;
  }
}

TEST(TrainableWeights, SameSeedSameStartWhateverElseDrawsRandomNumbers) {
  TrainableWeights first = fresh_weights(7);
  const torch::Tensor a = first.take("x", {8, 8}, Init::Linear);
  torch::manual_seed(99);
  torch::rand({100});
  TrainableWeights second = fresh_weights(7);
  TrainableWeights other = fresh_weights(8);
  EXPECT_TRUE(second.take("x", {8, 8}, Init::Linear).equal(a));
  EXPECT_FALSE(other.take("x", {8, 8}, Init::Linear).equal(a));
}

TEST(TrainableWeights, DoesNotDisturbTheGlobalGenerator) {
  torch::manual_seed(5);
  const torch::Tensor expected = torch::rand({4});
  torch::manual_seed(5);
  fresh_weights().take("x", {8, 8}, Init::Linear);
  EXPECT_TRUE(torch::rand({4}).equal(expected));
}

TEST(TrainableWeights, ANameTakenTwiceIsOneTensor) {
  TrainableWeights weights = fresh_weights();
  const torch::Tensor first = weights.take("tied", {2, 3}, Init::Embedding);
  EXPECT_TRUE(weights.take("tied", {2, 3}, Init::Linear).is_same(first));
  EXPECT_EQ(weights.named().size(), 1u);
  expect_refused(ErrorCode::Internal, "\"tied\" was taken as [2, 3] and again as [3, 2]", [&] {
    weights.take("tied", {3, 2}, Init::Linear);
  });
}

TEST(TrainableWeights, LinearNeedsAFanIn) {
  TrainableWeights weights = fresh_weights();
  expect_refused(ErrorCode::Internal, "\"norm.weight\" is [4], which has no fan-in",
                 [&] { weights.take("norm.weight", {4}, Init::Linear); });
  EXPECT_TRUE(weights.named().empty());
}

TEST(TrainableWeights, ContinuesFromACheckpointAndStartsTheRestFresh) {
  const TempFolder folder;
  const torch::Tensor stored = torch::randn({2, 2}).to(torch::kBFloat16);
  write_safetensors(folder / "w", NamedTensors{{"x", stored}, {"steps", torch::tensor(7, torch::kInt64)}});
  TrainableWeights weights(1, CheckpointFiles::open_file(folder / "w"), torch::kCPU);
  EXPECT_TRUE(weights.has("x"));
  EXPECT_FALSE(weights.has("y"));
  const torch::Tensor x = weights.take("x", {2, 2}, Init::Zeros);
  EXPECT_TRUE(identical(x.detach(), stored.to(torch::kFloat32)));
  EXPECT_TRUE(x.requires_grad());
  EXPECT_FALSE(weights.take("steps", {}, Init::Zeros).requires_grad());
  weights.take("y", {2}, Init::Ones);
  EXPECT_THAT(weights.fresh(), ElementsAre("y"));
  EXPECT_EQ(weights.named().size(), 3u);
}

// An optimiser writes into its parameters; writing into a mapped file would end the process.
TEST(TrainableWeights, ContinuedTensorsCanBeWrittenAndLeaveTheFileAlone) {
  const TempFolder folder;
  write_safetensors(folder / "w", NamedTensors{{"x", torch::ones({2, 2})}});
  const std::string before = read_bytes(folder / "w");
  TrainableWeights weights(1, CheckpointFiles::open_file(folder / "w"), torch::kCPU);
  const torch::Tensor x = weights.take("x", {2, 2}, Init::Zeros);
  {
    const torch::NoGradGuard no_grad;
    x.add_(1.0);
  }
  EXPECT_TRUE(x.equal(torch::full({2, 2}, 2.0)));
  EXPECT_EQ(read_bytes(folder / "w"), before);
}

TEST(TrainableWeights, AShapeThatDiffersFromTheCheckpointIsRefused) {
  const TempFolder folder;
  write_safetensors(folder / "w", NamedTensors{{"x", torch::ones({2, 2})}});
  TrainableWeights weights(1, CheckpointFiles::open_file(folder / "w"), torch::kCPU);
  expect_refused(ErrorCode::CorruptFile, "\"x\" is [2, 2], expected [4, 2]", [&] {
    weights.take("x", {4, 2}, Init::Linear);
  });
  EXPECT_TRUE(weights.named().empty());
}

TEST(TrainableWeights, ListsWhatTheCheckpointHasAndNobodyAskedFor) {
  const TempFolder folder;
  write_safetensors(folder / "w", NamedTensors{{"x", torch::ones({2, 2})}, {"y", torch::ones({1})}});
  TrainableWeights weights(1, CheckpointFiles::open_file(folder / "w"), torch::kCPU);
  weights.take("x", {2, 2}, Init::Linear);
  expect_refused(ErrorCode::CorruptFile, "\"y\"", [&] { weights.expect_all_taken(); });
  weights.expect_all_taken({"y"});
  fresh_weights().expect_all_taken();
}

TEST(TrainableWeights, WhatIsSavedContinuesExactly) {
  const TempFolder folder;
  TrainableWeights first = fresh_weights(3);
  for (const char* name : {"b.weight", "a.weight"}) first.take(name, {4, 4}, Init::Linear);
  write_checkpoint(folder.path(), "model", first.named());
  TrainableWeights second(99, CheckpointFiles::open(folder.path(), "model"), torch::kCPU);
  for (const auto& [name, tensor] : first.named()) {
    EXPECT_TRUE(second.take(name, tensor.sizes(), Init::Linear).equal(tensor)) << name;
  }
  EXPECT_TRUE(second.fresh().empty());
}

}  // namespace
}  // namespace reverie
