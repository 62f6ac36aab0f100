// tests/models/flux2_transformer_sabotage_test.cpp
//
// Sabotage: each test plants one quiet picture-breaker from outside, in the weights or the inputs, and shows
// that the bound of flux2_transformer_test.cpp (2e-5) would notice it by far. Were one of these differences
// small, the parity test would prove nothing about that mistake.

#include <gtest/gtest.h>

#include "models/flux2_transformer_golden.h"

namespace reverie {
namespace {

// A hundred times the bound.
constexpr double kNoticeable = 2e-3;

// How far the velocity moves when the weights are edited.
double moved_by(const std::function<void(StateDict&)>& edit) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  return max_abs_diff(transformer_of(g, edit).forward(joined_input(g)), g["velocity"]);
}

double moved_by_input(const std::function<void(Flux2Transformer::Input&)>& change) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  Flux2Transformer::Input in = joined_input(g);
  change(in);
  return max_abs_diff(transformer_of(g).forward(in), g["velocity"]);
}

TEST(Flux2TransformerSabotage, BoundNoticesSwappedScaleAndShift) {
  for (const char* name :
       {"double_stream_modulation_img.linear.weight", "double_stream_modulation_txt.linear.weight"}) {
    EXPECT_GT(moved_by([&](StateDict& w) { w[name] = with_swapped_rows(w[name], 6, 0, 1); }), kNoticeable)
        << name;
  }
  const auto single = [](StateDict& w) {
    Tensor& weight = w["single_stream_modulation.linear.weight"];
    weight = with_swapped_rows(weight, 3, 0, 1);
  };
  EXPECT_GT(moved_by(single), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesScaleAndShiftOfTheLastNormInTheOrderOfTheOthers) {
  const auto swap = [](StateDict& w) {
    w["norm_out.linear.weight"] = with_swapped_rows(w["norm_out.linear.weight"], 2, 0, 1);
  };
  EXPECT_GT(moved_by(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesAForgottenOnePlusScale) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  // Rows added to the scale part that turn its result s into s - 1 for both pictures of this batch:
  // (1 + (s - 1)) * x is s * x, which is what a forgotten 1 would compute.
  const Tensor activated = at::silu(g["tap.time_guidance_embed"]);                      // [2, C]
  const Tensor minus_one = torch::linalg_pinv(activated).matmul(-torch::ones({2, 1}));  // [C, 1]
  const auto forget = [&](StateDict& w) {
    Tensor scale = w["double_stream_modulation_img.linear.weight"].chunk(6, 0)[1];  // [C, C], a view
    scale += minus_one.t();
  };
  EXPECT_GT(moved_by(forget), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesSwappedGates) {
  const auto swap = [](StateDict& w) {
    Tensor& weight = w["double_stream_modulation_img.linear.weight"];
    weight = with_swapped_rows(weight, 6, 2, 5);
  };
  EXPECT_GT(moved_by(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesTheWrongHalfOfSwiglu) {
  for (const char* name :
       {"transformer_blocks.0.ff.linear_in.weight", "transformer_blocks.1.ff_context.linear_in.weight"}) {
    EXPECT_GT(moved_by([&](StateDict& w) { w[name] = with_swapped_rows(w[name], 2, 0, 1); }), kNoticeable)
        << name;
  }
  const auto fused = [](StateDict& w) {
    Tensor& weight = w["single_transformer_blocks.0.attn.to_qkv_mlp_proj.weight"];  // [3C + 2F, C]
    const int64_t qkv = 3 * weight.size(1);
    weight = torch::cat(
        {weight.narrow(0, 0, qkv), with_swapped_rows(weight.narrow(0, qkv, weight.size(0) - qkv), 2, 0, 1)});
  };
  EXPECT_GT(moved_by(fused), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesFeedForwardBeforeAttentionInTheFusedOutput) {
  const auto swap = [](StateDict& w) {
    Tensor& weight = w["single_transformer_blocks.1.attn.to_out.weight"];  // [C, C + F]
    const int64_t width = weight.size(0);
    weight = torch::cat({weight.narrow(1, width, weight.size(1) - width), weight.narrow(1, 0, width)}, 1);
  };
  EXPECT_GT(moved_by(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesKeysReadAsValues) {
  const auto swap = [](StateDict& w) {
    Tensor& weight = w["single_transformer_blocks.0.attn.to_qkv_mlp_proj.weight"];
    const int64_t qkv = 3 * weight.size(1);
    weight = torch::cat(
        {with_swapped_rows(weight.narrow(0, 0, qkv), 3, 1, 2), weight.narrow(0, qkv, weight.size(0) - qkv)});
  };
  EXPECT_GT(moved_by(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesTextWeightsUsedForTheImage) {
  const auto swap = [](StateDict& w) {
    std::swap(w["transformer_blocks.0.attn.to_q.weight"], w["transformer_blocks.0.attn.add_q_proj.weight"]);
  };
  EXPECT_GT(moved_by(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesRotationOfHalvesInsteadOfPairs) {
  const auto other_layout = [](StateDict& w) {
    constexpr int64_t kHeadDim = 16;
    for (const char* name :
         {"to_q.weight", "to_k.weight", "norm_q.weight", "norm_k.weight", "add_q_proj.weight",
          "add_k_proj.weight", "norm_added_q.weight", "norm_added_k.weight"}) {
      Tensor& weight = w["transformer_blocks.0.attn." + std::string(name)];
      weight = with_halves_interleaved(weight, kHeadDim);
    }
  };
  EXPECT_GT(moved_by(other_layout), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesAnUnreadQueryNorm) {
  const auto forget = [](StateDict& w) { w["transformer_blocks.0.attn.norm_q.weight"].fill_(1.0); };
  EXPECT_GT(moved_by(forget), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesImageBeforeTextInTheRotation) {
  const auto swap = [](Flux2Transformer::Input& in) {
    const Tensor wrong = torch::cat({in.image_ids, in.text_ids});  // rows in the order [image, text]
    const int64_t text_tokens = in.text_ids.size(0);
    in.text_ids = wrong.narrow(0, 0, text_tokens);
    in.image_ids = wrong.narrow(0, text_tokens, wrong.size(0) - text_tokens);
  };
  EXPECT_GT(moved_by_input(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesReferencesBeforeTheImage) {
  const auto swap = [](Flux2Transformer::Input& in) {
    const auto reordered = [](const Tensor& x, int64_t dim) {
      return torch::cat({x.narrow(dim, 6, 10), x.narrow(dim, 0, 6)}, dim);
    };
    in.latents = reordered(in.latents, 1);
    in.image_ids = reordered(in.image_ids, 0);
  };
  EXPECT_GT(moved_by_input(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesReferencesWithoutATimeOfTheirOwn) {
  EXPECT_GT(moved_by_input([](Flux2Transformer::Input& in) {
              in.image_ids = in.image_ids.clone();
              in.image_ids.select(1, 0).zero_();
            }),
            kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesSwappedRowsAndColumns) {
  const auto swap = [](Flux2Transformer::Input& in) {
    in.image_ids = in.image_ids.index_select(1, torch::tensor({0, 2, 1, 3}));
  };
  EXPECT_GT(moved_by_input(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesATimestepNotTimesAThousand) {
  EXPECT_GT(moved_by_input([](Flux2Transformer::Input& in) { in.sigma = in.sigma / 1000; }), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesSinesBeforeCosines) {
  const auto swap = [](StateDict& w) {
    Tensor& weight = w["time_guidance_embed.timestep_embedder.linear_1.weight"];  // [C, 256]
    weight = with_swapped_rows(weight.t(), 2, 0, 1).t().contiguous();
  };
  EXPECT_GT(moved_by(swap), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesAWrongEpsilonOfTheLayerNorms) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  Flux2Transformer::Input in = joined_input(g);
  in.latents = g["latents"] / 1024;
  in.text = g["text"] / 1024;
  in.image_ids = g["image_ids"];
  const auto wrong = [](Flux2TransformerConfig& c) { c.eps = 1e-5; };
  EXPECT_GT(max_abs_diff(transformer_of(g, {}, wrong).forward(in), g["velocity_quiet"]), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesAWrongEpsilonOfTheQueryAndKeyNorms) {
  const Golden g = Golden::load("flux2_transformer_guidance");
  const Flux2Transformer::Input in{g["latents"],   g["text"],     g["timestep"],
                                   g["image_ids"], g["text_ids"], g["guidance"]};
  const auto wrong = [](Flux2TransformerConfig& c) { c.eps = 1e-5; };
  EXPECT_GT(max_abs_diff(transformer_of(g, {}, wrong).forward(in), g["velocity"]), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesGuidanceNotTimesAThousand) {
  const Golden g = Golden::load("flux2_transformer_guidance");
  const Flux2Transformer::Input in{g["latents"],   g["text"],     g["timestep"],
                                   g["image_ids"], g["text_ids"], g["guidance"] / 1000};
  EXPECT_GT(max_abs_diff(transformer_of(g).forward(in), g["velocity"]), kNoticeable);
}

TEST(Flux2TransformerSabotage, BoundNoticesReusedReferencesThatWereNotReadAtNoiseLevelZero) {
  const Golden g = Golden::load("flux2_transformer_tiny");
  Flux2Transformer::Input in = joined_input(g);
  // Reading them at the image's own noise level, and letting them see the image, is what the joint way does.
  const Tensor joint = transformer_of(g).forward(in).narrow(1, 0, 6);
  EXPECT_GT(max_abs_diff(joint, g["kv.velocity_extract"]), kNoticeable);
}

}  // namespace
}  // namespace reverie
