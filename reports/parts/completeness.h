// The report's first lines: whether all records are there, and if not, which are missing.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddCompleteness(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
