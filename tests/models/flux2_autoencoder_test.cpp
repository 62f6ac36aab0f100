// tests/models/flux2_autoencoder_test.cpp
//
// Flux2Autoencoder against the published reference: one shaped like klein's (8x, attention in the middle) and
// one like mini's (32x, six levels, another decoder, no attention). Goldens:
// golden/flux2_autoencoder_{klein,mini}.safetensors, made by scripts/goldens/flux2_autoencoder.py on CPU in
// fp32. Mistakes that cannot be planted from outside (a wrong epsilon, padding, upsampling) were planted in
// the reference; the manifest's "mistakes" say how far that moved it.

#include "models/flux2_autoencoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "support/golden.h"

namespace reverie {
namespace {

using testing::HasSubstr;

// "Observed 0" is bit for bit, with the LibTorch that the reference ran on. Another build may round
// otherwise, by about what fp32 costs the reference itself (manifest): 1.6e-6 encoding, 5.6e-6 decoding. Ten
// times that:
constexpr double kEncodeBound = 1.5e-5;
constexpr double kDecodeBound = 5e-5;
constexpr double kStatisticsBound = 1.5e-6;

Flux2Autoencoder autoencoder_of(const Golden& g, const std::function<void(StateDict&)>& edit = {},
                                const std::function<void(Flux2AutoencoderConfig&)>& change = {}) {
  Flux2AutoencoderConfig config = Flux2AutoencoderConfig::from_json(g.config());
  if (change) change(config);
  return Flux2Autoencoder(g.weights(edit), config);
}

class Flux2AutoencoderParity : public testing::TestWithParam<const char*> {
 protected:
  const Golden g = Golden::load(GetParam());
};

TEST_P(Flux2AutoencoderParity, EncodesToTheMeanOfTheReference) {
  // Observed 3.3e-6 (klein), 3.4e-6 (mini): the channels lie side by side in ours.
  EXPECT_LE(max_abs_diff(autoencoder_of(g).encode(g["image"]), g["encode_mode"]), kEncodeBound);
}

TEST_P(Flux2AutoencoderParity, DecodesWhatTheReferenceDecodes) {
  // Observed 4.7e-6 (klein), 6.9e-6 (mini); pixels reach 6.
  EXPECT_LE(max_abs_diff(autoencoder_of(g).decode(g["latents"]), g["decoded"]), kDecodeBound);
}

TEST_P(Flux2AutoencoderParity, PacksWithTheStoredStatistics) {
  const Flux2Autoencoder model = autoencoder_of(g);
  EXPECT_TRUE(patchify(g["encode_mode"]).equal(g["patches"]));
  // Observed 0.
  EXPECT_LE(max_abs_diff(model.pack(g["encode_mode"]), g["normalised"]), kStatisticsBound);
  EXPECT_LE(max_abs_diff(model.pack(g["encode_mode"]).flatten(2).transpose(1, 2), g["packed"]),
            kStatisticsBound);
}

TEST_P(Flux2AutoencoderParity, UnpackingUndoesPacking) {
  EXPECT_TRUE(unpatchify(g["patches"]).equal(g["encode_mode"]));
  // Observed 1.8e-7 (klein), 1.2e-7 (mini).
  EXPECT_LE(max_abs_diff(autoencoder_of(g).unpack(g["normalised"]), g["encode_mode"]), kStatisticsBound);
}

TEST_P(Flux2AutoencoderParity, WeightsKeptInBf16AreWidenedWhenUsed) {
  // The weights are bf16 numbers, so nothing is lost.
  const Flux2Autoencoder model = autoencoder_of(g, store_in_bf16);
  EXPECT_LE(max_abs_diff(model.encode(g["image"]), g["encode_mode"]), kEncodeBound);
  EXPECT_LE(max_abs_diff(model.decode(g["latents"]), g["decoded"]), kDecodeBound);
  EXPECT_LE(max_abs_diff(model.pack(g["encode_mode"]), g["normalised"]), kStatisticsBound);
  EXPECT_LE(max_abs_diff(model.unpack(g["normalised"]), g["encode_mode"]), kStatisticsBound);
}

TEST_P(Flux2AutoencoderParity, DecodesAlikeInTwoParts) {
  const Flux2Autoencoder model = autoencoder_of(g);
  const Tensor whole = model.decode(g["latents"]);
  for (int64_t block = 0; block < model.config().levels(); ++block) {
    const Tensor features = model.decoder().forward_until(model.to_decoder(g["latents"]), block);
    EXPECT_EQ(features.size(2), g["latents"].size(2) << block);
    EXPECT_TRUE(model.decoder().forward_after(features, block).equal(whole)) << "block " << block;
  }
}

TEST_P(Flux2AutoencoderParity, HalvesOfTheNetworkNeedOnlyTheirOwnWeights) {
  const Flux2AutoencoderConfig config = Flux2AutoencoderConfig::from_json(g.config());
  const auto drop = [](const std::string& half) {
    return [half](StateDict& w) {
      std::erase_if(w, [&](const auto& entry) { return entry.first.starts_with(half); });
    };
  };
  const Flux2Autoencoder decoder(g.weights(drop("encoder.")), config, Flux2Autoencoder::Parts::DecoderOnly);
  EXPECT_LE(max_abs_diff(decoder.decode(g["latents"]), g["decoded"]), kDecodeBound);
  const Flux2Autoencoder encoder(g.weights(drop("decoder.")), config, Flux2Autoencoder::Parts::EncoderOnly);
  EXPECT_LE(max_abs_diff(encoder.encode(g["image"]), g["encode_mode"]), kEncodeBound);
  EXPECT_THROW(autoencoder_of(g, drop("decoder.")), Error);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesMistakesPlantedInTheReference) {
  const Json& mistakes = g.notes().at("mistakes");
  EXPECT_GT(mistakes.at("group_norm_epsilon_1e-5").at("encode").get<double>(), 100 * kEncodeBound);
  EXPECT_GT(mistakes.at("group_norm_epsilon_1e-5").at("decode").get<double>(), 100 * kDecodeBound);
  EXPECT_GT(mistakes.at("downsampling_padded_on_all_sides").at("encode").get<double>(), 100 * kEncodeBound);
  EXPECT_GT(mistakes.at("bilinear_upsampling").at("decode").get<double>(), 100 * kDecodeBound);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesTheLogarithmOfTheVarianceReadAsTheMean) {
  const auto swap = [](StateDict& w) {
    for (const char* name : {"quant_conv.weight", "quant_conv.bias"})
      w[name] = with_swapped_rows(w[name], 2, 0, 1);
  };
  EXPECT_GT(max_abs_diff(autoencoder_of(g, swap).encode(g["image"]), g["encode_mode"]), 100 * kEncodeBound);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesAForgottenPostQuantisationConvolution) {
  const Flux2Autoencoder model = autoencoder_of(g);
  EXPECT_GT(max_abs_diff(model.decoder().forward(g["latents"]), g["decoded"]), 100 * kDecodeBound);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesBgrForRgb) {
  const auto swap = [](StateDict& w) {
    w["decoder.conv_out.weight"] = w["decoder.conv_out.weight"].flip({0});
  };
  EXPECT_GT(max_abs_diff(autoencoder_of(g, swap).decode(g["latents"]), g["decoded"]), 100 * kDecodeBound);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesVarianceUsedAsDeviation) {
  const auto square = [](StateDict& w) { w["bn.running_var"] = w["bn.running_var"].square(); };
  EXPECT_GT(max_abs_diff(autoencoder_of(g, square).pack(g["encode_mode"]), g["normalised"]),
            100 * kStatisticsBound);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesAForgottenMean) {
  const auto forget = [](StateDict& w) { w["bn.running_mean"].zero_(); };
  EXPECT_GT(max_abs_diff(autoencoder_of(g, forget).pack(g["encode_mode"]), g["normalised"]),
            100 * kStatisticsBound);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesAForgottenEpsilonOfTheStatistics) {
  const auto forget = [](Flux2AutoencoderConfig& c) { c.batch_norm_eps = 0.0; };
  // The smallest of them: 5e-5 of the deviation.
  EXPECT_GT(max_abs_diff(autoencoder_of(g, {}, forget).pack(g["encode_mode"]), g["normalised"]),
            10 * kStatisticsBound);
}

TEST_P(Flux2AutoencoderParity, BoundNoticesThePlaceBeforeTheChannelInPacking) {
  const Tensor latents = g["encode_mode"];
  const auto s = latents.sizes();
  const Tensor place_first = latents.reshape({s[0], s[1], s[2] / 2, 2, s[3] / 2, 2})
                                 .permute({0, 3, 5, 1, 2, 4})
                                 .reshape({s[0], 4 * s[1], s[2] / 2, s[3] / 2});
  EXPECT_GT(max_abs_diff(place_first, g["patches"]), 1e-2);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Flux2AutoencoderParity,
                         testing::Values("flux2_autoencoder_klein", "flux2_autoencoder_mini"),
                         [](const auto& shape) { return std::string(shape.param).substr(18); });

TEST(Flux2Autoencoder, BoundNoticesForgottenAttentionInTheMiddle) {
  const Golden g = Golden::load("flux2_autoencoder_klein");
  const auto forget = [](Flux2AutoencoderConfig& c) { c.mid_block_add_attention = false; };
  const Flux2Autoencoder model = autoencoder_of(g, {}, forget);
  EXPECT_GT(max_abs_diff(model.decode(g["latents"]), g["decoded"]), 100 * kDecodeBound);
  EXPECT_GT(max_abs_diff(model.encode(g["image"]), g["encode_mode"]), 100 * kEncodeBound);
}

TEST(Flux2Autoencoder, BoundNoticesSwappedQueriesAndValuesInTheMiddle) {
  const Golden g = Golden::load("flux2_autoencoder_klein");
  const auto swap = [](StateDict& w) {
    for (const char* kind : {".weight", ".bias"}) {
      const std::string attention = "decoder.mid_block.attentions.0.";
      std::swap(w[attention + "to_q" + kind], w[attention + "to_v" + kind]);
    }
  };
  EXPECT_GT(max_abs_diff(autoencoder_of(g, swap).decode(g["latents"]), g["decoded"]), 100 * kDecodeBound);
}

TEST(Flux2Autoencoder, NewStatisticsReplaceTheStoredOnes) {
  const Golden g = Golden::load("flux2_autoencoder_klein");
  Flux2Autoencoder model = autoencoder_of(g);
  model.set_statistics(torch::zeros({16}), torch::ones({16}));
  const Tensor expected = g["patches"] / std::sqrt(1.0 + 1e-4);
  // Observed 0.
  EXPECT_LE(max_abs_diff(model.pack(g["encode_mode"]), expected), kStatisticsBound);
}

TEST(Flux2Autoencoder, TakesEveryTensorOfASavedCheckpointButTheBatchCount) {
  const auto folder = golden_folder() / "klein_tiny" / "vae";
  const auto source = std::make_shared<FileWeights>(CheckpointFiles::open(folder, "diffusion_pytorch_model"),
                                                    "flux2_autoencoder", torch::kFloat32, torch::kCPU);
  const Flux2Autoencoder model(Weights(source),
                               Flux2AutoencoderConfig::from_json(read_json(folder / "config.json")));
  EXPECT_NO_THROW(source->expect_all_taken({"bn.num_batches_tracked"}));
}

TEST(Flux2AutoencoderConfig, SurvivesItsOwnJson) {
  const Json published = Golden::load("flux2_autoencoder_mini").config();
  const Flux2AutoencoderConfig config = Flux2AutoencoderConfig::from_json(published);
  EXPECT_EQ(config.pixels_per_latent(), 32);
  EXPECT_EQ(config.pixels_per_token(), 64);
  const Json ours = config.to_json();
  EXPECT_EQ(Flux2AutoencoderConfig::from_json(ours).to_json(), ours);
  for (const auto& [field, value] : ours.items()) {
    if (field != "sample_size") {
      EXPECT_EQ(published.at(field), value) << field;
    }
  }
}

TEST(Flux2AutoencoderConfig, WithoutDecoderChannelsTheDecoderMirrorsTheEncoder) {
  const auto config = Flux2AutoencoderConfig::from_json(Golden::load("flux2_autoencoder_klein").config());
  EXPECT_EQ(config.decoder_block_out_channels, config.block_out_channels);
}

TEST(Flux2AutoencoderConfig, RefusesWhatIsNotImplementedOrDoesNotFit) {
  const Json published = Golden::load("flux2_autoencoder_mini").config();
  const auto message_for = [&](const char* field, const Json& value) -> std::string {
    Json config = published;
    config[field] = value;
    try {
      Flux2AutoencoderConfig::from_json(config);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
      return e.what();
    }
    return "accepted";
  };
  EXPECT_THAT(message_for("in_channels", 4), HasSubstr("\"in_channels\": expected 3"));
  EXPECT_THAT(message_for("act_fn", "relu"), HasSubstr("act_fn"));
  EXPECT_THAT(message_for("patch_size", {1, 1}), HasSubstr("patch_size"));
  EXPECT_THAT(message_for("norm_num_groups", 3), HasSubstr("a divisor of every block's channels"));
  EXPECT_THAT(message_for("decoder_block_out_channels", {4, 8}), HasSubstr("as many levels"));
  EXPECT_THAT(message_for("block_out_channels", Json::array()), HasSubstr("block_out_channels"));
}

}  // namespace
}  // namespace reverie
