// Distillation by trajectories, on fields whose trajectories are known.
#include "training/trajectory_distillation.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "sampling/flow_match_euler.h"

namespace reverie {
namespace {

constexpr int64_t kTokens = 6;

// v = slope x + 1: the teacher's small steps are a known linear map.
VelocityField linear(double slope) {
  return [slope](const Tensor& x, const Tensor&, const Tensor&) { return slope * x + 1; };
}

// The student that leaps where `teacher` walks, for any level of the table.
VelocityField leaper(const VelocityField& teacher, const Tensor& table) {
  return [teacher, table](const Tensor& x, const Tensor& sigma, const Tensor&) {
    std::vector<Tensor> rows;
    for (int64_t b = 0; b < x.size(0); ++b) {
      for (int64_t i = 0; i < table.size(0); ++i) {
        if ((table[i][0] - sigma[b]).abs().item<float>() > 1e-6F) continue;
        const Tensor one = x.narrow(0, b, 1), levels = table.narrow(0, i, 1);
        rows.push_back(leap_velocity(one, walk(teacher, one, levels), levels));
      }
    }
    return torch::cat(rows);
  };
}

TrainingBatch batch_of(int64_t count) {
  torch::manual_seed(2);
  TrainingBatch batch;
  batch.latents = torch::randn({count, kTokens, 4});
  batch.weights = torch::ones({count, kTokens});
  return batch;
}

double loss_of(const VelocityField& student, const VelocityField& teacher, const TrajectoryOptions& options,
               uint64_t number = 1) {
  Random random(5, number);
  torch::manual_seed(6);
  return trajectory_loss({student, teacher}, batch_of(16), options, random).item<double>();
}

TEST(TrajectoryDistillation, LeapsBetweenTheLevelsAtWhichTheEngineDraws) {
  const TrajectoryOptions options{.student_steps = 4, .teacher_steps = 5};
  const Tensor table = trajectory_levels(options, 256);
  ASSERT_EQ(table.sizes(), (torch::IntArrayRef{4, 6}));
  const std::vector<float> schedule = flow_schedule(4, 256);
  for (int64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(table[i][0].item<float>(), schedule[static_cast<std::size_t>(i)]);
    EXPECT_EQ(table[i][5].item<float>(), schedule[static_cast<std::size_t>(i) + 1]);
  }
  EXPECT_TRUE((table.narrow(1, 1, 5) < table.narrow(1, 0, 5)).all().item<bool>());
}

TEST(TrajectoryDistillation, LetsTheTeacherWalkNearlyOnItsOwnSchedule) {
  const Tensor table = trajectory_levels({.student_steps = 4, .teacher_steps = 4}, 256);
  const std::vector<float> own = flow_schedule(16, 256);
  double worst = 0;
  for (int64_t i = 0; i < 16; ++i) {
    const double ours = table[i / 4][i % 4].item<double>();
    worst = std::max(worst, std::abs(ours - static_cast<double>(own[static_cast<std::size_t>(i)])));
  }
  EXPECT_LT(worst, 0.03);  // observed 0.023
}

TEST(TrajectoryDistillation, LeadsTheStudentToWhereALinearTeacherEnds) {
  // A student with the loss 0 exists, and drawing with it in 4 leaps is drawing with the teacher in 16 steps.
  const TrajectoryOptions options;
  const VelocityField teacher = linear(1.5);
  const Tensor table = trajectory_levels(options, kTokens);
  const VelocityField student = leaper(teacher, table);
  for (const double own_share : {0.0, 0.5, 1.0}) {
    TrajectoryOptions shared = options;
    shared.own_share = own_share;
    EXPECT_LT(loss_of(student, teacher, shared), 1e-9);
    EXPECT_GT(loss_of(linear(1.4), teacher, shared), 1e-4) << "another student would be found out";
  }
  torch::manual_seed(8);
  const Tensor noise = torch::randn({3, kTokens, 4});
  const Tensor drawn = roll_out(student, noise, {4, 4, 4}, table);
  const Tensor wanted = walk(teacher, noise, table.narrow(1, 0, 4).flatten().view({1, 16}).expand({3, 16}));
  const Tensor last = table[3].narrow(0, 3, 2);  // the last step, from level 15 to the picture
  const Tensor end = wanted + (last[1] - last[0]) * (1.5 * wanted + 1);
  EXPECT_LT((drawn - end).abs().max().item<double>(), 1e-5);
}

TEST(TrajectoryDistillation, MakesTheFieldOfOneStepItsOwnStudent) {
  // Where the teacher takes one step a leap there is nothing to learn from it.
  EXPECT_LT(loss_of(linear(0.7), linear(0.7), {.teacher_steps = 1}), 1e-9);
  EXPECT_GT(loss_of(linear(0.7), linear(0.7), {.teacher_steps = 4}), 1e-6);
}

TEST(TrajectoryDistillation, RollsEachRowAsFarAsItIsAsked) {
  const Tensor table = trajectory_levels({}, kTokens);
  const Tensor noise = torch::ones({3, kTokens, 4});
  std::vector<int64_t> sizes;
  const VelocityField counting = [&](const Tensor& x, const Tensor& sigma, const Tensor& rows) {
    EXPECT_EQ(rows.size(0), x.size(0));
    EXPECT_EQ(sigma.size(0), x.size(0));
    sizes.push_back(x.size(0));
    return torch::ones_like(x);
  };
  const Tensor rolled = roll_out(counting, noise, {0, 3, 1}, table);
  EXPECT_EQ(sizes, (std::vector<int64_t>{2, 1, 1}));
  EXPECT_TRUE(torch::equal(rolled[0], noise[0]));
  EXPECT_LT((rolled[1] - table[3][0]).abs().max().item<double>(), 1e-6) << "velocity 1 from 1 ends at sigma";
  EXPECT_LT((rolled[2] - table[1][0]).abs().max().item<double>(), 1e-6);
}

TEST(TrajectoryDistillation, GivesAGradientToTheStudentAndNoneToTheTeacher) {
  const Tensor of_student = torch::zeros({1}).set_requires_grad(true);
  const Tensor of_teacher = torch::ones({1}).set_requires_grad(true);
  const auto scaled = [](const Tensor& by) {
    return [by](const Tensor& x, const Tensor&, const Tensor&) { return by * x; };
  };
  Random random(5, 1);
  trajectory_loss({scaled(of_student), scaled(of_teacher)}, batch_of(8), {}, random).backward();
  EXPECT_NE(of_student.grad().item<double>(), 0);
  EXPECT_FALSE(of_teacher.grad().defined());
}

}  // namespace
}  // namespace reverie
