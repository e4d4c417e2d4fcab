// RUNS.md: for each setting and engine its runs, what came out, and the command that repeats them.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// Adds the document, and tables/commands.csv. A setting's entry shows at most its first ten seeds;
// tables/records.csv has all.
absl::Status AddRunsPage(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
