// tests/sampling/denoise_test.cpp
//
// The sampler loop against the reference pipeline, from the reference's own prompt embeddings and reference
// latents: without references, with one and three among the tokens, with guidance, and with reused
// references. Goldens: golden/klein_tiny_*.safetensors and the model in golden/klein_tiny/, made by
// scripts/goldens/klein_pipeline.py on CPU in fp32. The stages before and after the loop are compared in
// tests/pipeline/golden_test.cpp.

#include "sampling/denoise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "sampling/flow_match_euler.h"
#include "support/golden.h"

namespace reverie {
namespace {

constexpr double kBound = 2e-4;  // observed at most 4.9e-5, over four steps
constexpr double kNoticeable = 15 * kBound;

Flux2Transformer klein_tiny() {
  const auto folder = golden_folder() / "klein_tiny" / "transformer";
  const auto source = std::make_shared<FileWeights>(CheckpointFiles::open(folder, "diffusion_pytorch_model"),
                                                    "flux2_transformer", torch::kFloat32, torch::kCPU);
  return Flux2Transformer(Weights(source),
                          Flux2TransformerConfig::from_json(read_json(folder / "config.json")));
}

// [1, Z, h, w] -> [1, h w, Z]
Tensor tokens_of(const Tensor& packed) {
  return packed.flatten(2).transpose(1, 2).contiguous();
}

// One run of the reference: everything that the loop needs.
struct PlannedRun {
  explicit PlannedRun(const std::string& name, double guidance = 1.0)
      : golden(Golden::load(name)), start(tokens_of(golden["initial_latents"])), guidance_scale(guidance) {
    const int64_t image_tokens = start.size(1);
    const int64_t references = golden["transformer_input"].size(1) - image_tokens;
    conditioning.text = golden["prompt_embeds"];
    conditioning.image_ids = golden["image_ids"].narrow(0, 0, image_tokens);
    if (references > 0) {
      conditioning.joint_references = golden["transformer_input"].narrow(1, image_tokens, references);
      conditioning.joint_reference_ids = golden["image_ids"].narrow(0, image_tokens, references);
    }
    if (guidance_scale > 1) conditioning.negative_text = golden["negative_prompt_embeds"];
    sigmas = flow_schedule(4, image_tokens);
  }

  Tensor latents() const { return denoise(klein_tiny(), start, conditioning, sigmas, guidance_scale); }

  // How far the last latents are from the reference's.
  double difference() const { return max_abs_diff(latents(), golden["latents.4"]); }

  Golden golden;
  Tensor start;
  Conditioning conditioning;
  std::vector<float> sigmas;
  double guidance_scale;
};

TEST(Denoise, EndsWhereTheReferenceEnds) {
  // Observed 0.
  EXPECT_LE(PlannedRun("klein_tiny_0_references").difference(), kBound);
}

TEST(Denoise, EndsWhereTheReferenceEndsWithOneReference) {
  // Observed 0.
  EXPECT_LE(PlannedRun("klein_tiny_1_reference").difference(), kBound);
}

TEST(Denoise, EndsWhereTheReferenceEndsWithThreeReferences) {
  // Observed 4.6e-5.
  EXPECT_LE(PlannedRun("klein_tiny_3_references").difference(), kBound);
}

TEST(Denoise, EndsWhereTheReferenceEndsWithGuidance) {
  // Observed 4.9e-5.
  EXPECT_LE(PlannedRun("klein_tiny_guidance", 4.0).difference(), kBound);
}

// The reference puts reused references before the image; which side they stand on is the caller's matter.
PlannedRun reused_run(const Flux2Transformer& model) {
  PlannedRun run("klein_tiny_kv");
  const Tensor& input = run.golden["transformer_input"];
  const int64_t references = input.size(1) - run.start.size(1);
  run.conditioning.reused_references = model.encode_references(
      input.narrow(1, 0, references), run.golden["image_ids"].narrow(0, 0, references));
  run.conditioning.image_ids = run.golden["image_ids"].narrow(0, references, run.start.size(1));
  run.conditioning.joint_references = Tensor();
  run.conditioning.joint_reference_ids = Tensor();
  return run;
}

TEST(Denoise, EndsWhereTheReferenceEndsWithReusedReferences) {
  // Observed 4.9e-5.
  EXPECT_LE(reused_run(klein_tiny()).difference(), kBound);
}

// Guidance by hand, one step: words see references and named things, the empty text only the references.
TEST(Denoise, GivesNamedThingsToTheWordsAlone) {
  const Flux2Transformer model = klein_tiny();
  PlannedRun run = reused_run(model);
  torch::manual_seed(4);
  run.conditioning.negative_text = torch::randn_like(run.conditioning.text);
  run.conditioning.named_things =
      model.encode_references(torch::randn({1, 4, run.start.size(2)}), image_position_ids(2, 2, -10));
  const std::vector<float> one_step{1.0F, 0.0F};
  const auto step = [&](const Tensor& text, const ReferenceCache& references) {
    Conditioning alone;
    alone.text = text;
    alone.image_ids = run.conditioning.image_ids;
    alone.reused_references = references;
    return denoise(model, run.start, alone, one_step, 1.0);
  };
  const Tensor with =
      step(run.conditioning.text, joined(run.conditioning.reused_references, run.conditioning.named_things));
  const Tensor without = step(*run.conditioning.negative_text, run.conditioning.reused_references);
  const Tensor guided = denoise(model, run.start, run.conditioning, one_step, 3.0);
  // Observed at most 1e-6.
  EXPECT_LE(max_abs_diff(guided, without + 3 * (with - without)), 1e-5);
  run.conditioning.named_things.clear();
  EXPECT_GT(max_abs_diff(guided, denoise(model, run.start, run.conditioning, one_step, 3.0)), kNoticeable);
}

TEST(Denoise, EveryStepForeseesThePictureThatTheReferenceImplies) {
  const PlannedRun run("klein_tiny_1_reference");
  std::vector<Tensor> previews;
  denoise(klein_tiny(), run.start, run.conditioning, run.sigmas, 1.0, [&](const DenoiseStep& step) {
    EXPECT_EQ(step.index, static_cast<int64_t>(previews.size()));
    EXPECT_EQ(step.count, 4);
    previews.push_back(step.preview);
    return true;
  });
  ASSERT_EQ(previews.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    const Tensor before = i == 0 ? run.start : run.golden["latents." + std::to_string(i)];
    const Tensor after = run.golden["latents." + std::to_string(i + 1)];
    const Tensor velocity = (after - before) / (run.sigmas[i + 1] - run.sigmas[i]);
    // Dividing by a step of 0.03 enlarges the rounding of the latents. Observed at most
    // 2.1e-6.
    EXPECT_LE(max_abs_diff(previews[i], before - run.sigmas[i] * velocity), 2e-4) << "step " << i;
  }
}

TEST(Denoise, OnePictureOfABatchIsThePictureAlone) {
  PlannedRun run("klein_tiny_1_reference");
  run.conditioning.text = run.conditioning.text.expand({2, -1, -1});
  const Tensor both =
      denoise(klein_tiny(), torch::cat({run.start, run.start.flip({1})}), run.conditioning, run.sigmas, 1.0);
  // Observed 8.3e-7.
  EXPECT_LE(max_abs_diff(both.narrow(0, 0, 1), run.golden["latents.4"]), kBound);
  EXPECT_GT(max_abs_diff(both.narrow(0, 1, 1), run.golden["latents.4"]), kNoticeable);
}

TEST(Denoise, ReturningFalseCancelsAfterThatStep) {
  const PlannedRun run("klein_tiny_0_references");
  int calls = 0;
  try {
    denoise(klein_tiny(), run.start, run.conditioning, run.sigmas, 1.0,
            [&](const DenoiseStep&) { return ++calls < 2; });
    ADD_FAILURE() << "not cancelled";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::Cancelled);
    EXPECT_THAT(e.what(), testing::HasSubstr("after step 2 of 4"));
  }
  EXPECT_EQ(calls, 2);
}

TEST(DenoiseSabotage, BoundNoticesGuidanceTheWrongWayRound) {
  PlannedRun run("klein_tiny_guidance", 4.0);
  std::swap(run.conditioning.text, *run.conditioning.negative_text);
  EXPECT_GT(run.difference(), kNoticeable);
}

TEST(DenoiseSabotage, BoundNoticesGuidanceCountedFromOneLess) {
  // cond + s (cond - uncond) is uncond + (s + 1) (cond - uncond).
  PlannedRun run("klein_tiny_guidance", 4.0);
  run.guidance_scale = 5.0;
  EXPECT_GT(run.difference(), kNoticeable);
}

TEST(DenoiseSabotage, BoundNoticesReferencesInAnotherOrder) {
  PlannedRun run("klein_tiny_3_references");
  // 24 tokens of the first, 16 of the second, 20 of the third; the positions stay.
  Tensor& references = run.conditioning.joint_references;
  references = torch::cat({references.narrow(1, 24, 36), references.narrow(1, 0, 24)}, 1);
  EXPECT_GT(run.difference(), kNoticeable);
}

TEST(DenoiseSabotage, BoundNoticesTheScheduleOfAnotherSize) {
  PlannedRun run("klein_tiny_0_references");
  run.sigmas = flow_schedule(4, 1024);
  EXPECT_GT(run.difference(), kNoticeable);
}

TEST(DenoiseSabotage, BoundNoticesReusedReferencesTakenForJointOnes) {
  const PlannedRun reused = reused_run(klein_tiny());
  PlannedRun joint = reused;
  const Tensor& input = reused.golden["transformer_input"];
  const int64_t references = input.size(1) - reused.start.size(1);
  joint.conditioning.reused_references.clear();
  joint.conditioning.joint_references = input.narrow(1, 0, references);
  joint.conditioning.joint_reference_ids = reused.golden["image_ids"].narrow(0, 0, references);
  EXPECT_GT(joint.difference(), kNoticeable);
}

}  // namespace
}  // namespace reverie
