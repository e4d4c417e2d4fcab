#include "experiments/training/learning_rate_schedule.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tenfold {
namespace {

using Decay = LearningRateSchedule::Decay;

TEST(LearningRateSchedule, IsConstantByDefault) {
  for (int step = 0; step < 10; ++step) EXPECT_EQ(LearningRateFactor({}, step, 10), 1.0);
}

TEST(LearningRateSchedule, LinearEndsOneStepAboveZero) {
  const LearningRateSchedule linear = {Decay::kLinear};
  EXPECT_EQ(LearningRateFactor(linear, 0, 8), 1.0);
  EXPECT_EQ(LearningRateFactor(linear, 2, 8), 0.75);
  EXPECT_EQ(LearningRateFactor(linear, 7, 8), 0.125);
}

TEST(LearningRateSchedule, StepHasEqualStages) {
  const LearningRateSchedule step = {Decay::kStep, 0.0, /*stages=*/4, /*stage_factor=*/0.5};
  const double expected[] = {1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125};
  for (int i = 0; i < 8; ++i) EXPECT_EQ(LearningRateFactor(step, i, 8), expected[i]) << i;
}

// (60 / 100 - 0.2) / 0.8 * 2 and 58 / 100 * 50 are a little below 1 and 29 in double.
TEST(LearningRateSchedule, AStageBeginsOnItsStep) {
  const LearningRateSchedule two = {Decay::kStep, /*warmup=*/0.2, /*stages=*/2, 0.5};
  EXPECT_EQ(LearningRateFactor(two, 59, 100), 1.0);
  EXPECT_EQ(LearningRateFactor(two, 60, 100), 0.5);
  const LearningRateSchedule fifty = {Decay::kStep, 0.0, /*stages=*/50, 0.5};
  EXPECT_EQ(LearningRateFactor(fifty, 57, 100), std::pow(0.5, 28));
  EXPECT_EQ(LearningRateFactor(fifty, 58, 100), std::pow(0.5, 29));
}

// Every stage has as many steps as every other where they divide the steps.
TEST(LearningRateSchedule, StagesAreEquallyLong) {
  for (int stages = 1; stages <= 60; ++stages) {
    for (int warmup_steps : {0, 20, 60}) {
      const int steps = warmup_steps + 4 * stages;
      const LearningRateSchedule schedule = {
          Decay::kStep, static_cast<double>(warmup_steps) / steps, stages, 0.5};
      for (int step = warmup_steps + 1; step < steps; ++step) {
        const double expected = std::pow(0.5, (step - warmup_steps) / 4);
        ASSERT_EQ(LearningRateFactor(schedule, step, steps), expected) << stages << " " << step;
      }
    }
  }
}

TEST(LearningRateSchedule, RestartsAtThePeakInEachStage) {
  const LearningRateSchedule restarts = {Decay::kCosineRestarts, 0.0, /*stages=*/4};
  const LearningRateSchedule cosine = {Decay::kCosine};
  for (int step = 0; step < 100; ++step) {
    EXPECT_EQ(LearningRateFactor(restarts, step, 100), LearningRateFactor(cosine, step % 25, 25))
        << step;
  }
  // Behind a warm-up of 20 steps, and where the stages are not equally long: 27 and 26 steps,
  // twice.
  const LearningRateSchedule three = {Decay::kCosineRestarts, /*warmup=*/0.2, /*stages=*/3};
  EXPECT_EQ(LearningRateFactor(three, 10, 100), (0.1 + 0.001) / 0.2);
  int peaks = 0;
  for (int step = 20; step < 100; ++step) {
    const double factor = LearningRateFactor(three, step, 100);
    const double place = (step - 20) * 3 % 80 / 80.0;
    EXPECT_NEAR(factor, 0.5 * (1 + std::cos(M_PI * place)), 1e-15) << step;
    peaks += step > 20 && factor > LearningRateFactor(three, step - 1, 100);
  }
  EXPECT_EQ(peaks, 2);
}

TEST(LearningRateSchedule, CosineFallsFromOneToZero) {
  const LearningRateSchedule cosine = {Decay::kCosine};
  EXPECT_EQ(LearningRateFactor(cosine, 0, 100), 1.0);
  EXPECT_EQ(LearningRateFactor(cosine, 50, 100), 0.5);
  for (int step = 0; step < 100; ++step) {
    EXPECT_NEAR(LearningRateFactor(cosine, step, 100), 0.5 * (1 + std::cos(M_PI * step / 100)),
                1e-15);
  }
}

// The factor of the recipe, written with libm's cosine.
TEST(LearningRateSchedule, CosineWithLinearWarmUp) {
  const LearningRateSchedule schedule = {Decay::kCosine, /*warmup=*/0.05};
  const int steps = 400;
  for (int step = 0; step < steps; ++step) {
    const double u = static_cast<double>(step) / steps;
    const double expected = std::fmin(1.0, (u + 0.001) / 0.05) * 0.5 *
                            (1 + std::cos(M_PI * std::fmax(0.0, (u - 0.05) / 0.95)));
    EXPECT_NEAR(LearningRateFactor(schedule, step, steps), expected, 1e-15) << step;
  }
  EXPECT_NEAR(LearningRateFactor(schedule, 0, steps), 0.02, 1e-15);
}

TEST(LearningRateSchedule, AnyDecayCanHaveAWarmUp) {
  const LearningRateSchedule schedule = {Decay::kLinear, /*warmup=*/0.5};
  EXPECT_EQ(LearningRateFactor(schedule, 0, 8), 0.002);
  EXPECT_EQ(LearningRateFactor(schedule, 4, 8), 1.0);
  EXPECT_EQ(LearningRateFactor(schedule, 6, 8), 0.5);
}

}  // namespace
}  // namespace tenfold
