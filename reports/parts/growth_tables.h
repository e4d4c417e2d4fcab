// How time and memory grow, and where LibTorch wins, of what //benchmarks:growth wrote. Nothing
// without it.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddGrowthTables(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
