// The roofline (Williams et al. 2009): the speed that each engine achieves on each
// workload against the workload's arithmetic intensity, under the measured roofs of one core, of
// what side_by_side wrote. Nothing without it.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddRoofFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
