// Made-up run records for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/records/run_record.h"

namespace tenfold::reports {

// "disc/paper/depth-4/eigen" and a seed. Accuracies and losses depend on the seed alone.
RunRecord MakeRecord(const std::string& setting, int64_t seed);

// Seeds 0 to 9 of all that is expected with this engine: 100 records.
std::vector<RunRecord> MakeCompleteRecords(const std::string& engine);

// Marks the run as diverged in its first step.
void Diverge(RunRecord& record);

// Removes one run.
void Remove(const std::string& run_id, std::vector<RunRecord>& records);

}  // namespace tenfold::reports
