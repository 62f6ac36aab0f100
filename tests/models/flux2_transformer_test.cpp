// tests/models/flux2_transformer_test.cpp
//
// Flux2Transformer against the published reference, on tiny random-weight instances.
// Goldens: golden/flux2_transformer_{tiny,guidance}.safetensors, made by scripts/goldens/flux2_transformer.py
// on CPU in fp32. That the bounds below mean something is shown in flux2_transformer_sabotage_test.cpp.
//
// "Observed 0" is bit for bit, with the LibTorch that the reference ran on. Another build may round
// otherwise, by about what fp32 costs the reference itself: 2.7e-6 from its own float64 result (manifest).
// The bound is ten times that.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "models/flux2_transformer_golden.h"

namespace reverie {
namespace {

using testing::HasSubstr;

constexpr double kBound = 2e-5;

TEST(Flux2Transformer, MatchesReferenceWithReferencesAmongTheTokens) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  // Observed 0. The smallest mistake planted in the sabotage test moves it by 0.16.
  EXPECT_LE(max_abs_diff(transformer_of(g).forward(joined_input(g)), g["velocity"]), kBound);
}

TEST(Flux2Transformer, MatchesReferenceWithoutReferences) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  Flux2Transformer::Input in = joined_input(g);
  in.latents = g["latents"];
  in.image_ids = g["image_ids"];
  // Observed 0.
  EXPECT_LE(max_abs_diff(transformer_of(g).forward(in), g["velocity_without_references"]), kBound);
}

TEST(Flux2Transformer, MatchesReferenceOnInputsSoSmallThatEpsilonDecides) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  Flux2Transformer::Input in = joined_input(g);
  in.latents = g["latents"] / 1024;
  in.text = g["text"] / 1024;
  in.image_ids = g["image_ids"];
  // Observed 0. An epsilon of 1e-5 moves it by 3.1.
  EXPECT_LE(max_abs_diff(transformer_of(g).forward(in), g["velocity_quiet"]), kBound);
}

TEST(Flux2Transformer, MatchesReferenceWithGuidanceEmbedding) {
  const Golden g = Golden::load("flux2_transformer_guidance");
  const Flux2Transformer::Input in{g["latents"],   g["text"],     g["timestep"],
                                   g["image_ids"], g["text_ids"], g["guidance"]};
  // Observed 0.
  EXPECT_LE(max_abs_diff(transformer_of(g).forward(in), g["velocity"]), kBound);
}

TEST(Flux2Transformer, WeightsKeptInBf16AreWidenedWhenUsed) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  // The weights are bf16 numbers, so nothing is lost. Observed 0.
  EXPECT_LE(max_abs_diff(transformer_of(g, store_in_bf16).forward(joined_input(g)), g["velocity"]), kBound);
}

TEST(Flux2Transformer, ReusedReferencesHaveTheKeysAndValuesOfTheReference) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  const ReferenceCache cache = transformer_of(g).encode_references(g["references"], g["reference_ids"]);
  const std::vector<std::string> blocks{"transformer_blocks.0", "transformer_blocks.1",
                                        "single_transformer_blocks.0", "single_transformer_blocks.1"};
  ASSERT_EQ(cache.size(), blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    SCOPED_TRACE(blocks[i]);
    // The reference stores [B, R, H, D]. Observed 0.
    EXPECT_LE(max_abs_diff(cache[i].keys.transpose(1, 2), g["kv." + blocks[i] + ".key"]), kBound);
    EXPECT_LE(max_abs_diff(cache[i].values.transpose(1, 2), g["kv." + blocks[i] + ".value"]), kBound);
  }
}

TEST(Flux2Transformer, MatchesReferenceInTheStepThatReadsReferencesAndInLaterSteps) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  const Flux2Transformer model = transformer_of(g);
  const ReferenceCache cache = model.encode_references(g["references"], g["reference_ids"]);
  Flux2Transformer::Input in = joined_input(g);
  in.latents = g["latents"];
  in.image_ids = g["image_ids"];
  in.references = &cache;
  // Observed 1.6e-6: the references stand elsewhere in our sums.
  EXPECT_LE(max_abs_diff(model.forward(in), g["kv.velocity_extract"]), kBound);
  in.latents = g["latents_later"];
  in.sigma = g["timestep_later"];
  // Observed 1.8e-6.
  EXPECT_LE(max_abs_diff(model.forward(in), g["kv.velocity_cached"]), kBound);
}

TEST(Flux2Transformer, OneSetOfReusedReferencesServesAWholeBatch) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  const Flux2Transformer model = transformer_of(g);
  const ReferenceCache cache = model.encode_references(g["references"].narrow(0, 0, 1), g["reference_ids"]);
  Flux2Transformer::Input in = joined_input(g);
  in.latents = g["latents"];
  in.image_ids = g["image_ids"];
  in.references = &cache;
  const Tensor both = model.forward(in);
  // The first picture's references are its own. Observed 1.2e-6.
  EXPECT_LE(max_abs_diff(both[0], g["kv.velocity_extract"][0]), kBound);
  // The second now sees the first one's.
  EXPECT_GT(max_abs_diff(both[1], g["kv.velocity_extract"][1]), 1e-2);
}

TEST(Flux2Transformer, PicturesOfABatchMayHavePositionsOfTheirOwn) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  const Flux2Transformer model = transformer_of(g);
  Flux2Transformer::Input in = joined_input(g);
  const Tensor moved = in.image_ids + torch::tensor({0, 3, 1, 0});
  const Tensor ids = in.image_ids;
  in.image_ids = torch::stack({ids, moved});  // [2, 16, 4]
  const Tensor together = model.forward(in);
  in.image_ids = moved;
  // Observed 0.
  EXPECT_LE(max_abs_diff(together[0], g["velocity"][0]), kBound);
  EXPECT_LE(max_abs_diff(together[1], model.forward(in)[1]), kBound);
  EXPECT_GT(max_abs_diff(together[1], g["velocity"][1]), 1e-2);
}

TEST(Flux2Transformer, PositionIdsAreThoseOfTheReference) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  EXPECT_TRUE(text_position_ids(7).equal(g["text_ids"]));
  EXPECT_TRUE(image_position_ids(3, 2, 0).equal(g["image_ids"]));
  EXPECT_TRUE(
      torch::cat({image_position_ids(2, 2, 10), image_position_ids(2, 3, 20)}).equal(g["reference_ids"]));
}

TEST(Flux2Transformer, RotaryAnglesFarOutAreThoseOfTheReference) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  const Rope rope = rope_from_ids(g["far_ids"], {32, 32, 32, 32}, 2000.0);
  // The reference repeats each value for both channels of a pair. Observed 0, bound one unit in
  // the last place of 1; angles in float32 move it by 1.8e-5.
  constexpr double kRopeBound = 1.2e-7;
  EXPECT_LE(max_abs_diff(rope.cos.repeat_interleave(2, -1), g["far_cos"]), kRopeBound);
  EXPECT_LE(max_abs_diff(rope.sin.repeat_interleave(2, -1), g["far_sin"]), kRopeBound);
  EXPECT_GT(g.notes().at("far_ids_in_float32_move").get<double>(), 100 * kRopeBound);
}

TEST(Flux2Transformer, TakesEveryTensorOfASavedCheckpoint) {
  const auto folder = golden_folder() / "klein_tiny" / "transformer";
  const auto source = std::make_shared<FileWeights>(CheckpointFiles::open(folder, "diffusion_pytorch_model"),
                                                    "flux2_transformer", torch::kFloat32, torch::kCPU);
  const Flux2Transformer model(Weights(source),
                               Flux2TransformerConfig::from_json(read_json(folder / "config.json")));
  EXPECT_NO_THROW(source->expect_all_taken());
}

TEST(Flux2Transformer, RefusesACheckpointOfAnotherWidth) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  const auto wider = [](Flux2TransformerConfig& c) { c.num_attention_heads = 3; };
  EXPECT_THROW(transformer_of(g, {}, wider), Error);
}

TEST(Flux2Transformer, RefusesGuidanceItHasNoWeightsForAndMissingGuidance) {
  const Golden without = Golden::load("flux2_transformer_tiny");
  Flux2Transformer::Input in = joined_input(without);
  in.guidance = torch::tensor({4.0F, 4.0F});
  EXPECT_THROW(transformer_of(without).forward(in), Error);

  const Golden with = Golden::load("flux2_transformer_guidance");
  in = {with["latents"], with["text"], with["timestep"], with["image_ids"], with["text_ids"], std::nullopt};
  EXPECT_THROW(transformer_of(with).forward(in), Error);
}

TEST(Flux2TransformerConfig, SurvivesItsOwnJson) {
  const Json published = Golden::load("flux2_transformer_guidance").config();
  const Json ours = Flux2TransformerConfig::from_json(published).to_json();
  EXPECT_EQ(Flux2TransformerConfig::from_json(ours).to_json(), ours);
  for (const auto& [field, value] : ours.items()) {
    EXPECT_EQ(published.at(field), value) << field;
  }
}

TEST(Flux2TransformerConfig, RefusesWhatIsNotImplementedAndWhatIsMissing) {
  const Json published = Golden::load("flux2_transformer_tiny").config();
  const auto message_for = [&](const char* field, const Json& value) -> std::string {
    Json config = published;
    if (value.is_discarded()) {
      config.erase(field);
    } else {
      config[field] = value;
    }
    try {
      Flux2TransformerConfig::from_json(config);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
      return e.what();
    }
    return "accepted";
  };
  const Json missing(Json::value_t::discarded);
  EXPECT_THAT(message_for("patch_size", 2), HasSubstr("\"patch_size\": expected 1"));
  EXPECT_THAT(message_for("out_channels", 99), HasSubstr("out_channels"));
  EXPECT_THAT(message_for("num_layers", "two"), HasSubstr("num_layers"));
  EXPECT_THAT(message_for("eps", missing), HasSubstr("\"eps\": expected a number, got nothing"));
  EXPECT_THAT(message_for("guidance_embeds", 1), HasSubstr("true or false"));
  EXPECT_THAT(message_for("axes_dims_rope", {4, 4, 4}), HasSubstr("add up to attention_head_dim"));
  EXPECT_THAT(message_for("axes_dims_rope", {8, 4, 4, 4}), HasSubstr("add up to attention_head_dim"));
  EXPECT_THAT(message_for("axes_dims_rope", {5, 3, 4, 4}), HasSubstr("add up to attention_head_dim"));
}

}  // namespace
}  // namespace reverie
