#include "sampling/flow_match_euler.h"

#include <cmath>

#include "core/error.h"
#include "models/config_fields.h"

namespace reverie {

void check_scheduler_config(const Json& config) {
  const ConfigFields fields(config, "scheduler/scheduler_config.json");
  fields.expect_if_present("_class_name", "FlowMatchEulerDiscreteScheduler");
  fields.expect_if_present("num_train_timesteps", 1000);
  fields.expect_if_present("use_dynamic_shifting", true);
  fields.expect_if_present("time_shift_type", "exponential");
  fields.expect_if_present("invert_sigmas", false);
  fields.expect_if_present("stochastic_sampling", false);
  for (const char* name :
       {"use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas", "use_flow_sigmas"}) {
    fields.expect_if_present(name, false);
  }
  fields.expect_if_present("shift_terminal", nullptr);
  if (!fields.present("use_dynamic_shifting")) fields.refuse("use_dynamic_shifting", "true");
}

double empirical_mu(int64_t image_tokens, int64_t steps) {
  // Two lines fitted by the authors, at 10 and at 200 steps; beyond 4300 tokens only the second counts.
  const auto tokens = static_cast<double>(image_tokens);
  const double at_200 = 0.00016927 * tokens + 0.45666666;
  if (image_tokens > 4300) return at_200;
  const double at_10 = 8.73809524e-05 * tokens + 1.89833333;
  const double slope = (at_200 - at_10) / 190.0;
  return slope * static_cast<double>(steps) + at_200 - 200.0 * slope;
}

double shift_sigma(double s, double mu) {
  return std::exp(mu) / (std::exp(mu) + (1.0 / s - 1.0));
}

std::vector<float> flow_schedule(int64_t steps, int64_t image_tokens) {
  if (steps < 1 || steps > 1000) {
    throw Error(ErrorCode::InvalidRequest, "steps: expected 1 to 1000, got " + std::to_string(steps),
                "steps");
  }
  const double mu = empirical_mu(image_tokens, steps);
  const double last = 1.0 / static_cast<double>(steps);
  std::vector<float> sigmas;
  for (int64_t i = 0; i < steps; ++i) {
    const double s =
        steps == 1 ? 1.0 : 1.0 + (last - 1.0) * static_cast<double>(i) / static_cast<double>(steps - 1);
    sigmas.push_back(static_cast<float>(shift_sigma(s, mu)));
  }
  sigmas.push_back(0.0F);
  return sigmas;
}

torch::Tensor euler_step(const torch::Tensor& latents, const torch::Tensor& velocity, float sigma,
                         float sigma_next) {
  const torch::Tensor moved =
      latents.to(torch::kFloat32) + (sigma_next - sigma) * velocity.to(torch::kFloat32);
  return moved.to(latents.scalar_type());
}

}  // namespace reverie
