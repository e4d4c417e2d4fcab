#pragma once

#include <vector>

#include "experiments/sweeps/full_sweep.h"

namespace tenfold::study {

// None: a study has no settings of its own.
inline std::vector<FullSweep> FullSweeps() { return {}; }

}  // namespace tenfold::study
