#pragma once

#include <string>
#include <vector>

#include "experiments/run_record.h"

namespace tenfold {

// How the runs of one set of records compare with those of the same id in another.
struct Comparison {
  int common = 0;     // runs that are in both
  int identical = 0;  // of these: equal but for `timing` and `provenance`
  int only_in_first = 0, only_in_second = 0;
  std::vector<std::string>
      differences;  // one line a run that differs: its id and the first field that differs
};

// Both sorted by run id, each id once.
Comparison CompareRuns(const std::vector<RunRecord>& first, const std::vector<RunRecord>& second);

}  // namespace tenfold
