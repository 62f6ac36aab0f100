#include "training/trajectory_distillation.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>

#include "sampling/flow_match_euler.h"

namespace reverie {
namespace {

// [N] as a factor for [N, I, Z]
Tensor per_row(const Tensor& values) {
  return values.view({-1, 1, 1});
}

Tensor all_rows(const Tensor& x) {
  return torch::arange(x.size(0), torch::TensorOptions(torch::kInt64).device(x.device()));
}

// Which leap each example is for, by the square roots of their lengths.
std::vector<int64_t> draw_leaps(const Tensor& levels, int64_t count, Random& random) {
  std::vector<double> reached;
  double sum = 0;
  for (int64_t i = 0; i < levels.size(0); ++i) {
    sum += std::sqrt((levels[i][0] - levels[i][-1]).item<double>());
    reached.push_back(sum);
  }
  std::vector<int64_t> leaps;
  for (int64_t i = 0; i < count; ++i) {
    const double chance = random.uniform() * sum;
    leaps.push_back(std::upper_bound(reached.begin(), reached.end() - 1, chance) - reached.begin());
  }
  return leaps;
}

}  // namespace

Tensor trajectory_levels(const TrajectoryOptions& options, int64_t image_tokens) {
  const int64_t n = options.student_steps;
  const int64_t k = options.teacher_steps;
  const std::vector<float> schedule = flow_schedule(n, image_tokens);
  const double mu = empirical_mu(image_tokens, n);
  std::vector<float> levels;
  for (int64_t i = 0; i < n; ++i) {
    levels.push_back(schedule[static_cast<std::size_t>(i)]);
    for (int64_t j = 1; j < k; ++j) {
      const double s = 1 - (static_cast<double>(i) + static_cast<double>(j) / static_cast<double>(k)) /
                               static_cast<double>(n);
      levels.push_back(static_cast<float>(shift_sigma(s, mu)));
    }
    levels.push_back(schedule[static_cast<std::size_t>(i) + 1]);
  }
  return torch::tensor(levels).view({n, k + 1});
}

Tensor walk(const VelocityField& field, Tensor x, const Tensor& levels) {
  const Tensor rows = all_rows(x);
  for (int64_t j = 0; j + 1 < levels.size(1); ++j) {
    const Tensor sigma = levels.select(1, j);
    x = x + per_row(levels.select(1, j + 1) - sigma) * field(x, sigma, rows);
  }
  return x;
}

Tensor leap_velocity(const Tensor& start, const Tensor& landed, const Tensor& levels) {
  return (landed - start) / per_row(levels.select(1, -1) - levels.select(1, 0));
}

Tensor roll_out(const VelocityField& field, Tensor noise, const std::vector<int64_t>& leaps,
                const Tensor& levels) {
  Tensor x = std::move(noise);
  for (int64_t i = 0; i < levels.size(0); ++i) {
    std::vector<int64_t> going;
    for (std::size_t b = 0; b < leaps.size(); ++b) {
      if (leaps[b] > i) going.push_back(static_cast<int64_t>(b));
    }
    if (going.empty()) break;
    const Tensor rows = torch::tensor(going, torch::kInt64).to(x.device());
    const Tensor before = x.index_select(0, rows);
    const auto count = static_cast<int64_t>(going.size());
    const Tensor ends = levels[i].to(x.device()).expand({count, -1});  // [N, K + 1]
    const Tensor velocity = field(before, ends.select(1, 0), rows);
    x = x.index_copy(0, rows, before + per_row(ends.select(1, -1) - ends.select(1, 0)) * velocity);
  }
  return x;
}

Tensor trajectory_loss(const DistillationFields& fields, const TrainingBatch& batch,
                       const TrajectoryOptions& options, Random& random) {
  const Tensor table = trajectory_levels(options, batch.latents.size(1));
  const std::vector<int64_t> leaps = draw_leaps(table, batch.size(), random);
  std::vector<int64_t> own(leaps.size(), 0);  // leaps that the student takes by itself before
  std::vector<int64_t> is_own(leaps.size(), 0);
  for (std::size_t b = 0; b < leaps.size(); ++b) {
    if (!random.chance(options.own_share)) continue;
    own[b] = leaps[b];
    is_own[b] = 1;
  }
  const Tensor levels = table.index_select(0, torch::tensor(leaps, torch::kInt64)).to(batch.device());
  Tensor start;
  Tensor target;
  {
    const torch::NoGradGuard no_grad;
    const Tensor noise = torch::randn_like(batch.latents);
    const Tensor sigma = per_row(levels.select(1, 0));
    const Tensor rolled = roll_out(fields.student, noise, own, table);
    const Tensor chosen = torch::tensor(is_own, torch::kInt64).to(batch.device()).to(torch::kBool);
    start = torch::where(per_row(chosen), rolled, (1 - sigma) * batch.latents + sigma * noise);
    target = leap_velocity(start, walk(fields.teacher, start, levels), levels);
  }
  const Tensor made = fields.student(start, levels.select(1, 0), all_rows(start));
  return weighted_mean_square(made - target, batch.weights);
}

}  // namespace reverie
