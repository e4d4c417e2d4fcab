// The test accuracies of the eight settings of the pairs, by seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/input/run_set.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// By the bits of claim.h: "mlp" for 0, "cnn-shared-aux" for 7.
std::string PairVariant(int setting);

// Of the seeds in [0, seeds) that no setting lacks and with which none diverged, ascending.
FactorialCells PairCells(const RunSet& runs, const std::string& preset, const std::string& engine,
                         int64_t seeds);

// By seed: the mean over the settings of the set `plus` minus that over `minus`.
std::vector<double> Contrast(const FactorialCells& cells, uint8_t plus, uint8_t minus);

}  // namespace tenfold::reports
