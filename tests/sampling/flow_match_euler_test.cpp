// tests/sampling/flow_match_euler_test.cpp
//
// The schedule and the Euler step against the published scheduler, with FLUX.2 [klein]'s configuration.
// Golden: golden/flow_match_euler.{json,safetensors}, made by scripts/goldens/flow_match_euler.py.

#include "sampling/flow_match_euler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/error.h"
#include "support/golden.h"

namespace reverie {
namespace {

using testing::HasSubstr;

constexpr double kSigmaBound = 2.4e-7;

Json schedules() {
  return Golden::load("flow_match_euler").manifest().at("schedules");
}

// The largest difference to the reference over all its schedules, of noise levels made by `sigma_at(s, mu)`
// from the evenly spaced s.
double schedule_difference(const std::function<double(double s, const Json& schedule)>& sigma_at) {
  double largest = 0.0;
  for (const Json& schedule : schedules()) {
    const auto steps = schedule.at("steps").get<int64_t>();
    const auto expected = schedule.at("sigmas").get<std::vector<double>>();
    for (int64_t i = 0; i < steps; ++i) {
      const double s = 1.0 - static_cast<double>(i) / static_cast<double>(steps);
      largest = std::max(largest, std::abs(sigma_at(s, schedule) - expected[static_cast<std::size_t>(i)]));
    }
  }
  return largest;
}

TEST(FlowMatchEuler, ShiftIsThatOfTheReferenceForAllSizesAndSteps) {
  for (const Json& schedule : schedules()) {
    const auto tokens = schedule.at("image_tokens").get<int64_t>();
    const auto steps = schedule.at("steps").get<int64_t>();
    // The same formula in the same precision. Observed 0.
    EXPECT_DOUBLE_EQ(empirical_mu(tokens, steps), schedule.at("mu").get<double>())
        << tokens << " tokens, " << steps;
  }
}

TEST(FlowMatchEuler, NoiseLevelsAreThoseOfTheReference) {
  double largest = 0.0;
  for (const Json& schedule : schedules()) {
    const auto expected = schedule.at("sigmas").get<std::vector<double>>();
    const auto sigmas =
        flow_schedule(schedule.at("steps").get<int64_t>(), schedule.at("image_tokens").get<int64_t>());
    ASSERT_EQ(sigmas.size(), expected.size());
    for (std::size_t i = 0; i < sigmas.size(); ++i) {
      largest = std::max(largest, std::abs(static_cast<double>(sigmas[i]) - expected[i]));
    }
  }
  RecordProperty("observed", std::to_string(largest * 1e9) + "e-9");
  // Observed 1.2e-7: the reference rounds to float32 before it shifts, we after.
  EXPECT_LE(largest, kSigmaBound);
}

TEST(FlowMatchEuler, TimestepsOfTheReferenceAreTheNoiseLevelsTimesAThousand) {
  for (const Json& schedule : schedules()) {
    const auto timesteps = schedule.at("timesteps").get<std::vector<double>>();
    const auto sigmas = schedule.at("sigmas").get<std::vector<double>>();
    for (std::size_t i = 0; i < timesteps.size(); ++i) EXPECT_NEAR(timesteps[i], sigmas[i] * 1000, 6e-5);
  }
}

TEST(FlowMatchEuler, BoundNoticesAForgottenShift) {
  EXPECT_GT(schedule_difference([](double s, const Json&) { return s; }), 1e4 * kSigmaBound);
}

TEST(FlowMatchEuler, BoundNoticesTheFixedShiftOfTheConfiguration) {
  // "shift": 3.0 stands in the file and is not used when shifting is dynamic.
  EXPECT_GT(schedule_difference([](double s, const Json&) { return 3 * s / (1 + 2 * s); }),
            1e4 * kSigmaBound);
}

TEST(FlowMatchEuler, BoundNoticesTheShiftOfAnotherNumberOfSteps) {
  const auto ten_steps = [](double s, const Json& schedule) {
    return shift_sigma(s, empirical_mu(schedule.at("image_tokens").get<int64_t>(), 10));
  };
  EXPECT_GT(schedule_difference(ten_steps), 1e4 * kSigmaBound);
}

TEST(FlowMatchEuler, BoundNoticesAMissingCaseBeyond4300Tokens) {
  const auto without_case = [](double s, const Json& schedule) {
    const auto tokens = schedule.at("image_tokens").get<double>();
    const double at_200 = 0.00016927 * tokens + 0.45666666;
    const double slope = (at_200 - (8.73809524e-05 * tokens + 1.89833333)) / 190.0;
    return shift_sigma(s, slope * schedule.at("steps").get<double>() + at_200 - 200.0 * slope);
  };
  EXPECT_GT(schedule_difference(without_case), 1e4 * kSigmaBound);
}

TEST(FlowMatchEuler, FallsStrictlyFromOneToZero) {
  for (const int64_t steps : {1, 2, 4, 28, 1000}) {
    for (const int64_t tokens : {1, 256, 4300, 4301, 16384}) {
      const auto sigmas = flow_schedule(steps, tokens);
      ASSERT_EQ(sigmas.size(), static_cast<std::size_t>(steps) + 1);
      EXPECT_EQ(sigmas.front(), 1.0F);
      EXPECT_EQ(sigmas.back(), 0.0F);
      EXPECT_TRUE(std::is_sorted(sigmas.rbegin(), sigmas.rend(), std::less_equal<>()))
          << steps << ", " << tokens;
    }
  }
}

TEST(FlowMatchEuler, LargerPicturesStayNoisyLonger) {
  EXPECT_LT(flow_schedule(4, 1024)[2], flow_schedule(4, 4096)[2]);
}

TEST(FlowMatchEuler, RefusesNoStepsAndTooMany) {
  for (const int64_t steps : {int64_t{0}, int64_t{-1}, int64_t{1001}}) {
    try {
      flow_schedule(steps, 256);
      ADD_FAILURE() << steps << " steps were accepted";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
      EXPECT_EQ(e.field(), "steps");
      EXPECT_THAT(e.what(), HasSubstr("expected 1 to 1000, got " + std::to_string(steps)));
    }
  }
}

TEST(FlowMatchEuler, FourStepsLeadWhereTheReferenceGoes) {
  const Golden g = Golden::load("flow_match_euler");
  const auto sigmas = flow_schedule(4, 1024);
  Tensor sample = g["sample.0"];
  for (std::size_t i = 0; i < 4; ++i) {
    sample = euler_step(sample, g["velocity." + std::to_string(i)], sigmas[i], sigmas[i + 1]);
    // Observed at most 2.4e-7.
    EXPECT_LE(max_abs_diff(sample, g["sample." + std::to_string(i + 1)]), 1e-6) << "step " << i;
  }
  // Sabotage: going up instead of down.
  EXPECT_GT(max_abs_diff(euler_step(g["sample.0"], g["velocity.0"], sigmas[1], sigmas[0]), g["sample.1"]),
            1e-2);
}

TEST(FlowMatchEuler, AStepKeepsTheDtypeAndComputesInFp32) {
  const Tensor latents = torch::full({1, 2}, 256.0).to(torch::kBFloat16);
  const Tensor velocity = torch::full({1, 2}, -1.0).to(torch::kBFloat16);
  const Tensor moved = euler_step(latents, velocity, 1.0F, 0.0F);
  EXPECT_EQ(moved.scalar_type(), torch::kBFloat16);
  EXPECT_EQ(moved[0][0].item<float>(), 256.0F);  // 257 is not a bf16 number; the nearest even one is 256
}

TEST(FlowMatchEuler, AcceptsTheSchedulerOfKlein) {
  EXPECT_NO_THROW(check_scheduler_config(Golden::load("flow_match_euler").config()));
  EXPECT_NO_THROW(
      check_scheduler_config(read_json(golden_folder() / "klein_tiny/scheduler/scheduler_config.json")));
}

TEST(FlowMatchEuler, RefusesSchedulersItDoesNotImplement) {
  const Json published = Golden::load("flow_match_euler").config();
  const std::vector<std::pair<const char*, Json>> others{
      {"_class_name", "DDIMScheduler"}, {"num_train_timesteps", 500},     {"use_dynamic_shifting", false},
      {"time_shift_type", "linear"},    {"invert_sigmas", true},          {"stochastic_sampling", true},
      {"use_karras_sigmas", true},      {"use_exponential_sigmas", true}, {"use_beta_sigmas", true},
      {"shift_terminal", 0.1}};
  for (const auto& [field, value] : others) {
    Json config = published;
    config[field] = value;
    try {
      check_scheduler_config(config);
      ADD_FAILURE() << field << " was accepted";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
      EXPECT_THAT(e.what(), HasSubstr(field));
    }
  }
  Json silent = published;
  silent.erase("use_dynamic_shifting");  // the reference's own default is false
  EXPECT_THROW(check_scheduler_config(silent), Error);
}

}  // namespace
}  // namespace reverie
