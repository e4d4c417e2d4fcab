// The pairs' test accuracies run by run with the main engine, and the mean of each setting with its
// 95 % interval.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddPairsAccuracyFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
