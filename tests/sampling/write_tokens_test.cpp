// Writing text: the filters against transformers, the draw against the probabilities, and the loop.
#include "sampling/write_tokens.h"

#include <gtest/gtest.h>

#include <torch/utils.h>
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "sampling/noise.h"
#include "support/golden.h"

namespace reverie {
namespace {

constexpr double kBound = 1e-6;       // probabilities, at most 1
constexpr double kNoticeable = 1e-3;  // what a sabotage must move them by

TokenSampling settings_of(const Json& json) {
  return {json.at("temperature").get<double>(), json.at("top_k").get<int64_t>(),
          json.at("top_p").get<double>()};
}

Qwen3TextEncoder tiny_model() {
  const Golden g = Golden::load("qwen3_text_encoder_untied");
  return {g.weights(), Qwen3Config::from_json(g.config()), 4, true};
}

std::vector<int64_t> ids_of(const Tensor& row) {
  return {row.data_ptr<int64_t>(), row.data_ptr<int64_t>() + row.numel()};
}

TEST(TokenProbabilities, AreThoseOfTheReferenceForEverySetting) {
  const Golden g = Golden::load("token_sampling");
  const Json& settings = g.notes().at("settings");
  for (std::size_t i = 0; i < settings.size(); ++i) {
    SCOPED_TRACE(settings[i].dump());
    for (int64_t row = 0; row < g["logits"].size(0); ++row) {
      const Tensor ours = token_probabilities(g["logits"][row], settings_of(settings[i]));
      const Tensor expected = g["probabilities." + std::to_string(i)][row];
      // Observed 0.
      EXPECT_LE(max_abs_diff(ours, expected), kBound);
      EXPECT_TRUE((ours > 0).equal(expected > 0));
    }
  }
}

TEST(TokenProbabilities, BoundNoticesFiltersInAnotherOrderAndACrossingTokenLeftOut) {
  const Golden g = Golden::load("token_sampling");
  const Tensor logits = g["logits"][0];
  const Tensor expected = g["probabilities.1"][0];  // 0.7, 20, 0.8
  // The temperature after the filters: top_p then sees a flatter distribution.
  const Tensor filtered = token_probabilities(logits, {1.0, 20, 0.8});
  EXPECT_GT(max_abs_diff((filtered.log() / 0.7).softmax(0), expected), kNoticeable);
  Tensor without_crossing = expected.clone();
  without_crossing.masked_fill_(expected == expected.masked_select(expected > 0).min(), 0);
  EXPECT_GT(max_abs_diff(without_crossing / without_crossing.sum(), expected), kNoticeable);
}

TEST(TokenProbabilities, RefusesSettingsThatMeanNothing) {
  const Tensor logits = torch::zeros({4});
  for (const auto& [sampling, field] : {std::pair<TokenSampling, const char*>{{-0.1, 0, 1}, "temperature"},
                                        {{std::nan(""), 0, 1}, "temperature"},
                                        {{1, -1, 1}, "top_k"},
                                        {{1, 0, 0}, "top_p"},
                                        {{1, 0, 1.1}, "top_p"}}) {
    try {
      token_probabilities(logits, sampling);
      ADD_FAILURE() << field << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.field(), field);
    }
  }
}

TEST(WriteTokens, WithoutTemperatureWritesWhatTheReferenceWrites) {
  const Golden g = Golden::load("qwen3_text_encoder_untied");
  WritingOptions options;
  options.sampling.temperature = 0;
  options.max_tokens = 12;
  EXPECT_EQ(write_tokens(tiny_model(), ids_of(g["prompt"]), options), ids_of(g["generated"]));
}

TEST(WriteTokens, DrawsEachTokenAsOftenAsItIsLikely) {
  const Golden g = Golden::load("qwen3_text_encoder_untied");
  const Qwen3TextEncoder model = tiny_model();
  WritingOptions options;
  options.sampling = {4.0, 0, 1.0};
  options.max_tokens = 1;
  const torch::NoGradGuard no_grad;
  const Tensor expected = token_probabilities(model.logits(g["prompt"], nullptr)[0][-1], options.sampling);
  constexpr int kDraws = 2000;
  Tensor counts = torch::zeros_like(expected);
  for (int i = 0; i < kDraws; ++i) {
    options.sampling.seed = static_cast<uint64_t>(i);
    counts[write_tokens(model, ids_of(g["prompt"]), options).at(0)] += 1;
  }
  // Five standard deviations of a share at most 1/2.
  EXPECT_LE(max_abs_diff(counts / kDraws, expected), 5 * 0.5 / std::sqrt(kDraws));
  EXPECT_GT(counts.max().item<double>(), 0);
}

TEST(WriteTokens, StopsWhereItIsTold) {
  const Golden g = Golden::load("qwen3_text_encoder_untied");
  const Qwen3TextEncoder model = tiny_model();
  const std::vector<int64_t> whole = ids_of(g["generated"]);
  WritingOptions options;
  options.sampling.temperature = 0;
  options.max_tokens = 12;
  options.stop = {whole[3]};
  const std::vector<int64_t> cut = write_tokens(model, ids_of(g["prompt"]), options);
  const auto end = std::find(whole.begin(), whole.end(), whole[3]);
  EXPECT_EQ(cut, std::vector<int64_t>(whole.begin(), end));
  options.stop.clear();
  options.on_token = [left = 2](int64_t) mutable { return --left > 0; };
  EXPECT_EQ(write_tokens(model, ids_of(g["prompt"]), options).size(), 2U);
  EXPECT_THROW(write_tokens(model, {}, options), Error);
}

TEST(WriteTokens, TheSameSeedGivesTheSameText) {
  const Golden g = Golden::load("qwen3_text_encoder_untied");
  const Qwen3TextEncoder model = tiny_model();
  WritingOptions options;
  options.sampling = {3.0, 0, 1.0, 5};
  options.max_tokens = 12;
  const auto first = write_tokens(model, ids_of(g["prompt"]), options);
  EXPECT_EQ(write_tokens(model, ids_of(g["prompt"]), options), first);
  options.sampling.seed = 6;
  EXPECT_NE(write_tokens(model, ids_of(g["prompt"]), options), first);
}

}  // namespace
}  // namespace reverie
