#include "experiments/training/learning_rate_schedule.h"

#include <algorithm>

#include "engine/numerics/trigonometry.h"

namespace tenfold {
namespace {

double Decayed(const LearningRateSchedule& schedule, double v) {
  switch (schedule.decay) {
    case LearningRateSchedule::Decay::kConstant:
      return 1.0;
    case LearningRateSchedule::Decay::kLinear:
      return 1.0 - v;
    case LearningRateSchedule::Decay::kStep: {
      double factor = 1.0;
      for (int stage = 1; stage <= static_cast<int>(v * schedule.stages); ++stage) {
        factor *= schedule.stage_factor;
      }
      return factor;
    }
    case LearningRateSchedule::Decay::kCosine:
      return 0.5 * (1.0 + CosPi(v));
  }
  return 1.0;
}

}  // namespace

double LearningRateFactor(const LearningRateSchedule& schedule, int64_t step, int64_t steps) {
  const double w = schedule.warmup;
  const double u = static_cast<double>(step) / static_cast<double>(steps);
  const double rise = w > 0.0 ? std::min(1.0, (u + 0.001) / w) : 1.0;
  return rise * Decayed(schedule, std::max(0.0, u - w) / (1.0 - w));
}

}  // namespace tenfold
