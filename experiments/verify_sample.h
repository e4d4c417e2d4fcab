// Records drawn from many and trained again: how many of all can be wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/recorded_run.h"
#include "experiments/records/run_record.h"

namespace tenfold {

// `count` of the records, without one twice, in their order; all if there are no more. The same for
// the same seed.
std::vector<RunRecord> DrawRecords(const std::vector<RunRecord>& records, int count, uint64_t seed);

// What came out of one drawn record.
struct SampledRun {
  const RunRecord& record;
  std::string difference;  // "" if the run is as recorded; also why it cannot be made again
};

// Trains them again, `jobs` at a time, and returns how many are not as recorded. `on_finished` is
// called in the order in which they end, never by two threads at once.
int RunSampleAgain(const std::vector<RunRecord>& sample, const RunSources& sources,
                   const Backend& engine, int jobs,
                   const std::function<void(const SampledRun& run)>& on_finished);

// One line: with `wrong` of `sampled` records not as recorded, how many of all can be with 95 %
// confidence, by Clopper's and Pearson's one-sided bound. That the sample is drawn without one
// twice makes the bound safer.
std::string SampleVerdict(int wrong, int sampled, int all);

}  // namespace tenfold
