#pragma once

#include <vector>

#include "experiments/sweeps/full_sweep.h"

namespace tenfold::pairs {

// What decides the verdicts on the report's claims.
inline std::vector<FullSweep> FullSweeps() {
  return {{"course", "", kReportedSeeds}, {"paper", "", 1000}};
}

}  // namespace tenfold::pairs
