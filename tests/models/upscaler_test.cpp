// tests/models/upscaler_test.cpp
//
// Upscaler against the same arithmetic written another way: convolutions as products of matrices, the laying
// out of pixels as reshapes, bilinear doubling as a weighted sum of neighbours. And that parts of a picture
// come out as in the whole, and that a file that does not fit is refused.

#include "models/upscaler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "core/temp_folder.h"
#include "support/golden.h"
#include "support/small_upscaler.h"
#include "weights/quantize.h"

namespace reverie {
namespace {

using testing::HasSubstr;

Tensor picture(int64_t height, int64_t width) {
  torch::manual_seed(7);
  return torch::rand({1, 3, height, width}) * 2 - 1;
}

// What a mistake would be.
struct Mistakes {
  bool columns_first = false;  // places are taken apart the wrong way round
  bool no_relu = false;
  bool nearest = false;  // the path beside the network
};

// 3x3, without padding: x [1, c, h, w] -> [1, out, h - 2, w - 2].
Tensor convolved(const Tensor& x, const StateDict& weights, const std::string& name) {
  const Tensor& weight = weights.at(name + ".weight");
  const Tensor patches = at::im2col(x, {3, 3}, {1, 1}, {0, 0}, {1, 1});  // [1, 9c, places]
  const Tensor y = weight.flatten(1).matmul(patches) + weights.at(name + ".bias").view({1, -1, 1});
  return y.view({1, weight.size(0), x.size(2) - 2, x.size(3) - 2});
}

// [1, c, h, w] -> its pixels shifted by (down, right), the last ones repeated: [1, c, h, w].
Tensor shifted(const Tensor& x, int64_t down, int64_t right) {
  const auto index = [](int64_t length, int64_t by) {
    return (torch::arange(length) + by).clamp(0, length - 1);
  };
  return x.index_select(2, index(x.size(2), down)).index_select(3, index(x.size(3), right));
}

Tensor doubled_bilinearly(const Tensor& x) {
  Tensor out = torch::empty({1, 3, x.size(2), 2, x.size(3), 2});
  for (int64_t i = 0; i < 2; ++i) {
    for (int64_t j = 0; j < 2; ++j) {
      const int64_t down = 2 * i - 1, right = 2 * j - 1;
      out.select(5, j).select(3, i).copy_(0.5625 * x + 0.1875 * shifted(x, down, 0) +
                                          0.1875 * shifted(x, 0, right) + 0.0625 * shifted(x, down, right));
    }
  }
  return out.view({1, 3, 2 * x.size(2), 2 * x.size(3)});
}

Tensor written_out(const StateDict& weights, std::size_t index, const Tensor& x,
                   const Mistakes& mistakes = {}) {
  const std::string scope = "doublings." + std::to_string(index) + ".";
  const int64_t u = kSmallUpscaler.unshuffle[index];
  const int64_t layers = kSmallUpscaler.layers[index];
  const int64_t m = u * (layers + 1);
  const int64_t height = x.size(2), width = x.size(3);
  const auto frame = [m](int64_t length) { return torch::arange(-m, length + m).clamp(0, length - 1); };
  Tensor y = x.index_select(2, frame(height)).index_select(3, frame(width));
  y = y.view({1, 3, y.size(2) / u, u, y.size(3) / u, u});
  y = y.permute(mistakes.columns_first ? at::IntArrayRef{0, 1, 5, 3, 2, 4}
                                       : at::IntArrayRef{0, 1, 3, 5, 2, 4});
  y = y.reshape({1, 3 * u * u, y.size(4), y.size(5)});
  for (int64_t i = 0; i < layers; ++i) {
    y = convolved(y, weights, scope + "convs." + std::to_string(i));
    if (!mistakes.no_relu) y = y.clamp_min(0);
  }
  y = convolved(y, weights, scope + "conv_out").view({1, 3, 2 * u, 2 * u, height / u, width / u});
  y = y.permute({0, 1, 4, 2, 5, 3}).reshape({1, 3, 2 * height, 2 * width});
  if (mistakes.nearest) return y + at::upsample_nearest2d(x, {2 * height, 2 * width});
  return y + doubled_bilinearly(x);
}

// Observed 3.0e-7; the smallest of the mistakes below moves it by 0.6.
constexpr double kBound = 2e-6;

TEST(Upscaler, ComputesWhatIsWrittenOut) {
  const StateDict weights = upscaler_weights();
  const Upscaler upscaler = upscaler_of(weights);
  for (std::size_t i = 0; i < 2; ++i) {
    const Tensor made = upscaler.doublings()[i].forward(picture(24, 40));
    EXPECT_EQ(made.sizes(), at::IntArrayRef({1, 3, 48, 80}));
    EXPECT_LE(max_abs_diff(made, written_out(weights, i, picture(24, 40))), kBound);
  }
}

TEST(Upscaler, TheBoundNoticesMistakes) {
  const StateDict weights = upscaler_weights();
  const Upscaler upscaler = upscaler_of(weights);
  for (const Mistakes& mistakes :
       {Mistakes{.columns_first = true}, Mistakes{.no_relu = true}, Mistakes{.nearest = true}}) {
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_GT(max_abs_diff(upscaler.doublings()[i].forward(picture(24, 40)),
                             written_out(weights, i, picture(24, 40), mistakes)),
                100 * kBound);
    }
  }
}

TEST(Upscaler, AFreshOneDoublesBilinearly) {
  const torch::NoGradGuard no_grad;
  const Upscaler fresh(Weights(std::make_shared<TrainableWeights>(1, std::nullopt, torch::kCPU)),
                       UpscalerConfig{});
  for (const Doubling& doubling : fresh.doublings()) {
    EXPECT_LE(max_abs_diff(doubling.forward(picture(16, 24)), doubled_bilinearly(picture(16, 24))), 1e-6);
  }
}

TEST(Upscaler, APartWithItsNeighboursComesOutAsInTheWhole) {
  const Upscaler upscaler = upscaler_of(upscaler_weights());
  for (const Doubling& doubling : upscaler.doublings()) {
    const int64_t m = doubling.margin();
    const Tensor whole = picture(64, 72);
    const Tensor made = doubling.forward(whole);
    const Tensor part =
        doubling.forward_framed(whole.narrow(2, 16 - m, 24 + 2 * m).narrow(3, 20 - m, 32 + 2 * m));
    // Observed 3.7e-7: the convolutions choose other blocks for another shape.
    EXPECT_LE(max_abs_diff(part, made.narrow(2, 32, 48).narrow(3, 40, 64)), 2e-6);
    // One pixel of margin less would be noticed: the outermost one counts.
    Tensor changed = whole.clone();
    changed.select(2, 16 - m).fill_(1);
    const Tensor other =
        doubling.forward_framed(changed.narrow(2, 16 - m, 24 + 2 * m).narrow(3, 20 - m, 32 + 2 * m));
    EXPECT_GT(max_abs_diff(other, part), 1e-4);
  }
}

TEST(Upscaler, SidesNeedNotBeWholePlaces) {
  const Upscaler upscaler = upscaler_of(upscaler_weights());
  for (const Doubling& doubling : upscaler.doublings()) {
    const Tensor made = doubling.forward(picture(21, 30));
    EXPECT_EQ(made.sizes(), at::IntArrayRef({1, 3, 42, 60}));
    const Tensor longer = at::replication_pad2d(picture(21, 30), {0, 2, 0, 3});  // [1, 3, 24, 32]
    // Observed 0.
    EXPECT_LE(max_abs_diff(made, doubling.forward(longer).narrow(2, 0, 42).narrow(3, 0, 60)), 2e-6);
  }
}

std::string refusal_of(const Json& changes) {
  Json config = kSmallUpscaler.to_json();
  config.update(changes);
  try {
    UpscalerConfig::from_json(config);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    return error.what();
  }
  return "accepted";
}

TEST(UpscalerConfig, ReadsWhatItWrote) {
  const UpscalerConfig read = UpscalerConfig::from_json(kSmallUpscaler.to_json());
  EXPECT_EQ(read.unshuffle, kSmallUpscaler.unshuffle);
  EXPECT_EQ(read.channels, kSmallUpscaler.channels);
  EXPECT_EQ(read.layers, kSmallUpscaler.layers);
}

TEST(UpscalerConfig, RefusesWhatItDoesNotImplementNamingFileAndField) {
  EXPECT_THAT(refusal_of({{"scale", 3}}),
              testing::AllOf(HasSubstr("upscaler/config.json"), HasSubstr("scale")));
  EXPECT_THAT(refusal_of({{"act_fn", "gelu"}}), HasSubstr("act_fn"));
  EXPECT_THAT(refusal_of({{"unshuffle", {4, 0}}}), HasSubstr("unshuffle"));
  EXPECT_THAT(refusal_of({{"unshuffle", {4, 9}}}), HasSubstr("unshuffle"));
  EXPECT_THAT(refusal_of({{"unshuffle", {4, 2, 2}}}), HasSubstr("at most 2"));
  EXPECT_THAT(refusal_of({{"channels", {8}}}), HasSubstr("channels"));
  EXPECT_THAT(refusal_of({{"channels", {8, 1 << 20}}}), HasSubstr("channels"));
  EXPECT_THAT(refusal_of({{"layers", {2, 17}}}), HasSubstr("layers"));
  EXPECT_THAT(refusal_of({{"layers", {2, 1, 1}}}), HasSubstr("layers"));
  EXPECT_THAT(refusal_of({{"layers", "three"}}), HasSubstr("layers"));
}

// The file's tensors as the pipeline binds them.
void bind(const std::filesystem::path& model) {
  const auto source =
      std::make_shared<FileWeights>(CheckpointFiles::open(model / kUpscalerFolder, "diffusion_pytorch_model"),
                                    "upscaler", torch::kFloat32, torch::kCPU);
  const Upscaler upscaler(Weights(source), kSmallUpscaler);
  source->expect_all_taken();
}

std::string refusal_of(const StateDict& weights) {
  const testing_folders::TempFolder folder;
  give_upscaler(folder.path(), weights);
  try {
    bind(folder.path());
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    return error.what();
  }
  return "accepted";
}

TEST(UpscalerWeights, RefusesMissingMisshapenAndSurplusTensors) {
  EXPECT_EQ(refusal_of(upscaler_weights()), "accepted");
  StateDict missing = upscaler_weights();
  missing.erase("doublings.1.conv_out.bias");
  EXPECT_THAT(refusal_of(missing),
              testing::AllOf(HasSubstr("upscaler"), HasSubstr("doublings.1.conv_out.bias")));
  StateDict misshapen = upscaler_weights();
  misshapen["doublings.0.convs.0.weight"] = torch::zeros({8, 3, 3, 3});
  EXPECT_THAT(refusal_of(misshapen), HasSubstr("doublings.0.convs.0.weight"));
  StateDict surplus = upscaler_weights();
  surplus["doublings.2.conv_out.bias"] = torch::zeros({12});
  EXPECT_THAT(refusal_of(surplus), HasSubstr("doublings.2.conv_out.bias"));
}

TEST(UpscalerWeights, MayBeStoredInEightBits) {
  const testing_folders::TempFolder folder;
  const StateDict weights = upscaler_weights();
  give_upscaler(folder.path(), weights);
  quantize_checkpoint(CheckpointFiles::open(folder / kUpscalerFolder, "diffusion_pytorch_model"),
                      folder / "small.safetensors");
  const auto source = std::make_shared<FileWeights>(CheckpointFiles::open(folder.path(), "small"), "upscaler",
                                                    torch::kFloat32, torch::kCPU);
  const Upscaler small(Weights(source), kSmallUpscaler);
  source->expect_all_taken();
  const Tensor exact = upscaler_of(weights).doublings()[0].forward(picture(24, 40));
  // Observed 0.0085.
  EXPECT_LE(max_abs_diff(small.doublings()[0].forward(picture(24, 40)), exact), 0.05);
}

}  // namespace
}  // namespace reverie
