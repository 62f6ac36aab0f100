// training/trajectory_distillation.h
//
// Distillation by trajectories: the student learns to leap, from one noise level of its short schedule to the
// next, to where the teacher arrives in several small steps.
//
//   levels   sigma_0 > ... > sigma_n = 0 are those of flow_schedule(n, I), as the engine draws. Between two
//            of them the teacher takes `teacher_steps` Euler steps, spread as the schedule is: with 4 and 4
//            that is the teacher's own schedule of 16, but for the shift's small change with the steps.
//   start    a true picture made noisy or, for `own_share` of the examples, where the student itself gets to
//            from pure noise: what it will start from when it draws, so that errors do not pile up.
//   target   (x_teacher - x) / (sigma_next - sigma): the velocity with which one Euler step lands there.
//   share    examples go to a leap in proportion to the square root of its length. An error in velocity
//            moves the picture by as much as the leap is long; yet a late leap cannot undo an early one.
//
// Another method is another function from fields and a batch to a loss, named in train_distilled.cpp.
//
// Used by   train_distilled
// Source    progressive distillation: Salimans and Ho 2022 (2202.00512); guidance folded in: Meng et al. 2022
//           (2210.03142)
// Proven by tests/training/trajectory_distillation_test.cpp
#pragma once

#include <vector>

#include "training/velocity_field.h"

namespace reverie {

struct DistillationFields {
  VelocityField student;  // with gradient
  VelocityField teacher;  // called without
};

struct TrajectoryOptions {
  int64_t student_steps = kMiniDistilledSteps;
  int64_t teacher_steps = 4;  // in each of the student's
  double own_share = 0.5;
};

// Row i: the levels of leap i, from the student's sigma_i to its sigma_{i + 1}. [student_steps,
// teacher_steps + 1], fp32, CPU.
Tensor trajectory_levels(const TrajectoryOptions& options, int64_t image_tokens);

// Euler steps through levels [B, K + 1] from x [B, I, Z] at levels[:, 0]. Returns x at levels[:, K].
Tensor walk(const VelocityField& field, Tensor x, const Tensor& levels);

// The velocity that takes one Euler step from `start` to `landed`, over levels [B, K + 1].
Tensor leap_velocity(const Tensor& start, const Tensor& landed, const Tensor& levels);

// Row b takes its first leaps[b] leaps from noise [B, I, Z]. `levels` as of trajectory_levels.
Tensor roll_out(const VelocityField& field, Tensor noise, const std::vector<int64_t>& leaps,
                const Tensor& levels);

// A scalar, with gradient to the student. Noise comes from LibTorch's generator, choices from `random`.
Tensor trajectory_loss(const DistillationFields& fields, const TrainingBatch& batch,
                       const TrajectoryOptions& options, Random& random);

}  // namespace reverie
