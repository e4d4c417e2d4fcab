// The disc's accuracies on train and test points, and how many runs are above what the report
// claims.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddDiscTable(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
