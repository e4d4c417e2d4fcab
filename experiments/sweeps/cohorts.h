#pragma once

#include <cstdint>
#include <vector>

#include "experiments/sweeps/sweep.h"

namespace tenfold {

// The runs of a sweep that `to_run` lists, in its order, cut into what is trained together: runs of
// one setting, as many as its engine likes, but so that there is work for all of the options' jobs.
// A run is alone where fewer would gain nothing.
std::vector<std::vector<uint32_t>> FormCohorts(const Sweep& sweep,
                                               const std::vector<uint32_t>& to_run);

}  // namespace tenfold
