// The pairs' training losses by epoch with the main engine: mean over the seeds with a band of one
// sample standard deviation.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddPairsLossFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
