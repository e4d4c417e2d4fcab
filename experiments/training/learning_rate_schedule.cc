#include "experiments/training/learning_rate_schedule.h"

#include <algorithm>
#include <cmath>

#include "engine/numerics/trigonometry.h"

namespace tenfold {
namespace {

struct Stage {
  int64_t number;
  double part;  // of the stage that is behind the step
};

// In integers: a rounded quotient would begin some stages a step late.
Stage StageAt(const LearningRateSchedule& schedule, int64_t step, int64_t steps) {
  const int64_t warmup_steps = std::llround(schedule.warmup * static_cast<double>(steps));
  if (step < warmup_steps) return {0, 0.0};
  const int64_t rest = steps - warmup_steps, place = (step - warmup_steps) * schedule.stages;
  return {place / rest, static_cast<double>(place % rest) / static_cast<double>(rest)};
}

double StageFactor(const LearningRateSchedule& schedule, int64_t step, int64_t steps) {
  double factor = 1.0;
  for (int64_t i = StageAt(schedule, step, steps).number; i > 0; --i) {
    factor *= schedule.stage_factor;
  }
  return factor;
}

}  // namespace

double LearningRateFactor(const LearningRateSchedule& schedule, int64_t step, int64_t steps) {
  const double w = schedule.warmup;
  const double u = static_cast<double>(step) / static_cast<double>(steps);
  const double rise = w > 0.0 ? std::min(1.0, (u + 0.001) / w) : 1.0;
  const double v = std::max(0.0, u - w) / (1.0 - w);
  switch (schedule.decay) {
    case LearningRateSchedule::Decay::kConstant:
      return rise;
    case LearningRateSchedule::Decay::kLinear:
      return rise * (1.0 - v);
    case LearningRateSchedule::Decay::kStep:
      return rise * StageFactor(schedule, step, steps);
    case LearningRateSchedule::Decay::kCosine:
      return rise * (0.5 * (1.0 + CosPi(v)));
    case LearningRateSchedule::Decay::kCosineRestarts:
      return rise * (0.5 * (1.0 + CosPi(StageAt(schedule, step, steps).part)));
  }
  return rise;
}

}  // namespace tenfold
