// How far two engines may be apart that do the same work: the one place.
#pragma once

namespace tenfold {

// Losses of the first 50 steps of a run, relative. Engines add the same terms in different order;
// rounding alone makes 1e-7 to 3e-7 of it.
inline constexpr double kLossTolerance = 1e-6;

// The same for a run that meets a kink: where a ReLU's input or the lead of a maximum is closer to
// zero than the rounding, one engine's gradient goes another way than the other's for one row, and
// Adam, which divides by the root of the mean square, moves a parameter whose gradient is nearly
// zero as far as any other. One run in ten does, and is then off by up to 4e-4.
inline constexpr double kKinkTolerance = 2e-3;

// What a planted bug (a wrong sign, a missing 1 / N, a stale gradient) has to exceed: five times
// what a kink may do, ten thousand times what rounding does. Adam hides most of a gradient that is
// too large by a factor; still those bugs are off by 0.02 to 6.
inline constexpr double kPlantedBug = 5 * kKinkTolerance;

}  // namespace tenfold
