// How far two engines may be apart that do the same work: the one place. All numbers are relative
// differences of the loss of one step, measured in ten seeds of every setting between all engines
// and LibTorch (with two kernels of its BLAS).
#pragma once

namespace tenfold::compare {

// Engines add the same terms in different order, and LibTorch rounds the loss to float: 3e-7,
// rarely 9e-7.
inline constexpr double kLossTolerance = 1e-6;

// Of a run that has met a kink: where a ReLU's input or the lead of a maximum is closer to zero
// than the rounding, one engine's gradient goes another way than the other's for one row, and Adam,
// which divides by the root of the mean square, moves a parameter whose gradient is nearly zero as
// far as any other. From there the difference grows. Of the runs of preset `paper` one in seven
// meets one within 50 steps and is then off by up to 4e-4; of the CNNs of preset `course` two in
// three, by up to 2e-2.
inline constexpr double kKinkTolerance = 5e-2;

// The same in the first steps, where a difference has not had the time to grow: one run in 150 was
// off by more than rounding there, by 2e-6.
inline constexpr int kFirstSteps = 3;
inline constexpr double kFirstStepsTolerance = 1e-5;

// What two engines may be apart in a step, counted from 0.
inline constexpr double LossTolerance(int step) {
  return step < kFirstSteps ? kFirstStepsTolerance : kKinkTolerance;
}

// What a planted bug has to exceed in the first steps. A wrong sign, a stale gradient and a missing
// 1 / N are off by 1.7e-4 to 0.5 there. (Not a missing 1 / N with Adam, which forgets a factor that
// all gradients have: 2e-5 to 2e-3 after 50 steps.)
inline constexpr double kPlantedBug = 10 * kFirstStepsTolerance;

}  // namespace tenfold::compare
