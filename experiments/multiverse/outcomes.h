// What the grid keeps of a run: whole numbers from which its claims are decided.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"

namespace tenfold::multiverse {

// Of an experiment of Grids(). pairs: "correct", right answers on the test pairs. disc:
// "train_correct" and "test_correct", right answers; "starts_high", 1 if the first step's loss is
// as the claim disc-falls wants it; "stall_epochs"; "falls_again", 1 if the last epoch's loss is as
// disc-falls-again wants it.
std::vector<std::string> OutcomeNames(absl::string_view experiment);

// In that order; empty if the run diverged.
std::vector<int64_t> OutcomesOf(const RunRecord& record);

}  // namespace tenfold::multiverse
