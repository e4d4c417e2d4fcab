// A page about any sweeps: what each setting came to, and how they differ.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "experiments/records/run_record.h"

namespace tenfold::reports {

// Writes summary.html, SUMMARY.md, numbers.json, tables/ (CSV) and figures/ to the folder, all or
// nothing. InvalidArgument if there are no records.
absl::Status WriteSummary(std::vector<RunRecord> records, const std::string& output_dir);

}  // namespace tenfold::reports
