// The learning rate of a run: a rise over 50 steps, a plateau, a straight fall over the last 40 %.
#include "training/learning_rate.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

constexpr double kPeak = 2e-3;

TEST(LearningRate, RisesInEqualStepsFromAFiftiethToThePeak) {
  for (int64_t step = 0; step < 50; ++step) {
    EXPECT_DOUBLE_EQ(learning_rate(kPeak, step, 1000), kPeak * static_cast<double>(step + 1) / 50) << step;
  }
}

TEST(LearningRate, StaysAtThePeakUntilSixtyPercent) {
  for (int64_t step = 49; step <= 600; ++step)
    EXPECT_DOUBLE_EQ(learning_rate(kPeak, step, 1000), kPeak) << step;
  EXPECT_LT(learning_rate(kPeak, 601, 1000), kPeak);
}

TEST(LearningRate, FallsStraightToAHundredthAndNoFurther) {
  EXPECT_DOUBLE_EQ(learning_rate(kPeak, 800, 1000), kPeak / 2);
  EXPECT_DOUBLE_EQ(learning_rate(kPeak, 900, 1000), kPeak / 4);
  EXPECT_DOUBLE_EQ(learning_rate(kPeak, 999, 1000), kPeak / 100);
  for (int64_t step = 601; step < 1000; ++step) {
    EXPECT_LE(learning_rate(kPeak, step, 1000), learning_rate(kPeak, step - 1, 1000)) << step;
  }
}

TEST(LearningRate, IsTheSameBeforeTheFallHoweverLongTheRunIs) {
  for (int64_t step = 0; step <= 600; ++step) {
    EXPECT_DOUBLE_EQ(learning_rate(kPeak, step, 1000), learning_rate(kPeak, step, 100'000)) << step;
  }
}

TEST(LearningRate, IsPositiveInTheShortestRun) {
  EXPECT_DOUBLE_EQ(learning_rate(kPeak, 0, 1), kPeak / 50);
}

}  // namespace
}  // namespace reverie
