// How far the engines' losses are apart at each of the first 50 steps.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// Draws the pairs with the main engine; figures/loss-differences.csv has all pairs, and
// tables/engines-by-step.csv each setting. Draws nothing where no two engines have a run in common.
absl::Status AddLossDifferencesFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
