// The main effects and interactions of the pairs' three choices, and how small an effect is seen.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddFactorial(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
