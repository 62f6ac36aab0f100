// 8-bit storage: how far a value may move, what is left alone, and what a whole checkpoint becomes.
#include "weights/quantize.h"

#include <torch/utils.h>
#include <cmath>
#include <limits>

#include "weights/test_files.h"
#include "weights/weights.h"

namespace reverie {
namespace {

using testing::ElementsAre;

// Each |value - stored| over its row's scale.
torch::Tensor errors_in_scales(const torch::Tensor& values) {
  const QuantizedRows rows = quantize_rows(values);
  const torch::Tensor error = (values.to(torch::kFloat32) - dequantize_rows(rows.values, rows.scale)).abs();
  return error.flatten(1) / rows.scale.unsqueeze(1);
}

TEST(QuantizeRows, NoValueMovesByMoreThanHalfAScale) {
  torch::manual_seed(1);
  // Half a scale, and the rounding of fp32 at 127 codes: 127 * 2^-24 each for the division and the product.
  constexpr double kBound = 0.5 + 2e-5;
  EXPECT_LE(errors_in_scales(torch::randn({64, 300})).max().item<double>(), kBound);
  EXPECT_LE(errors_in_scales(torch::randn({8, 3, 3, 3}).to(torch::kBFloat16)).max().item<double>(), kBound);
  EXPECT_LE(errors_in_scales(torch::randn({8, 5}) * 1e30).max().item<double>(), kBound);
  EXPECT_LE(errors_in_scales(torch::randn({8, 5}) * 1e-30).max().item<double>(), kBound);
  // The bound means something: rounding down instead of to nearest would break it.
  EXPECT_GT(errors_in_scales(torch::randn({64, 300})).max().item<double>(), 0.49);
}

TEST(QuantizeRows, EachRowHasItsOwnScaleAndTheLargestValueIsKept) {
  const torch::Tensor values = torch::tensor({{127.0f, -1.0f}, {-0.5f, 0.2f}});
  const QuantizedRows rows = quantize_rows(values);
  ASSERT_TRUE(rows.is_quantized());
  EXPECT_TRUE(identical(rows.values, torch::tensor({{127, -1}, {-127, 51}}, torch::kInt8)));  // 0.2 * 254
  EXPECT_TRUE(rows.scale.allclose(torch::tensor({1.0f, 0.5f / 127}), 1e-6, 0));
}

TEST(QuantizeRows, RowsOfZerosAndOfTinyValuesStayFinite) {
  const float tiny = std::numeric_limits<float>::denorm_min();
  const torch::Tensor values = torch::tensor({{0.0f, 0.0f}, {tiny, -tiny}});
  const QuantizedRows rows = quantize_rows(values);
  EXPECT_TRUE(rows.scale.equal(torch::ones({2})));
  EXPECT_TRUE(dequantize_rows(rows.values, rows.scale).equal(torch::zeros({2, 2})));
}

TEST(QuantizeRows, CodesAreSymmetric) {
  torch::manual_seed(2);
  const torch::Tensor values = torch::randn({16, 100});
  EXPECT_TRUE(quantize_rows(-values).values.equal(-quantize_rows(values).values));
  EXPECT_GE(quantize_rows(values).values.min().item<int>(), -127);
}

TEST(QuantizeRows, OthersAreUnchanged) {
  for (const torch::Tensor& tensor :
       {torch::ones({4}), torch::tensor(1.0f), torch::ones({2, 2}, torch::kInt64),
        torch::ones({2, 2}, torch::kInt8), torch::empty({0, 3}), torch::empty({3, 0})}) {
    const QuantizedRows rows = quantize_rows(tensor);
    EXPECT_FALSE(rows.is_quantized());
    EXPECT_TRUE(rows.values.is_same(tensor));
  }
}

TEST(QuantizeRows, RefusesWhatIsNotFinite) {
  for (const double value : {std::numeric_limits<double>::infinity(), std::nan(""), 1e300}) {
    torch::Tensor values = torch::ones({2, 2}, torch::kFloat64);
    values[1][1] = value;
    expect_refused(ErrorCode::InvalidRequest, "infinite or not a number", [&] { quantize_rows(values); });
  }
}

TEST(QuantizeCheckpoint, AQuarterOfTheBytesAndTheSameNetwork) {
  torch::manual_seed(3);
  const TempFolder folder;
  const NamedTensors tensors = {{"a.weight", torch::randn({32, 64})},
                                {"b.weight", torch::randn({16, 64}).to(torch::kBFloat16)},
                                {"norm.weight", torch::randn({64})},
                                {"count", torch::tensor(7, torch::kInt64)},
                                {"zero.weight", torch::zeros({2, 2})}};
  write_checkpoint(folder.path(), "model", tensors, {{"format", "pt"}}, 4096);  // shards in, one file out
  const CheckpointFiles in = CheckpointFiles::open(folder.path(), "model");
  const auto reports = quantize_checkpoint(in, folder / "out.safetensors");

  const CheckpointFiles out = CheckpointFiles::open_file(folder / "out.safetensors");
  EXPECT_EQ(out.metadata(), in.metadata());
  FileWeights weights(out, "test", torch::kFloat32, torch::kCPU);
  ASSERT_EQ(reports.size(), 3u);
  for (const auto& report : reports) {
    const torch::Tensor before = in.tensor(report.name).to(torch::kFloat32);
    const torch::Tensor after = weights.take(report.name, before.sizes(), Init::Linear);
    const torch::Tensor difference = after - before;
    EXPECT_EQ(report.max_error, difference.abs().max().item<double>()) << report.name;
    if (report.name == "zero.weight") {
      EXPECT_EQ(report.relative_error, 0.0);
    } else {
      EXPECT_NEAR(report.relative_error, (difference.norm() / before.norm()).item<double>(), 1e-7)
          << report.name;
      // Observed 0.0061 and 0.0063: a scale of max / 127, errors spread evenly over it. Half the codes (max /
      // 63) would double it.
      EXPECT_LT(report.relative_error, 0.008) << report.name;
      EXPECT_GT(report.relative_error, 0.004) << report.name;
    }
  }
  EXPECT_EQ(reports[0].name, "a.weight");
  EXPECT_EQ(reports[0].bytes_before, 32 * 64 * 4);
  EXPECT_EQ(reports[0].bytes_after, 32 * 64 + 32 * 4);
  EXPECT_TRUE(identical(out.tensor("norm.weight"), in.tensor("norm.weight")));
  EXPECT_TRUE(identical(out.tensor("count"), in.tensor("count")));
  weights.expect_all_taken({"norm.weight", "count"});
}

TEST(QuantizeCheckpoint, TwiceChangesNothingMore) {
  const TempFolder folder;
  write_safetensors(folder / "in", NamedTensors{{"a", torch::randn({4, 8})}, {"n", torch::randn({4})}});
  EXPECT_EQ(quantize_checkpoint(CheckpointFiles::open_file(folder / "in"), folder / "once").size(), 1u);
  EXPECT_EQ(quantize_checkpoint(CheckpointFiles::open_file(folder / "once"), folder / "twice").size(), 0u);
  EXPECT_EQ(read_bytes(folder / "once"), read_bytes(folder / "twice"));
}

TEST(QuantizeCheckpoint, CanReplaceItsOwnInput) {
  const TempFolder folder;
  write_safetensors(folder / "f", NamedTensors{{"a", torch::randn({4, 8})}});
  quantize_checkpoint(CheckpointFiles::open_file(folder / "f"), folder / "f");
  EXPECT_THAT(CheckpointFiles::open_file(folder / "f").names(), ElementsAre("a_scale", "a"));
}

TEST(QuantizeCheckpoint, NamesTheTensorItRefusesAndWritesNothing) {
  const TempFolder folder;
  torch::Tensor broken = torch::ones({2, 2});
  broken[0][0] = std::nan("");
  write_safetensors(folder / "nan", NamedTensors{{"a", broken}});
  expect_refused(ErrorCode::InvalidRequest, "\"a\": quantize: a value is infinite or not a number",
                 [&] { quantize_checkpoint(CheckpointFiles::open_file(folder / "nan"), folder / "out"); });
  write_safetensors(folder / "taken",
                    NamedTensors{{"a", torch::ones({2, 2})}, {"a_scale", torch::ones({2})}});
  expect_refused(ErrorCode::InvalidRequest, "\"a\" cannot be quantised: \"a_scale\" is in use",
                 [&] { quantize_checkpoint(CheckpointFiles::open_file(folder / "taken"), folder / "out"); });
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace reverie
