// What a sweep says on the terminal before and after it runs.
#pragma once

#include <string>
#include <vector>

#include "experiments/run_record.h"
#include "experiments/store.h"
#include "experiments/sweep.h"

namespace tenfold {

// "present", "missing", "stale", "corrupt"
const char* StateName(RecordState state);

// How many runs of a sweep there are in which state.
class SweepCounts {
 public:
  void Add(RecordState state, bool to_run);

  // "100 runs: 97 present, 2 missing, 1 stale; 3 to run"
  std::string ToString() const;

 private:
  int total_ = 0, to_run_ = 0;
  int by_state_[4] = {};
};

// A line per setting of the sweep, in its order: mean +- sample standard deviation of the
// accuracies over the seeds.
std::string SummaryTable(const std::vector<PlannedRun>& runs,
                         const std::vector<RunRecord>& records);

}  // namespace tenfold
