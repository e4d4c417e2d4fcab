// The verdicts on what the report says of the disc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/claims/verdict.h"
#include "reports/input/run_set.h"

namespace tenfold::reports {

// The claim that a higher, decaying learning rate would change the stall is held against this.
inline constexpr char kDecayedRate[] = "learning_rate=0.1,schedule=linear";

// How many of these runs are above 95 % on both sets.
int CountAbove95(const std::vector<const RunRecord*>& runs);

// Those of the setting's runs with a seed in [0, seeds).
std::vector<const RunRecord*> RunsOf(const RunSet& runs, const Setting& setting, int64_t seeds);

// Plateau lengths of one setting minus those of another, of the seeds of which both have losses.
std::vector<double> ShorterBy(const std::vector<const RunRecord*>& longer,
                              const std::vector<const RunRecord*>& shorter);

// One for each of Claims() that is about the disc, in their order; `variant` is "depth-3" or
// "depth-4". What is about losses is decided on the runs that have them.
std::vector<Judgement> JudgeDisc(const RunSet& runs, const std::string& variant);

}  // namespace tenfold::reports
