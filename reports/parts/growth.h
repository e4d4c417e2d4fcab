// How the time of a training grows with each quantity, engines side by side, of what
// //benchmarks:growth wrote. Nothing without it.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddGrowthFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
