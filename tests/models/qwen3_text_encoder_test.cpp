// tests/models/qwen3_text_encoder_test.cpp
//
// Qwen3TextEncoder against the published reference, with tied and with untied embeddings.
// Goldens: golden/qwen3_text_encoder_{tied,untied}.safetensors, made by scripts/goldens/qwen3_text_encoder.py
// on CPU in fp32: two prompts of 13 and 8 tokens, the second padded on the right.

#include "models/qwen3_text_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "support/golden.h"

namespace reverie {
namespace {

using testing::HasSubstr;

constexpr double kBound = 5e-5;
constexpr double kNoticeable = 100 * kBound;

// Logits of a tied head are smaller, because the embedding is, and so is their rounding.
double logits_bound(const Golden& g) {
  return g.config().at("tie_word_embeddings").get<bool>() ? 2.4e-6 : 3e-5;
}

Qwen3TextEncoder encoder_of(const Golden& g, const std::function<void(StateDict&)>& edit = {},
                            const std::function<void(Qwen3Config&)>& change = {}) {
  Qwen3Config config = Qwen3Config::from_json(g.config());
  if (change) change(config);
  return Qwen3TextEncoder(g.weights(edit), config, config.num_hidden_layers, /*with_head=*/true);
}

Tensor lengths_of(const Golden& g) {
  return g["mask"].sum(1);
}

class Qwen3Parity : public testing::TestWithParam<const char*> {
 protected:
  // How far hidden state 3 moves under a planted mistake.
  double moved_by(const std::function<void(StateDict&)>& edit,
                  const std::function<void(Qwen3Config&)>& change = {}) const {
    return max_abs_diff(encoder_of(g, edit, change).prompt_embeds(g["ids"], lengths_of(g), {3}),
                        g["hidden_states.3"]);
  }

  const Golden g = Golden::load(GetParam());
};

TEST_P(Qwen3Parity, EveryHiddenStateIsThatOfTheReference) {
  const Qwen3TextEncoder model = encoder_of(g);
  for (int64_t k = 0; k <= 4; ++k) {
    SCOPED_TRACE(k);
    // Observed 0 to 1.1e-5; they reach 20. Padded places count: FLUX.2 reads them.
    const Tensor state = model.prompt_embeds(g["ids"], lengths_of(g), {k});
    EXPECT_LE(max_abs_diff(state, g["hidden_states." + std::to_string(k)]), kBound);
  }
}

TEST_P(Qwen3Parity, WeightsKeptInBf16AreWidenedWhenUsed) {
  // The weights are bf16 numbers, so nothing is lost. Observed 1.1e-5 and 3.0e-6.
  const Qwen3TextEncoder model = encoder_of(g, store_in_bf16);
  EXPECT_LE(max_abs_diff(model.prompt_embeds(g["ids"], lengths_of(g), {3}), g["hidden_states.3"]), kBound);
  EXPECT_LE(max_abs_diff(model.logits(g["ids"].narrow(0, 0, 1), nullptr), g["logits"].narrow(0, 0, 1)),
            kBound);
}

TEST_P(Qwen3Parity, ChosenHiddenStatesStandSideBySideInTheOrderAskedFor) {
  const Tensor embeds = encoder_of(g).prompt_embeds(g["ids"], lengths_of(g), {3, 1, 2});  // [2, 13, 96]
  const Tensor expected = torch::cat({g["hidden_states.3"], g["hidden_states.1"], g["hidden_states.2"]}, -1);
  EXPECT_LE(max_abs_diff(embeds, expected), kBound);
}

TEST_P(Qwen3Parity, FewerLayersAreEnoughForEarlierStates) {
  const Qwen3Config config = Qwen3Config::from_json(g.config());
  const auto drop = [](StateDict& w) {
    std::erase_if(w, [](const auto& entry) {
      return entry.first.starts_with("model.layers.3") || entry.first == "model.norm.weight";
    });
  };
  const Qwen3TextEncoder model(g.weights(drop), config, 3);
  EXPECT_LE(max_abs_diff(model.prompt_embeds(g["ids"], lengths_of(g), {3}), g["hidden_states.3"]), kBound);
  EXPECT_THROW(model.prompt_embeds(g["ids"], lengths_of(g), {4}), Error);
  EXPECT_THROW(model.logits(g["ids"], nullptr), Error);
  EXPECT_THROW(Qwen3TextEncoder(g.weights(), config, 5), Error);
}

TEST_P(Qwen3Parity, LogitsAreThoseOfTheReference) {
  // The first prompt has no padding. Observed 2.4e-7 (tied), 3.0e-6 (untied).
  const Tensor logits = encoder_of(g).logits(g["ids"].narrow(0, 0, 1), nullptr);
  EXPECT_LE(max_abs_diff(logits, g["logits"].narrow(0, 0, 1)), logits_bound(g));
}

TEST_P(Qwen3Parity, WritesTheTokensThatTheReferenceWrites) {
  const Qwen3TextEncoder model = encoder_of(g);
  KeyValueCache cache;
  Tensor ids = g["prompt"];
  std::vector<int64_t> written;
  for (int64_t i = 0; i < 12; ++i) {
    const Tensor logits = model.logits(ids, &cache);
    written.push_back(logits[0][-1].argmax().item<int64_t>());
    ids = torch::tensor({{written.back()}});
  }
  EXPECT_TRUE(torch::tensor(written).unsqueeze(0).equal(g["generated"])) << torch::tensor(written);
}

TEST_P(Qwen3Parity, TokensReadOneByOneGiveTheLogitsOfAllAtOnce) {
  const Qwen3TextEncoder model = encoder_of(g);
  const Tensor ids = g["ids"].narrow(0, 0, 1);
  KeyValueCache cache;
  std::vector<Tensor> steps;
  for (const auto& [begin, count] : {std::pair<int64_t, int64_t>{0, 5}, {5, 1}, {6, 4}, {10, 3}}) {
    steps.push_back(model.logits(ids.narrow(1, begin, count), &cache));
  }
  EXPECT_EQ(cache.tokens, 13);
  // Observed 3.3e-7 (tied), 4.1e-6 (untied).
  EXPECT_LE(max_abs_diff(torch::cat(steps, 1), g["logits"].narrow(0, 0, 1)), logits_bound(g));
}

TEST_P(Qwen3Parity, LaterTokensDoNotReachEarlierOnes) {
  const Qwen3TextEncoder model = encoder_of(g);
  Tensor changed = g["ids"].clone();
  changed.select(1, 12).fill_(5);
  const Tensor before = model.prompt_embeds(g["ids"], lengths_of(g), {3});
  const Tensor after = model.prompt_embeds(changed, lengths_of(g), {3});
  EXPECT_LE(max_abs_diff(after.narrow(1, 0, 12), before.narrow(1, 0, 12)), kBound);
  EXPECT_GT(max_abs_diff(after.select(1, 12), before.select(1, 12)), kNoticeable);
  // Planted in the reference itself: seeing ahead moves hidden state 3 by more than 20.
  EXPECT_GT(g.notes().at("seeing_ahead_moves").get<double>(), kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesPaddingThatIsAttendedTo) {
  const Tensor all = torch::full({2}, 13, torch::kInt64);
  const Tensor unmasked = encoder_of(g).prompt_embeds(g["ids"], all, {3});
  EXPECT_LE(max_abs_diff(unmasked, g["hidden_states_unmasked.3"]), kBound);
  EXPECT_GT(max_abs_diff(unmasked, g["hidden_states.3"]), kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesRotationOfPairsInsteadOfHalves) {
  const auto other_layout = [](StateDict& w) {
    for (const char* name : {"q_proj", "k_proj", "q_norm", "k_norm"}) {
      Tensor& weight = w["model.layers.1.self_attn." + std::string(name) + ".weight"];
      weight = with_pairs_separated(weight, 16);
    }
  };
  EXPECT_GT(moved_by(other_layout), kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesKeyHeadsSharedInTurnInsteadOfInGroups) {
  // Heads 0, 1 read key head 0 and heads 2, 3 read key head 1. Exchanging heads 1 and 2, on both sides of the
  // attention, is what sharing them in turn would compute.
  const auto in_turn = [](StateDict& w) {
    Tensor& q = w["model.layers.0.self_attn.q_proj.weight"];
    Tensor& o = w["model.layers.0.self_attn.o_proj.weight"];
    q = with_swapped_rows(q, 4, 1, 2);
    o = with_swapped_rows(o.t(), 4, 1, 2).t().contiguous();
  };
  EXPECT_GT(moved_by(in_turn), kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesSwappedGateAndUpProjections) {
  const auto swap = [](StateDict& w) {
    std::swap(w["model.layers.1.mlp.gate_proj.weight"], w["model.layers.1.mlp.up_proj.weight"]);
  };
  EXPECT_GT(moved_by(swap), kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesAWrongEpsilon) {
  EXPECT_GT(moved_by({}, [](Qwen3Config& c) { c.rms_norm_eps = 1e-5; }), kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesAWrongRotationBase) {
  EXPECT_GT(moved_by({}, [](Qwen3Config& c) { c.rope_theta = 10000.0; }), kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesAnUnreadQueryNorm) {
  EXPECT_GT(moved_by([](StateDict& w) { w["model.layers.0.self_attn.q_norm.weight"].fill_(1.0); }),
            kNoticeable);
}

TEST_P(Qwen3Parity, BoundNoticesTheNeighbouringHiddenState) {
  const Tensor next = encoder_of(g).prompt_embeds(g["ids"], lengths_of(g), {2});
  EXPECT_GT(max_abs_diff(next, g["hidden_states.3"]), kNoticeable);
}

INSTANTIATE_TEST_SUITE_P(Embeddings, Qwen3Parity,
                         testing::Values("qwen3_text_encoder_tied", "qwen3_text_encoder_untied"),
                         [](const auto& kind) { return std::string(kind.param).substr(19); });

TEST(Qwen3TextEncoder, ATiedHeadIsTheEmbeddingAndAnUntiedOneIsNot) {
  const Golden g = Golden::load("qwen3_text_encoder_untied");
  const auto tie = [](Qwen3Config& c) { c.tie_word_embeddings = true; };
  const Tensor logits = encoder_of(g, {}, tie).logits(g["ids"].narrow(0, 0, 1), nullptr);
  EXPECT_GT(max_abs_diff(logits, g["logits"].narrow(0, 0, 1)), kNoticeable);
}

TEST(Qwen3TextEncoder, TakesEveryTensorOfASavedCheckpoint) {
  const auto folder = golden_folder() / "klein_tiny" / "text_encoder";
  const Qwen3Config config = Qwen3Config::from_json(read_json(folder / "config.json"));
  const auto source = std::make_shared<FileWeights>(CheckpointFiles::open(folder, "model"),
                                                    "qwen3_text_encoder", torch::kFloat32, torch::kCPU);
  const Qwen3TextEncoder model(Weights(source), config, config.num_hidden_layers, /*with_head=*/true);
  EXPECT_NO_THROW(source->expect_all_taken());
}

TEST(Qwen3Config, ReadsTheRotationBaseOfBothFileVersions) {
  Json config = Golden::load("qwen3_text_encoder_tied").config();
  EXPECT_EQ(Qwen3Config::from_json(config).rope_theta, 1000000.0);  // transformers 5: in "rope_parameters"
  config.erase("rope_parameters");
  config["rope_theta"] = 5000.0;
  config["rope_scaling"] = nullptr;
  EXPECT_EQ(Qwen3Config::from_json(config).rope_theta, 5000.0);  // transformers 4: at the top
}

TEST(Qwen3Config, SurvivesItsOwnJson) {
  const Json ours = Qwen3Config::from_json(Golden::load("qwen3_text_encoder_untied").config()).to_json();
  EXPECT_EQ(Qwen3Config::from_json(ours).to_json(), ours);
}

TEST(Qwen3Config, RefusesWhatIsNotImplemented) {
  const Json published = Golden::load("qwen3_text_encoder_tied").config();
  const auto message_for = [&](const char* field, const Json& value) -> std::string {
    Json config = published;
    config[field] = value;
    try {
      Qwen3Config::from_json(config);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
      return e.what();
    }
    return "accepted";
  };
  EXPECT_THAT(message_for("model_type", "llama"), HasSubstr("model_type"));
  EXPECT_THAT(message_for("hidden_act", "gelu"), HasSubstr("hidden_act"));
  EXPECT_THAT(message_for("attention_bias", true), HasSubstr("attention_bias"));
  EXPECT_THAT(message_for("use_sliding_window", true), HasSubstr("use_sliding_window"));
  EXPECT_THAT(message_for("num_key_value_heads", 3), HasSubstr("a divisor of num_attention_heads"));
  EXPECT_THAT(message_for("rope_parameters", {{"rope_type", "yarn"}, {"rope_theta", 1e6}}),
              HasSubstr("rope_type"));
}

}  // namespace
}  // namespace reverie
