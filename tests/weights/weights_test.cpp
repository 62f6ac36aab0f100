// The scoped view, and the source that reads checkpoints.
#include "weights/weights.h"

#include "weights/quantize.h"
#include "weights/test_files.h"

namespace reverie {
namespace {

// A source over a file with these tensors, in fp32 on the CPU.
std::shared_ptr<FileWeights> file_weights(const TempFolder& folder, const NamedTensors& tensors,
                                          torch::Dtype dtype = torch::kFloat32) {
  write_safetensors(folder / "w.safetensors", tensors);
  return std::make_shared<FileWeights>(CheckpointFiles::open_file(folder / "w.safetensors"),
                                       "flux2_transformer", dtype, torch::kCPU);
}

TEST(Weights, ScopesJoinNamesWithDots) {
  const TempFolder folder;
  const Weights root(
      file_weights(folder, {{"blocks.0.attn.weight", torch::ones({2, 2})}, {"x", torch::ones({1})}}));
  EXPECT_EQ(root.prefix(), "");
  EXPECT_TRUE(root.has("x"));
  const Weights block = root.scope("blocks").scope("0");
  EXPECT_EQ(block.prefix(), "blocks.0");
  EXPECT_EQ(root.scope("blocks.0").prefix(), "blocks.0");
  EXPECT_EQ(block.scope("").prefix(), "blocks.0");
  EXPECT_TRUE(block.has("attn.weight"));
  EXPECT_FALSE(block.has("x"));
  EXPECT_TRUE(block.scope("attn").take("weight", {2, 2}).equal(torch::ones({2, 2})));
  expect_refused(ErrorCode::CorruptFile, "\"blocks.0.attn.bias\" is missing",
                 [&] { block.scope("attn").take("bias", {2}); });
}

TEST(Weights, NeedASource) {
  expect_refused(ErrorCode::Internal, "a source is needed", [] { Weights(nullptr); });
}

TEST(FileWeights, AMissingTensorNamesTheThreeClosest) {
  const TempFolder folder;
  const torch::Tensor x = torch::ones({1});
  const auto source = file_weights(
      folder, {{"x_embedder.weight", x}, {"x_embedder.bias", x}, {"y_embedder.weight", x}, {"z", x}});
  expect_refused(ErrorCode::CorruptFile,
                 "flux2_transformer: \"x_embeder.weight\" is missing from " +
                     (folder / "w.safetensors").string() +
                     "; closest: \"x_embedder.weight\", \"y_embedder.weight\", \"x_embedder.bias\"",
                 [&] { source->take("x_embeder.weight", {1}, Init::Linear); });
}

TEST(FileWeights, AnotherShapeIsRefusedWithBoth) {
  const TempFolder folder;
  const auto source = file_weights(folder, {{"x_embedder.weight", torch::ones({3, 2})}});
  expect_refused(ErrorCode::CorruptFile,
                 "flux2_transformer: \"x_embedder.weight\" is [3, 2], expected [6, 2]", [&] {
                   source->take("x_embedder.weight", {6, 2}, Init::Linear);
                 });
  // The same number of elements in another shape is another shape.
  expect_refused(ErrorCode::CorruptFile, "is [3, 2], expected [2, 3]", [&] {
    source->take("x_embedder.weight", {2, 3}, Init::Linear);
  });
  expect_refused(ErrorCode::CorruptFile, "is [3, 2], expected [6]",
                 [&] { source->take("x_embedder.weight", {6}, Init::Linear); });
}

TEST(FileWeights, SameDtypeIsAViewOfTheFile) {
  const TempFolder folder;
  const auto source = file_weights(folder, {{"x", torch::ones({3, 2})}});
  EXPECT_EQ(source->take("x", {3, 2}, Init::Linear).data_ptr(),
            source->take("x", {3, 2}, Init::Linear).data_ptr());
}

TEST(FileWeights, FloatingTensorsAreConvertedAndOthersAreNot) {
  const TempFolder folder;
  const torch::Tensor values = torch::tensor({1.0f, 2.5f});
  const auto source = file_weights(folder,
                                   {{"f16", values.to(torch::kFloat16)},
                                    {"f8", values.to(torch::kFloat8_e4m3fn)},
                                    {"f32", values},
                                    {"count", torch::tensor(7, torch::kInt64)}},
                                   torch::kBFloat16);
  for (const char* name : {"f16", "f8", "f32"}) {
    EXPECT_TRUE(identical(source->take(name, {2}, Init::Linear), values.to(torch::kBFloat16))) << name;
  }
  EXPECT_TRUE(identical(source->take("count", {}, Init::Zeros), torch::tensor(7, torch::kInt64)));
}

TEST(FileWeights, EightBitPairsComeBackAsTheirValues) {
  const TempFolder folder;
  const torch::Tensor values = torch::tensor({{1, -127}, {2, 100}}, torch::kInt8);
  const auto source = file_weights(folder, {{"x", values}, {"x_scale", torch::tensor({0.5f, 2.0f})}});
  const torch::Tensor expected = torch::tensor({{0.5f, -63.5f}, {4.0f, 200.0f}});
  EXPECT_TRUE(identical(source->take("x", {2, 2}, Init::Linear), expected));
  source->expect_all_taken();
}

TEST(FileWeights, EightBitTensorsNeedAFittingScale) {
  const torch::Tensor values = torch::ones({2, 3}, torch::kInt8);
  const auto expect = [&](const NamedTensors& tensors) {
    const TempFolder folder;
    const auto source = file_weights(folder, tensors);
    expect_refused(ErrorCode::CorruptFile,
                   "flux2_transformer: \"x\" is I8 [2, 3], expected \"x_scale\" beside it", [&] {
                     source->take("x", {2, 3}, Init::Linear);
                   });
  };
  expect({{"x", values}});
  expect({{"x", values}, {"x_scale", torch::ones({3})}});
  expect({{"x", values}, {"x_scale", torch::ones({2, 1})}});
  expect({{"x", values}, {"x_scale", torch::ones({2}, torch::kFloat16)}});
}

TEST(FileWeights, LeftoversAreListedWithTheClosestNameInUse) {
  const TempFolder folder;
  const torch::Tensor x = torch::ones({1});
  const auto source = file_weights(folder, {{"norm.weight", x}, {"norm.weights", x}, {"lm_head.weight", x}});
  expect_refused(ErrorCode::CorruptFile, "no place for 3 of", [&] { source->expect_all_taken(); });
  source->take("norm.weight", {1}, Init::Ones);
  expect_refused(ErrorCode::CorruptFile, "\"norm.weights\" (closest that is used: \"norm.weight\")",
                 [&] { source->expect_all_taken(); });
  expect_refused(ErrorCode::CorruptFile, "flux2_transformer: the network has no place for 1 of",
                 [&] { source->expect_all_taken({"lm_head.weight"}); });
  source->expect_all_taken({"lm_head.weight", "norm.weights"});
}

TEST(FileWeights, AllowListsMayEndInAStar) {
  const TempFolder folder;
  const torch::Tensor x = torch::ones({1});
  const auto source = file_weights(folder, {{"layers.27.a", x}, {"layers.27.b", x}, {"layers.2", x}});
  expect_refused(ErrorCode::CorruptFile, "\"layers.2\"", [&] { source->expect_all_taken({"layers.27.*"}); });
  expect_refused(ErrorCode::CorruptFile, "no place for 3 of", [&] { source->expect_all_taken({"layers"}); });
  source->expect_all_taken({"layers.*"});
  source->expect_all_taken({"*"});
}

TEST(FileWeights, AScaleStandsOrFallsWithItsTensor) {
  const TempFolder folder;
  const auto source = file_weights(folder, {{"x", torch::ones({1, 1}, torch::kInt8)},
                                            {"x_scale", torch::ones({1})},
                                            {"logit_scale", torch::ones({1})}});
  source->expect_all_taken({"x", "logit_scale"});
  expect_refused(ErrorCode::CorruptFile, "no place for 1 of",
                 [&] { source->expect_all_taken({"logit_scale"}); });
  expect_refused(ErrorCode::CorruptFile, "\"logit_scale\"", [&] { source->expect_all_taken({"x"}); });
}

TEST(FileWeights, ALongListOfLeftoversIsCut) {
  const TempFolder folder;
  NamedTensors tensors;
  for (int i = 0; i < 25; ++i) tensors.emplace_back("t" + std::to_string(i), torch::ones({1}));
  const auto source = file_weights(folder, tensors);
  expect_refused(ErrorCode::CorruptFile, "and 15 more", [&] { source->expect_all_taken(); });
}

}  // namespace
}  // namespace reverie
