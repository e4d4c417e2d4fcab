// Made-up run records for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/records/run_record.h"
#include "reports/input/run_set.h"

namespace tenfold::reports {

// "spiral/paper/wide/eigen" and a seed. Accuracies and losses depend on the seed alone; the data
// set is called as the experiment.
RunRecord MakeRecord(const std::string& setting, int64_t seed);

// What a made-up question expects: spiral/paper with narrow and wide.
Expectation Spiral();

// Seeds 0 to 9 of all that is expected, with one engine.
std::vector<RunRecord> MakeCompleteRecords(const std::string& engine,
                                           const std::vector<Expectation>& expectations = {
                                               Spiral()});

// Marks the run as diverged in its first step.
void Diverge(RunRecord& record);

// Removes one run.
void Remove(const std::string& run_id, std::vector<RunRecord>& records);

}  // namespace tenfold::reports
