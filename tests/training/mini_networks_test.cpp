// The networks of `mini` in training.
#include "training/mini_networks.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "training/tiny_mini.h"

namespace reverie {
namespace {

TEST(MiniNetworks, NameTheWeightsOfEachPart) {
  const TinyMini mini(1);
  const NamedTensors all = mini.networks.named(), drawing = mini.networks.named(false);
  EXPECT_GT(all.size(), drawing.size());
  for (const auto& [name, tensor] : drawing) {
    EXPECT_TRUE(name.starts_with("transformer.")) << name;
    EXPECT_TRUE(tensor.requires_grad()) << name;
  }
  EXPECT_TRUE(all.back().first.starts_with("text_encoder."));
}

TEST(MiniNetworks, BeginAlikeFromTheSameSeedAndFromTheFolderTheyWrote) {
  const TinyMini first(1);
  const auto folder = scratch_folder();
  first.networks.write(folder, {.words = {"cat"}});
  const MiniNetworks opened(folder, first.reader.vocabulary_size(), 2, torch::kCPU);
  const NamedTensors written = first.networks.named(), read = opened.named();
  ASSERT_EQ(written.size(), read.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(written[i].first, read[i].first);
    EXPECT_TRUE(torch::equal(written[i].second, read[i].second)) << read[i].first;
  }
  const TinyMini again(1);
  EXPECT_TRUE(torch::equal(again.networks.named().front().second, written.front().second));
}

TEST(MiniNetworks, OpenTheAutoencoderOfAModelFolder) {
  const Flux2Autoencoder autoencoder =
      open_mini_autoencoder(std::filesystem::path(REVERIE_SOURCE_DIR) / "models" / "mini", torch::kCPU);
  EXPECT_EQ(autoencoder.config().pixels_per_token(), 64);
}

}  // namespace
}  // namespace reverie
