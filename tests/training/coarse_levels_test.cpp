// The encoder's outer levels as averages: skipping them changes nothing, and training leaves them alone.
#include "training/coarse_levels.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "training/mini_config.h"
#include "training/scratch.h"

namespace reverie {
namespace {

// The encoder of `mini` with disturbed weights, so that every part of it is at work.
struct Encoder {
  std::shared_ptr<TrainableWeights> source = std::make_shared<TrainableWeights>(3, std::nullopt, torch::kCPU);
  Flux2Autoencoder autoencoder{Weights(source), mini_autoencoder_config(),
                               Flux2Autoencoder::Parts::EncoderOnly};

  Encoder() { disturb(source->named(), 0.05, 3); }

  void average() { make_outer_levels_average(mini_autoencoder_config(), kMiniCoarseLevels, source->named()); }

  // Latents of the full picture, less those of the same picture made small.
  double worst_difference() const {
    const torch::NoGradGuard no_grad;
    torch::manual_seed(4);
    const Tensor picture = torch::rand({2, 3, 128, 192}) * 2 - 1;
    const Tensor small = at::avg_pool2d(picture, {4, 4});
    const Tensor skipped = encode_coarse(autoencoder, small, kMiniCoarseLevels);
    EXPECT_EQ(skipped.sizes(), (torch::IntArrayRef{2, 16, 4, 6}));
    EXPECT_GT(skipped.std().item<double>(), 0.05) << "latents that vanish would agree with anything";
    return (autoencoder.encode(picture) - skipped).abs().max().item<double>();
  }
};

TEST(CoarseLevels, GiveTheLatentsOfTheSmallPicture) {
  Encoder encoder;
  encoder.average();
  const double observed = encoder.worst_difference();
  RecordProperty("observed", std::to_string(observed));
  EXPECT_LT(observed, 2e-5);  // sums of sixteen pixels in another order
}

// If the bound did not notice levels that do something else, the test above would prove nothing.
TEST(CoarseLevels, BoundNoticesLevelsThatDoNotAverage) {
  Encoder untouched;
  EXPECT_GT(untouched.worst_difference(), 1e-2);
  Encoder shifted;
  shifted.average();
  for (const auto& [name, tensor] : shifted.source->named()) {
    const torch::NoGradGuard no_grad;
    if (name == "encoder.down_blocks.1.downsamplers.0.conv.weight") Tensor(tensor).copy_(tensor.roll(1, 3));
  }
  EXPECT_GT(shifted.worst_difference(), 1e-3);
}

TEST(CoarseLevels, AreTheEncodersWeightsThatTrainingOnSmallPicturesDoesNotReach) {
  Encoder encoder;
  encoder.average();
  encode_coarse(encoder.autoencoder, torch::rand({1, 3, 32, 32}), kMiniCoarseLevels)
      .square()
      .sum()
      .backward();
  int averaging = 0, reached = 0;
  for (const auto& [name, tensor] : encoder.source->named()) {
    if (name.starts_with("bn.")) continue;
    EXPECT_NE(is_averaging_weight(name, kMiniCoarseLevels), tensor.grad().defined()) << name;
    ++(tensor.grad().defined() ? reached : averaging);
  }
  EXPECT_EQ(averaging, 22);  // conv_in, and two levels of one resnet and one downsampler
  EXPECT_GT(reached, 22);
}

TEST(CoarseLevels, AreRecognisedByNameOnlyInTheEncoder) {
  EXPECT_TRUE(is_averaging_weight("encoder.conv_in.bias", 2));
  EXPECT_TRUE(is_averaging_weight("encoder.down_blocks.1.resnets.0.norm1.weight", 2));
  EXPECT_FALSE(is_averaging_weight("encoder.down_blocks.1.resnets.0.norm1.weight", 1));
  EXPECT_FALSE(is_averaging_weight("encoder.down_blocks.2.resnets.0.conv1.weight", 2));
  EXPECT_FALSE(is_averaging_weight("encoder.down_blocks.10.resnets.0.conv1.weight", 2));
  EXPECT_FALSE(is_averaging_weight("encoder.conv_out.weight", 2));
  EXPECT_FALSE(is_averaging_weight("decoder.conv_in.weight", 2));
  EXPECT_FALSE(is_averaging_weight("quant_conv.weight", 2));
}

TEST(CoarseLevels, RefuseToAverageThroughALevelThatChangesItsWidth) {
  Encoder encoder;
  try {
    make_outer_levels_average(mini_autoencoder_config(), kMiniCoarseLevels + 1, encoder.source->named());
    FAIL() << "level 2 is twice as wide as level 0";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::Internal);
  }
}

}  // namespace
}  // namespace reverie
