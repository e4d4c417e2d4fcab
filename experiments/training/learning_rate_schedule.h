// How the learning rate of a training changes from step to step.
#pragma once

#include <cstdint>

namespace tenfold {

// With u = step / steps in [0, 1), step counted from 0, and w = `warmup`: the rate is the peak
// times min(1, (u + 0.001) / w), or 1 without a warm-up, times a factor of v, which is
// max(0, u - w) / (1 - w). A stage is floor((step - W) * stages / (steps - W)) in integers, with
// W = round(w * steps), and x what is left of the division, divided by steps - W; before step W
// both are 0.
struct LearningRateSchedule {
  enum class Decay {
    kConstant,        // 1
    kLinear,          // 1 - v
    kStep,            // stage_factor^stage: `stages` equal parts
    kCosine,          // (1 + cos(pi v)) / 2 (Loshchilov & Hutter 2017, without restarts)
    kCosineRestarts,  // (1 + cos(pi x)) / 2: so from the peak down in each stage
  };

  Decay decay = Decay::kConstant;
  double warmup = 0.0;  // the part of the steps in which the rate rises, in [0, 1)
  int stages = 3;
  double stage_factor = 0.1;
};

// The rate's factor at a step in [0, steps). In double, in fixed order, with the engine's own
// cosine: the same on every machine.
double LearningRateFactor(const LearningRateSchedule& schedule, int64_t step, int64_t steps);

}  // namespace tenfold
