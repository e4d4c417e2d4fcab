// What each of the three choices changes, seed by seed: differences of two settings' test
// accuracies with the main engine, and their means with 95 % intervals.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddPairsDifferencesFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
