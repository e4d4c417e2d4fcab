#pragma once

#include <vector>

#include "experiments/sweeps/full_sweep.h"

namespace tenfold::pairs {

// What decides the verdicts on the report's claims, and so many of both presets that studies of ten
// seeds can be drawn.
inline std::vector<FullSweep> FullSweeps() { return {{"course", "", 200}, {"paper", "", 1000}}; }

}  // namespace tenfold::pairs
