// The runs behind the ladders of experiments/ladder/rungs.h, with the report's main engine.
#pragma once

#include <vector>

#include "experiments/ladder/rungs.h"
#include "reports/input/run_set.h"

namespace tenfold::reports {

// What is there and what is missing of seeds 0 to `seeds` - 1 of a setting.
SettingRuns FirstSeeds(const RunSet& runs, const Setting& setting, int seeds);

// The same of the seeds that a rung or an ablation is trained with.
SettingRuns RunsOfRung(const RunSet& runs, const ladder::Rung& rung);

// The ladders whose last rung has runs: the report shows these.
std::vector<const ladder::Ladder*> ClimbedLadders(const RunSet& runs);

// By seed: test accuracy of `b` minus that of `a`, of the seeds that both have with the same data.
std::vector<double> PairedDifferences(const SettingRuns& a, const SettingRuns& b);

}  // namespace tenfold::reports
